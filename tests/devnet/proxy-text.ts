// The challenge and the token of the xmr402 proxy (Bearer and Basic) as text.

export type ProxyScheme = 'Bearer' | 'Basic';

export type ProxyTerms = {
  scheme: ProxyScheme;
  address: string;
  /** Piconero. */
  minAmount: bigint;
  minConfirmations: number;
  maxConfirmations: number;
};

/**
 * The value of `WWW-Authenticate`.
 * @param why why a credential was refused. '' when the proxy does not say: then it says no `error`.
 */
export function proxyChallenge(terms: ProxyTerms, why = ''): string {
  const parts = [
    `${terms.scheme} realm="xmr402 proxy"`,
    'currency="XMR"',
    `address="${terms.address}"`,
    `min_amount="${decimalXmr(terms.minAmount)}"`,
    `min_confirmations="${terms.minConfirmations}"`,
    `max_confirmations="${terms.maxConfirmations}"`,
  ];
  // The reason is not escaped, as in the proxy.
  if (why) parts.push('error="invalid_token"', `error_description="${why}"`);
  return parts.join(',');
}

/**
 * Reads the token as the proxy does: the scheme in its exact case but with or without a space after
 * it, then everything up to the first colon, and everything after it.
 */
export function readProxyToken(
  scheme: ProxyScheme,
  authorization: string,
): { txid: string; proof: string } | { why: string } {
  if (!authorization.startsWith(scheme)) {
    return { why: `incorrect authorization scheme, must be ${scheme}` };
  }
  let token = authorization.slice(scheme.length).trim();
  if (scheme === 'Basic') token = Buffer.from(token, 'base64').toString('latin1');
  const colon = token.indexOf(':');
  const [txid, proof] = [token.slice(0, Math.max(colon, 0)), token.slice(colon + 1)];
  if (colon < 0 || txid === '' || proof === '') return { why: 'invalid token' };
  if (!/^[0-9a-f]{64}$/i.test(txid)) return { why: 'malformed txid' };
  return { txid, proof };
}

/** XMR without needless zeros, as an operator would write the price. */
export function decimalXmr(piconero: bigint): string {
  return printMoney(piconero).replace(/\.?0+$/, '');
}

/** XMR with all twelve decimals, as Monero prints an amount. */
export function printMoney(piconero: bigint): string {
  const digits = String(piconero).padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
