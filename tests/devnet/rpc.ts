// JSON-RPC to monerod and monero-wallet-rpc, with or without Digest login.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type DigestChallenge, digestHeader, type Login, readDigestChallenge } from './digest.ts';

/** What the daemon answered instead of a result, for example -37 "not enough unlocked money". */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly method: string;
  /** The daemon's own words. */
  readonly reason: string;

  constructor(method: string, code: number, reason: string) {
    super(`${method}: ${reason} (${code})`);
    this.code = code;
    this.method = method;
    this.reason = reason;
  }
}

export type Rpc = {
  /**
   * Calls a JSON-RPC method.
   * @throws RpcError when the daemon answers with an error; Error when it does not answer in time.
   */
  call<T>(method: string, params?: unknown): Promise<T>;
  /** Posts to one of monerod's older endpoints that are not JSON-RPC, such as /pop_blocks. */
  post<T>(path: string, body: unknown): Promise<T>;
  close(): void;
};

/**
 * @param url origin of the daemon, such as http://127.0.0.1:18083
 * @param timeoutMs limit for one call. A wallet call can take seconds on a busy machine.
 */
export function connectRpc(url: string, login?: Login, timeoutMs = 60_000): Rpc {
  // The wallet's nonce belongs to one TCP connection: with a login there must be only one.
  const agent = new Agent({ keepAlive: true, ...(login ? { maxSockets: 1 } : {}) });
  let challenge: DigestChallenge | undefined;
  let uses = 0;

  async function post<T>(path: string, body: unknown): Promise<T> {
    const text = JSON.stringify(body);
    // A refused call was not executed, so repeating it is safe. The nonce goes stale often.
    for (let attempt = 1; ; attempt++) {
      const headers: Record<string, string> = { 'Content-Type': 'application/json' };
      if (login && challenge) {
        headers.Authorization = digestHeader(challenge, login, 'POST', path, ++uses);
      }
      const answer = await postOnce(agent, new URL(path, url), headers, text, timeoutMs);
      if (answer.status === 200) return JSON.parse(answer.text) as T;
      if (answer.status !== 401 || !login || attempt === 3) {
        throw new Error(`${url}${path} answered ${answer.status}`);
      }
      challenge = readDigestChallenge(answer.wwwAuthenticate);
      uses = 0;
    }
  }

  return {
    post,
    async call<T>(method: string, params: unknown = {}): Promise<T> {
      const answer = await post<{ result?: T; error?: { code: number; message: string } }>(
        '/json_rpc',
        { jsonrpc: '2.0', id: 0, method, params },
      );
      if (answer.error) throw new RpcError(method, answer.error.code, answer.error.message);
      return answer.result as T;
    },
    close: () => agent.destroy(),
  };
}

type Answer = { status: number; text: string; wwwAuthenticate: string[] };

function postOnce(
  agent: Agent,
  url: URL,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const outgoing = request(url, { method: 'POST', agent, headers, signal }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          text,
          wwwAuthenticate: authenticateValues(incoming.rawHeaders, incoming.headers),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Node joins repeated headers with a comma; the raw list still has them one by one. */
function authenticateValues(raw: readonly string[], headers: IncomingHttpHeaders): string[] {
  if (!headers['www-authenticate']) return [];
  return raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === 'www-authenticate');
}
