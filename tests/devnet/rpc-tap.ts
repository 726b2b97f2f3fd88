// Stands between a client and a wallet's RPC, so that a test can stop the world at one call.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnLoopback } from './listen.ts';

export type RpcTap = {
  readonly url: string;
  /** The methods that were forwarded or held, in order. */
  readonly calls: readonly string[];
  /**
   * Holds the next call of `method`: `arrived` resolves when it has come, and nothing reaches the
   * wallet until `release`.
   */
  hold(method: string): { arrived: Promise<void>; release(): void };
  stop(): Promise<void>;
};

type Hold = { method: string; arrive: () => void; released: Promise<void> };

/** Opens a tap in front of a wallet RPC. Everything is passed on as it is, login included. */
export async function startRpcTap(target: string): Promise<RpcTap> {
  const calls: string[] = [];
  const holds: Hold[] = [];
  // A nonce of the digest login belongs to one connection: each client's has one of its own.
  const agents = new Map<Socket, Agent>();

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const method = methodOf(body);
    calls.push(method);
    const index = holds.findIndex((hold) => hold.method === method);
    if (index !== -1) {
      const [hold] = holds.splice(index, 1);
      hold?.arrive();
      await hold?.released;
    }
    forward(incoming, body, outgoing);
  }

  function forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const { socket } = incoming;
    let agent = agents.get(socket);
    if (agent === undefined) {
      agent = new Agent({ keepAlive: true, maxSockets: 1 });
      agents.set(socket, agent);
      socket.once('close', () => {
        agents.delete(socket);
        agent?.destroy();
      });
    }
    const { host: _host, ...headers } = incoming.headers;
    const upstream = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method ?? 'POST', headers, agent },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    upstream.on('error', () => outgoing.destroy());
    upstream.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const { origin, stop } = await listenOnLoopback(server);

  return {
    url: origin,
    calls,
    hold(method) {
      const { promise: arrived, resolve: arrive } = defer();
      const { promise: released, resolve: release } = defer();
      holds.push({ method, arrive, released });
      return { arrived, release };
    },
    stop,
  };
}

function methodOf(body: Buffer): string {
  try {
    return String((JSON.parse(body.toString()) as { method?: unknown }).method);
  } catch {
    return '';
  }
}

/** Node 20 has no `Promise.withResolvers`. */
function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
