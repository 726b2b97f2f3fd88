// A web app with sessions (`app-rules.ts`) over HTTP, and the pages that its users have open. It sends
// no CORS header at all.
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { AppRules, type AppRulesOptions, SESSION_COOKIE } from './app-rules.ts';
import { readBody } from './demo-site.ts';
import { listenOnLoopback } from './listen.ts';

export type WebAppServer = {
  readonly origin: string;
  readonly rules: AppRules;
  /** As of `listenOnLoopback`. */
  readonly log: readonly string[];
  /** Holds back every other answer for so long. */
  setDelay(ms: number): void;
  stop(): Promise<void>;
};

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A web app</title>
<p>A web app</p></html>`;

/**
 * Opens one on a free port of 127.0.0.1. Cookies do not know ports: two of them in one browser need two
 * names, such as 127.0.0.1 and localhost.
 *
 * `/` is a page that anybody may see, `/mine` one for who is logged in; `/away` leads elsewhere.
 */
export async function startWebApp(options: AppRulesOptions): Promise<WebAppServer> {
  const rules = new AppRules(options);
  let delayMs = 0;
  let requests = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const body = (await readBody(request)).toString();
    if (path === '/' || path === '/favicon.ico') {
      response.setHeader('Content-Type', 'text/html');
      response.end(PAGE);
      return;
    }
    const session = sessionIn(request.headers.cookie);
    const reply = rules.answer({ method: request.method ?? 'GET', path, body, session });
    requests += 1;
    // A stale session's 401 may come long after the login that the first of them led to.
    if (requests % 2 === 0 && delayMs > 0) await delay(delayMs);
    if (reply.cookie !== undefined) response.setHeader('Set-Cookie', reply.cookie);
    response.statusCode = reply.status;
    if (path === '/mine') {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><p>${reply.status === 200 ? 'Mine alone' : 'Log in first'}`);
      return;
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(reply.json));
  });
  const { origin, log, stop } = await listenOnLoopback(server);
  return {
    origin,
    rules,
    log,
    setDelay(ms) {
      delayMs = ms;
    },
    stop,
  };
}

function sessionIn(header: string | undefined): string | undefined {
  return new RegExp(`(?:^|; )${SESSION_COOKIE}=([^;]+)`).exec(header ?? '')?.[1];
}
