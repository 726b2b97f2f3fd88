// A service that takes an API key, and is as careless with it as can be: it sends on to wherever it is
// told, lets every page of the web read its answers, and notes what it was shown.
import { createServer } from 'node:http';
import { listenOnLoopback } from '../devnet/listen.ts';
import { openToAll, serveWorker } from './open-to-all.ts';

/** What came with a request. */
export interface Shown {
  /** Host and port that it was made to. */
  readonly host: string;
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly key: string | null;
  readonly authorization: string | null;
}

export interface KeyService {
  readonly port: string;
  readonly shown: Shown[];
  /** As of `listenOnLoopback`: without headers. */
  readonly log: readonly string[];
  /** The key that `/locked` opens for; 401 for none, 403 for another one. */
  goodKey: string;
  stop(): Promise<void>;
}

/**
 * Paths: `/go?status=307&to=URL` sends on, `/locked…` wants the key, `/worker.js` is a service worker, any
 * other is free.
 */
export async function startKeyService(): Promise<KeyService> {
  const shown: Shown[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const { host = '', authorization = null } = request.headers;
    const header = request.headers['x-api-key'];
    const key = typeof header === 'string' ? header : null;
    const { method = '', url: path = '/' } = request;
    shown.push({ host, method, url: path, key, authorization });
    openToAll(request, response);
    const url = new URL(path, 'http://service');
    if (url.pathname === '/worker.js') return serveWorker(response);
    if (url.pathname.endsWith('/go')) {
      response.setHeader('Location', url.searchParams.get('to') ?? '/');
      return response.writeHead(Number(url.searchParams.get('status'))).end();
    }
    const isLocked = url.pathname.startsWith('/locked') && key !== service.goodKey;
    response.setHeader('Content-Type', 'text/html');
    return response
      .writeHead(isLocked ? (key === null ? 401 : 403) : 200)
      .end('<!doctype html><title>Service</title><p>At the service.');
  });
  const { origin, log, stop } = await listenOnLoopback(server);
  const service: KeyService = { port: new URL(origin).port, shown, log, goodKey: '', stop };
  return service;
}
