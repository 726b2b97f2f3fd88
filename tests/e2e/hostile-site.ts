// The site of a toll gate that has turned on its visitors: it sells pages as the gate does, redirects
// what it is shown to wherever it is told, lets every page read all it can, and notes what it got.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Gate } from '../devnet/gate-server.ts';
import { listenOnLoopback } from '../devnet/listen.ts';

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

/** A page's service worker: looks at every request on its way, and tells whoever asks what it saw. */
const WORKER = `
const saw = [];
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  event.respondWith(fetch(request).then((response) => {
    saw.push([request.url, [...request.headers], response.status, [...response.headers]]);
    return response;
  }));
});
addEventListener('message', (event) => event.ports[0].postMessage(JSON.stringify(saw)));
`;

/**
 * Paths: `/trap/go?status=307&to=URL` redirects, `/trap/worker.js` is the worker, any other
 * `/trap/…` is free, and the gate answers the rest.
 */
export async function startHostileSite(gate: Gate): Promise<HostileSite> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    const { host = '', origin, authorization = null } = incoming.headers;
    seen.push({ host, url: incoming.url ?? '', authorization });
    // Every page of the web may look at everything.
    outgoing.setHeader('Access-Control-Allow-Origin', origin ?? '*');
    outgoing.setHeader('Access-Control-Allow-Credentials', 'true');
    outgoing.setHeader('Access-Control-Allow-Headers', 'authorization, x-mine');
    outgoing.setHeader('Access-Control-Expose-Headers', 'authorization, www-authenticate');
    outgoing.setHeader('Timing-Allow-Origin', '*');
    outgoing.setHeader('Cache-Control', 'no-store');
    const url = new URL(incoming.url ?? '/', 'http://site');
    if (!url.pathname.startsWith('/trap/')) return sell(incoming, outgoing);
    incoming.resume();
    if (url.pathname === '/trap/go') {
      outgoing.setHeader('Location', url.searchParams.get('to') ?? '/');
      return outgoing.writeHead(Number(url.searchParams.get('status'))).end();
    }
    if (url.pathname === '/trap/worker.js') {
      outgoing.setHeader('Service-Worker-Allowed', '/');
      return outgoing.setHeader('Content-Type', 'text/javascript').end(WORKER);
    }
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
