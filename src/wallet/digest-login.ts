import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** An HTTP answer as monero-ts reads it, which was made for axios. */
interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What monero-ts sends a call by. Its promise rejects only where there is no answer at all. */
export type Sender = (
  method: string,
  url: string,
  username: string | undefined,
  password: string | undefined,
  body: string,
) => Promise<Answer>;

/**
 * Posts JSON by HTTP, never asking the user anything: without cookies and kept logins, following no
 * redirection. After `limitMs` the request ends, and the promise rejects.
 */
export type Post = (
  url: string,
  body: string,
  authorization: string,
  limitMs: number,
) => Promise<Answer>;

/** What a 401 asks for (RFC 7616, section 3.3). */
interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** How often its nonce has been used. */
  uses: number;
}

/** Asks for a challenge. A request that has a login, be it an empty one, brings up no dialog. */
const NO_LOGIN = 'Digest';

/**
 * Sends calls with HTTP Digest login, as monero-wallet-rpc speaks it (MD5, qop `auth`).
 *
 * It stands in for monero-ts's own sender, which makes every call twice, first without a login:
 * 10 ms a call (measured). This one remembers what the last 401 asked for. A nonce belongs to one
 * TCP connection, so a call may still be refused, and is made again: a refused call was not executed.
 */
export function digestSender(post: Post, limitMs: number): Sender {
  const challenges = new Map<string, Challenge>();

  return async (method, url, username, password, body) => {
    const send = (challenge: Challenge | undefined): Promise<Answer> => {
      const authorization =
        challenge && username !== undefined
          ? authorize(challenge, username, password ?? '', method, new URL(url).pathname)
          : NO_LOGIN;
      return post(url, body, authorization, limitMs);
    };
    const answer = await send(challenges.get(url));
    if (answer.status !== 401 || username === undefined) return answer;
    const challenge = readChallenge(answer.headers['www-authenticate'] ?? '');
    if (challenge === null) return answer;
    challenges.set(url, challenge);
    return send(challenge);
  };
}

/** By `fetch`, which hides a `WWW-Authenticate` of two lines in Firefox (measured). */
export const postByFetch: Post = async (url, body, authorization, limitMs) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', Authorization: authorization },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
    const { status, statusText, headers } = response;
    // The limit is for the whole answer: a trickling one ends, too.
    return {
      status,
      statusText,
      headers: Object.fromEntries(headers),
      data: await response.text(),
    };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') throw timedOut(limitMs);
    throw cause;
  }
};

/** What a `Post` rejects with when its limit is over. */
function timedOut(limitMs: number): Error {
  return new Error(`timeout of ${limitMs}ms exceeded`);
}

/**
 * The plain-MD5 one: monero-wallet-rpc sends two, one of them with `algorithm=MD5-sess`. In one header
 * they are separated by a comma (RFC 7235), in Firefox by a line break (measured).
 */
function readChallenge(header: string): Challenge | null {
  for (const challenge of header.split(/[,\n]\s*(?=Digest\s)/i)) {
    const parameters = new Map<string, string>();
    for (const [, name = '', quoted, bare] of challenge.matchAll(
      /(\w+)\s*=\s*(?:"([^"]*)"|([^\s",]+))/g,
    )) {
      parameters.set(name.toLowerCase(), quoted ?? bare ?? '');
    }
    const nonce = parameters.get('nonce');
    if (nonce === undefined || !/^digest\s/i.test(challenge)) continue;
    if ((parameters.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5') continue;
    const realm = parameters.get('realm') ?? '';
    return { realm, nonce, opaque: parameters.get('opaque'), uses: 0 };
  }
  return null;
}

/** The value of `Authorization` (RFC 7616, section 3.4), by one more use of the nonce. */
function authorize(
  challenge: Challenge,
  username: string,
  password: string,
  method: string,
  uri: string,
): string {
  challenge.uses += 1;
  const { realm, nonce, opaque, uses } = challenge;
  const nc = uses.toString(16).padStart(8, '0');
  const cnonce = bytesToHex(randomBytes(8));
  const secret = hex(`${username}:${realm}:${password}`);
  const response = hex(`${secret}:${nonce}:${nc}:${cnonce}:auth:${hex(`${method}:${uri}`)}`);
  const quoted = Object.entries({ username, realm, nonce, uri, response, cnonce, opaque })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`);
  return `Digest ${[...quoted, 'algorithm=MD5', 'qop=auth', `nc=${nc}`].join(', ')}`;
}

function hex(text: string): string {
  return bytesToHex(md5(utf8ToBytes(text)));
}
