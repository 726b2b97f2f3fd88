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

/** What a 401 asks for (RFC 7616, section 3.3). */
interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** How often its nonce has been used. */
  uses: number;
}

/**
 * Sends calls with HTTP Digest login, as monero-wallet-rpc speaks it (MD5, qop `auth`).
 *
 * It stands in for monero-ts's own sender, which makes every call twice, first without a login:
 * 10 ms a call (measured). This one remembers what the last 401 asked for. A nonce belongs to one
 * TCP connection, so a call may still be refused, and is made again: a refused call was not executed.
 *
 * @param limitMs after which a request is ended, and its promise rejects.
 */
export function digestSender(limitMs: number): Sender {
  const challenges = new Map<string, Challenge>();

  return async (method, url, username, password, body) => {
    const send = (challenge: Challenge | undefined): Promise<Answer> => {
      const authorization =
        challenge && username !== undefined
          ? authorize(challenge, username, password ?? '', method, new URL(url).pathname)
          : null;
      return request(method, url, authorization, body, limitMs);
    };
    const answer = await send(challenges.get(url));
    if (answer.status !== 401 || username === undefined) return answer;
    const challenge = readChallenge(answer.headers['www-authenticate'] ?? '');
    if (challenge === null) return answer;
    challenges.set(url, challenge);
    return send(challenge);
  };
}

/**
 * Without cookies and kept logins: Firefox takes the 401 of any other request to its own login
 * dialog, even a background's, and until somebody answers that, nothing goes on in its windows
 * (measured). An XMLHttpRequest cannot promise it: of those made with `mozAnon` in backgrounds that
 * were ended often, one in some hundred came without the flag, and brought the dialog up.
 */
async function request(
  method: string,
  url: string,
  authorization: string | null,
  body: string,
  limitMs: number,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: {
        'Content-Type': 'application/json',
        ...(authorization === null ? {} : { Authorization: authorization }),
      },
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
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      throw new Error(`timeout of ${limitMs}ms exceeded`);
    }
    throw cause;
  }
}

/** The plain-MD5 one: monero-wallet-rpc sends two, one of them with `algorithm=MD5-sess`. */
function readChallenge(header: string): Challenge | null {
  for (const challenge of header.split(/,\s*(?=Digest\s)/i)) {
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
