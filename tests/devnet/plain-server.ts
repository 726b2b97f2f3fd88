// An origin without any toll: the ordinary page that the benchmarks load.
import { createServer } from 'node:http';
import { listenOnLoopback } from './listen.ts';
import { encodePng } from './png.ts';

export type PlainServer = { readonly origin: string; stop(): Promise<void> };

/** What `/page` leaves in `window.done`; milliseconds since the navigation began, except `fetchMs`. */
export type PageTimings = {
  /** How long the sequential fetches took. */
  fetchMs: number;
  /** When the page's `load` event had come. */
  loadMs: number;
  /** When everything was done. */
  doneMs: number;
};

const SUBRESOURCES = 60;
const FETCHES = 50;
const DOT = encodePng(8, 8, (x, y) => [x * 30, y * 30, 120]);

/**
 * Serves `/page` (a page with 60 small images, scripts and style sheets, then 50 fetches one after
 * the other, then `window.done`), its parts, and `/ping` (12 bytes). `/page?parts=…&fetches=…` sets
 * other numbers. Nothing may be cached.
 */
export async function startPlainServer(): Promise<PlainServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [type, body] = resource(url);
    response.writeHead(type ? 200 : 404, {
      'Content-Type': type ?? 'text/plain',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
    });
    request.resume();
    response.end(body);
  });
  return listenOnLoopback(server);
}

function resource(url: URL): [type: string | undefined, body: string | Buffer] {
  if (url.pathname === '/page') {
    const number = (name: string, standard: number) =>
      Number(url.searchParams.get(name) ?? standard);
    return [
      'text/html; charset=utf-8',
      page(number('parts', SUBRESOURCES), number('fetches', FETCHES)),
    ];
  }
  if (url.pathname === '/ping') return ['text/plain', 'hello, road!'];
  if (url.pathname === '/favicon.ico') return ['image/png', DOT];
  const extension = /^\/part\/\d+\.(png|js|css)$/.exec(url.pathname)?.[1];
  if (extension === 'png') return ['image/png', DOT];
  if (extension === 'js') return ['text/javascript', 'window.parts = (window.parts ?? 0) + 1;\n'];
  if (extension === 'css') return ['text/css', ':root { --part: 1; }\n'];
  return [undefined, 'Not here.'];
}

function page(parts: number, fetches: number): string {
  const lines = Array.from({ length: parts }, (_, n) => {
    if (n % 3 === 0) return `<img src="/part/${n}.png" alt="" width="8" height="8">`;
    if (n % 3 === 1) return `<script src="/part/${n}.js" defer></script>`;
    return `<link rel="stylesheet" href="/part/${n}.css">`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An ordinary page</title></head><body>
<p>An ordinary page.</p>
${lines.join('\n')}
<script type="module">
if (document.readyState !== 'complete') await new Promise((loaded) => addEventListener('load', loaded));
const loadMs = performance.now();
for (let n = 0; n < ${fetches}; n++) await (await fetch('/ping?n=' + n)).text();
const doneMs = performance.now();
window.done = { fetchMs: doneMs - loadMs, loadMs, doneMs };
</script>
</body></html>
`;
}
