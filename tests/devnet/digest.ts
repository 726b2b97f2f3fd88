// HTTP Digest login as monero-wallet-rpc asks for it (RFC 7616 with MD5, RFC 2617's defaults).
import { createHash, randomBytes } from 'node:crypto';

export type Login = { user: string; password: string };

export type DigestChallenge = {
  realm: string;
  nonce: string;
  qop: string | undefined;
  opaque: string | undefined;
};

/**
 * Picks the plain-MD5 challenge from `WWW-Authenticate` values. monero-wallet-rpc sends two, one of
 * them with `algorithm=MD5-sess`.
 * @returns undefined when none of them is a Digest challenge with plain MD5.
 */
export function readDigestChallenge(values: readonly string[]): DigestChallenge | undefined {
  for (const value of values) {
    if (!/^digest\s/i.test(value)) continue;
    const found = new Map<string, string>();
    for (const [, name, quoted, bare] of value.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)) {
      found.set((name ?? '').toLowerCase(), quoted ?? bare ?? '');
    }
    const nonce = found.get('nonce');
    if ((found.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5' || nonce === undefined) continue;
    return {
      realm: found.get('realm') ?? '',
      nonce,
      qop: found.get('qop')?.split(',')[0]?.trim(),
      opaque: found.get('opaque'),
    };
  }
  return undefined;
}

/**
 * The `Authorization` header that answers a Digest challenge.
 * @param count how often this nonce has been used, this time included (`nc`).
 * @param cnonce our own nonce; given only to check the header against RFC 2617's example.
 */
export function digestHeader(
  challenge: DigestChallenge,
  login: Login,
  method: string,
  uri: string,
  count: number,
  cnonce: string = randomBytes(8).toString('hex'),
): string {
  const { realm, nonce, qop, opaque } = challenge;
  const nc = count.toString(16).padStart(8, '0');
  const secret = md5(`${login.user}:${realm}:${login.password}`);
  const request = md5(`${method}:${uri}`);
  const middle = qop ? `${nonce}:${nc}:${cnonce}:${qop}` : nonce;
  const parts = [
    `username="${login.user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${md5(`${secret}:${middle}:${request}`)}"`,
    'algorithm=MD5',
  ];
  if (qop) parts.push(`qop=${qop}`, `nc=${nc}`, `cnonce="${cnonce}"`);
  if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
  return `Digest ${parts.join(', ')}`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
