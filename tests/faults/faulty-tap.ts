// Stands between the extension and its wallet, and does what a sick wallet or network does.
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * - `refused`: the wallet is dead; nobody listens until it is healed
 * - `stalled`: no answer; the call never reaches the wallet
 * - `late`: no answer; the wallet gets the call when its caller has long given up
 * - `error`: HTTP 500; the call is not made
 * - `garbage`: HTTP 200 with something that is no JSON; the call is not made
 * - `truncated`: the call is made, and half of its answer arrives
 * - `trickle`: the call is made, and its answer arrives byte by byte
 * - `lost`: the call is made, and the connection is cut before a byte of the answer
 */
export const WALLET_FAULTS = [
  'refused',
  'stalled',
  'late',
  'error',
  'garbage',
  'truncated',
  'trickle',
  'lost',
] as const;
export type WalletFault = (typeof WALLET_FAULTS)[number];

export interface WalletPoint {
  readonly method: string;
  /** The so-many-th call of the method that carries a login, from 1. */
  readonly nth: number;
}

export interface FaultyTap {
  readonly url: string;
  /** The wallet's calls since the tap was last healed, in order, without refused logins. */
  readonly calls: readonly WalletPoint[];
  /**
   * Breaks at this call, once, or from this call on until healed. Resolves when it has come.
   *
   * @param lastsMs how long `stalled` and `late` hold a call, and `trickle` takes for an answer
   */
  breakAt(point: WalletPoint, fault: WalletFault, lasting: boolean, lastsMs: number): Promise<void>;
  /** Everything is passed on again, and counted anew. */
  heal(): void;
  stop(): Promise<void>;
}

interface Broken {
  readonly point: WalletPoint;
  readonly fault: WalletFault;
  readonly lasting: boolean;
  readonly lastsMs: number;
  readonly arrived: () => void;
  come: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export async function startFaultyTap(target: string): Promise<FaultyTap> {
  let calls: WalletPoint[] = [];
  let counted = new Map<string, number>();
  let broken: Broken | null = null;
  // A nonce of the digest login belongs to one connection: each client's has one of its own.
  const agents = new Map<Socket, Agent>();
  const asked = new Map<Socket, Promise<unknown>>();
  const sockets = new Set<Socket>();

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const method = methodOf(body);
    // Without a login the wallet only says which nonce to use.
    if (incoming.headers.authorization === undefined) {
      return deliver(outgoing, await forward(incoming, body));
    }
    const nth = (counted.get(method) ?? 0) + 1;
    const now = broken;
    if (now !== null && isBroken(now, method, nth)) {
      now.come = true;
      counted.set(method, nth);
      await misbehave(now, incoming, body, outgoing);
      now.arrived();
      return;
    }
    const answered = await forward(incoming, body);
    if (answered.status !== 401) {
      counted.set(method, (counted.get(method) ?? 0) + 1);
      calls.push({ method, nth });
    }
    deliver(outgoing, answered);
  }

  function isBroken({ point, lasting, come }: Broken, method: string, nth: number): boolean {
    if (come) return lasting;
    return point.method === method && point.nth === nth;
  }

  async function misbehave(
    { fault, lastsMs, arrived }: Broken,
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ): Promise<void> {
    switch (fault) {
      case 'refused':
        server.close();
        for (const socket of sockets) socket.destroy();
        return;
      case 'error':
        outgoing.writeHead(500).end();
        return;
      case 'garbage':
        outgoing.writeHead(200, { 'Content-Type': 'application/json' });
        outgoing.end('\u0000<html>{"result":');
        return;
      case 'stalled':
        arrived();
        await pause(lastsMs);
        outgoing.destroy();
        return;
      case 'late':
        arrived();
        await pause(lastsMs);
        await forward(incoming, body).catch(() => undefined);
        outgoing.destroy();
        return;
      case 'lost':
        await forward(incoming, body);
        outgoing.destroy();
        return;
      case 'truncated': {
        const whole = await forward(incoming, body);
        const { 'content-length': _length, ...headers } = whole.headers;
        outgoing.writeHead(whole.status, headers);
        outgoing.end(whole.body.subarray(0, whole.body.length >> 1));
        return;
      }
      case 'trickle': {
        const whole = await forward(incoming, body);
        arrived();
        outgoing.writeHead(whole.status, whole.headers);
        for (const byte of whole.body) {
          if (outgoing.destroyed || incoming.socket.destroyed) return;
          outgoing.write(Buffer.of(byte));
          await pause(lastsMs / whole.body.length);
        }
        outgoing.end();
        return;
      }
      default:
        fault satisfies never;
    }
  }

  function deliver(outgoing: ServerResponse, { status, headers, body }: Answer): void {
    outgoing.writeHead(status, headers).end(body);
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const { socket } = incoming;
    let agent = agents.get(socket);
    if (agent === undefined) {
      agent = new Agent({ keepAlive: true, maxSockets: 1 });
      agents.set(socket, agent);
    }
    const { host: _host, ...headers } = incoming.headers;
    const answered = new Promise<Answer>((resolve, reject) => {
      const upstream = request(
        new URL(incoming.url ?? '/', target),
        { method: incoming.method ?? 'POST', headers, agent },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 502,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      upstream.on('error', reject);
      upstream.end(body);
    });
    asked.set(
      socket,
      answered.catch(() => undefined),
    );
    return answered;
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      // The wallet finishes what it was asked, whoever has gone meanwhile; but it takes no more than
      // 25 connections at once.
      void asked.get(socket)?.then(() => {
        agents.get(socket)?.destroy();
        agents.delete(socket);
        asked.delete(socket);
      });
    });
  });
  server.keepAliveTimeout = 30_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    get calls() {
      return calls;
    },
    breakAt(point, fault, lasting, lastsMs) {
      calls = [];
      counted = new Map();
      return new Promise((arrived) => {
        broken = { point, fault, lasting, lastsMs, arrived, come: false };
      });
    },
    heal() {
      broken = null;
      calls = [];
      counted = new Map();
      if (!server.listening) server.listen(port, '127.0.0.1');
    },
    async stop() {
      for (const agent of agents.values()) agent.destroy();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function methodOf(body: Buffer): string {
  try {
    return String((JSON.parse(body.toString()) as { method?: unknown }).method);
  } catch {
    return '';
  }
}
