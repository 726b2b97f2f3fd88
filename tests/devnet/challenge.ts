// The TPAT challenge and credential as text, the way the two real servers write and read them.

/** prokurilo and xmr-price-proxy: two servers, one scheme, small differences. */
export type Flavour = 'prokurilo' | 'xmr-price-proxy';

export type Terms = {
  flavour: Flavour;
  address: string;
  /** Piconero. */
  minAmount: bigint;
  /** Blocks that one `minAmount` buys. */
  ttl: number;
  /** Milliseconds that a token rests after each use; prokurilo only. */
  ast?: number | undefined;
};

export type Credential = { txid: string; proof: string };

/**
 * The value of `WWW-Authenticate`.
 * @param refused the credential that was read and did not pass: it is echoed. Both servers leave
 * out the space between `hash` and `signature` then (measured).
 */
export function challengeText(terms: Terms, refused?: Credential): string {
  const hash = `hash="${refused?.txid ?? ''}"`;
  const signature = `signature="${refused?.proof ?? ''}"`;
  const parts = [
    `TPAT address="${terms.address}"`,
    `min_amt="${terms.minAmount}"`,
    `ttl="${terms.ttl}"`,
    refused ? `${hash},${signature}` : `${hash}, ${signature}`,
  ];
  if (terms.flavour === 'prokurilo') parts.push(`ast="${terms.ast}"`);
  return parts.join(', ');
}

/**
 * Reads `Authorization: TPAT <txid>:<proof>`. prokurilo also takes the scheme in lower case (not in
 * mixed case), xmr-price-proxy only in upper case. A third segment is read over: the subaddress it
 * names counts only for assets that allow it, and ours do not.
 * @returns undefined when no token could be read; the servers then answer with an empty `hash`.
 */
export function readCredential(
  flavour: Flavour,
  authorization: string | undefined,
): Credential | undefined {
  const scheme = flavour === 'prokurilo' ? /^(?:TPAT|tpat) (.+)$/ : /^TPAT (.+)$/;
  const token = scheme.exec(authorization ?? '')?.[1];
  const [txid, proof] = token?.split(':') ?? [];
  return txid && proof ? { txid, proof } : undefined;
}
