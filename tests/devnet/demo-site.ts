// What lies behind a toll gate: an ordinary small site that knows nothing about tolls.
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ARTICLE_PAGE,
  FORM_PAGE,
  FRAMED_PAGE,
  GALLERY_PAGE,
  INDEX_PAGE,
  LAB_PAGE,
  receivedPage,
  SOCKET_PAGE,
} from './demo-pages.ts';
import { encodePng } from './png.ts';

/** URIs that a gate opens to everybody. */
export const DEMO_FREE: readonly string[] = ['/', '/form', '/framed', '/lab', '/gallery'];

/**
 * URIs that a gate sells. The icon is among them because browsers ask for it by themselves: nobody
 * should ever pay for that.
 */
export const DEMO_TOLLED: readonly string[] = [
  '/article',
  '/submit',
  '/api/data.json',
  '/api/echo',
  '/image.png',
  '/script.js',
  '/style.css',
  '/favicon.ico',
  '/ping',
];

const HTML = 'text/html; charset=utf-8';

const PAGES: Readonly<Record<string, { type: string; body: string | Buffer }>> = {
  '/': { type: HTML, body: INDEX_PAGE },
  '/article': { type: HTML, body: ARTICLE_PAGE },
  '/form': { type: HTML, body: FORM_PAGE },
  '/framed': { type: HTML, body: FRAMED_PAGE },
  '/lab': { type: HTML, body: LAB_PAGE },
  '/gallery': { type: HTML, body: GALLERY_PAGE },
  // Free only where there is a socket to talk to.
  '/socket': { type: HTML, body: SOCKET_PAGE },
  '/ping': { type: 'text/plain; charset=utf-8', body: 'hello, road!' },
  '/script.js': { type: 'text/javascript; charset=utf-8', body: 'window.paidScript = true;\n' },
  '/style.css': {
    type: 'text/css; charset=utf-8',
    body: '#styled { font-family: Georgia, serif; font-size: 1.15rem; }\n',
  },
  '/image.png': { type: 'image/png', body: encodePng(480, 300, sunrise(480, 300)) },
  '/favicon.ico': { type: 'image/png', body: encodePng(16, 16, sunrise(16, 16)) },
};

let served = 0;

/**
 * Answers a request to the demo site: by path alone, so that query strings are up to the gate.
 * `/submit` and `/api/echo` read the request's body; an unknown path gets a 404. No answer may be
 * cached, or a paid page would be readable after its ticket ran out.
 * @param body what reads the request's body, for a gate that has looked at it already.
 */
export async function answerDemo(
  request: IncomingMessage,
  response: ServerResponse,
  body: () => Promise<Buffer> = () => readBody(request),
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const sent = await body();
  if (path === '/submit') {
    const fields = new URLSearchParams(sent.toString('utf8'));
    return send(response, 200, HTML, receivedPage(fields.get('message') ?? ''));
  }
  if (path === '/api/echo') {
    return send(response, 200, request.headers['content-type'] ?? 'text/plain', sent);
  }
  if (path === '/api/data.json') {
    return send(response, 200, 'application/json', JSON.stringify({ paid: true, n: ++served }));
  }
  const page = PAGES[path];
  if (!page) return send(response, 404, HTML, '<!doctype html><title>404</title>Not here.');
  return send(response, 200, page.type, page.body);
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.setHeader('Cache-Control', 'no-store');
  response.end(body);
}

/** A low sun in an orange sky over the sea, for a picture of the given size. */
function sunrise(width: number, height: number) {
  return (x: number, y: number): readonly [number, number, number] => {
    const sky = y / height;
    const fromSun = Math.hypot(x - width / 2, y - height * 0.7) / (height * 0.24);
    if (sky > 0.77) return [40 + (y % 7) * 4, 48, 84];
    if (fromSun < 1) return [255, 214 - 30 * fromSun, 120];
    return [80 + 160 * sky, 70 + 70 * sky, 130 - 30 * sky];
  };
}
