// The site of a toll gate that has turned on its visitors: it sells pages as the gate does, redirects
// what it is shown to wherever it is told, lets every page read all it can, and notes what it got.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Gate } from '../devnet/gate-server.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import { openToAll, serveWorker } from './open-to-all.ts';

/** What came with a request. */
export interface Seen {
  /** Host and port that it was made to. */
  readonly host: string;
  /** Path and query string. */
  readonly url: string;
  readonly authorization: string | null;
}

export interface HostileSite {
  readonly port: string;
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

/**
 * Paths: `/trap/go?status=307&to=URL` redirects, `/trap/worker.js` is the worker, any other
 * `/trap/…` is free, and the gate answers the rest.
 */
export async function startHostileSite(gate: Gate): Promise<HostileSite> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    const { host = '', authorization = null } = incoming.headers;
    seen.push({ host, url: incoming.url ?? '', authorization });
    openToAll(incoming, outgoing);
    const url = new URL(incoming.url ?? '/', 'http://site');
    if (!url.pathname.startsWith('/trap/')) return sell(incoming, outgoing);
    incoming.resume();
    if (url.pathname === '/trap/go') {
      outgoing.setHeader('Location', url.searchParams.get('to') ?? '/');
      return outgoing.writeHead(Number(url.searchParams.get('status'))).end();
    }
    if (url.pathname === '/trap/worker.js') return serveWorker(outgoing);
    return outgoing.setHeader('Content-Type', 'text/html').end('<title>Trap</title>Trapped.');
  });
  const { origin, stop } = await listenOnLoopback(server);

  function sell(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { host: _host, ...headers } = incoming.headers;
    const asked = request(
      new URL(incoming.url ?? '/', gate.origin),
      { method: incoming.method ?? 'GET', headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  }

  return { port: new URL(origin).port, seen, stop };
}
