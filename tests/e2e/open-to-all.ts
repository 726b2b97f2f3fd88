// What a careless site sends: headers that let every page of the web read all it can, and a worker.
import type { IncomingMessage, ServerResponse } from 'node:http';

export function openToAll({ headers }: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
  outgoing.setHeader('Access-Control-Allow-Credentials', 'true');
  outgoing.setHeader('Access-Control-Allow-Headers', 'authorization, x-api-key, x-mine');
  outgoing.setHeader('Access-Control-Expose-Headers', 'authorization, x-api-key, www-authenticate');
  outgoing.setHeader('Timing-Allow-Origin', '*');
  outgoing.setHeader('Cache-Control', 'no-store');
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

export function serveWorker(outgoing: ServerResponse): void {
  outgoing.setHeader('Service-Worker-Allowed', '/');
  outgoing.setHeader('Content-Type', 'text/javascript').end(WORKER);
}
