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
 * mixed case), xmr-price-proxy only in upper case.
 * @returns undefined when no token could be read; the servers then answer with an empty `hash`.
 */
export function readCredential(
  flavour: Flavour,
  authorization: string | undefined,
): Credential | undefined {
  const [txid, proof] = segments(flavour, authorization);
  return txid && proof ? { txid, proof } : undefined;
}

/** The third segment, `TPAT <txid>:<proof>:<subaddress>`: a creator who was paid instead. */
export function readCreator(
  flavour: Flavour,
  authorization: string | undefined,
): string | undefined {
  return segments(flavour, authorization)[2] || undefined;
}

/**
 * Reads the fields of a form by which prokurilo sells static pages, urlencoded. Its source has a
 * third one for the creator's subaddress.
 * @returns undefined when one of the first two is missing or empty.
 */
export function readForm(body: Buffer): (Credential & { subaddress?: string }) | undefined {
  const fields = new URLSearchParams(body.toString('utf8'));
  const txid = fields.get('tpat_tx_hash');
  const proof = fields.get('tpat_tx_proof');
  if (!txid || !proof) return undefined;
  const subaddress = fields.get('tpat_subaddress_override');
  return { txid, proof, ...(subaddress ? { subaddress } : {}) };
}

function segments(flavour: Flavour, authorization: string | undefined): string[] {
  const scheme = flavour === 'prokurilo' ? /^(?:TPAT|tpat) (.+)$/ : /^TPAT (.+)$/;
  return scheme.exec(authorization ?? '')?.[1]?.split(':') ?? [];
}
