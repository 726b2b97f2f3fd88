import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { digestSender, postByFetch } from '../../../src/wallet/digest-login.ts';
import { listenOnLoopback } from '../../devnet/listen.ts';

const USER = 'user';
const PASSWORD = 'pa:ss wörd';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** As epee's http_auth.cpp: two challenges, and a nonce whose count must rise by one each time. */
async function guarded({ nonceLives = Number.POSITIVE_INFINITY } = {}) {
  let nonce = '';
  let count = 0;
  const seen: { status: number; authorization: string | undefined; body: string }[] = [];

  function admits(authorization: string, method: string): boolean {
    const read = (name: string): string =>
      new RegExp(`\\b${name}="?([^",]*)"?`).exec(authorization)?.[1] ?? '';
    const [ha1, ha2] = [md5(`${USER}:rpc, here:${PASSWORD}`), md5(`${method}:${read('uri')}`)];
    const nc = read('nc');
    const response = md5(`${ha1}:${nonce}:${nc}:${read('cnonce')}:auth:${ha2}`);
    const fits = read('response') === response && Number.parseInt(nc, 16) === count + 1;
    if (!fits || read('uri') !== '/json_rpc' || count >= nonceLives) return false;
    count += 1;
    return true;
  }

  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { authorization } = request.headers;
    const status = authorization && admits(authorization, request.method ?? '') ? 200 : 401;
    seen.push({ status, authorization, body });
    if (status === 200) {
      response.end(`{"echo":${body}}`);
      return;
    }
    nonce = md5(`nonce ${seen.length}`);
    count = 0;
    const parameters = `qop="auth",realm="rpc, here",nonce="${nonce}",stale=false`;
    response.setHeader('WWW-Authenticate', [
      `Digest algorithm=MD5-sess,${parameters.replace(nonce, 'of-the-other')}`,
      `Digest algorithm=MD5,${parameters}`,
    ]);
    response.writeHead(401);
    response.end();
  });
  const { origin, stop } = await listenOnLoopback(server);
  stops.push(stop);
  return { url: `${origin}/json_rpc`, seen, statuses: () => seen.map(({ status }) => status) };
}

describe('a digest login', () => {
  it('is asked for once, and then known', async () => {
    const { url, statuses } = await guarded();
    const send = digestSender(postByFetch, 5000);
    for (const n of [1, 2, 3]) {
      const answer = await send('POST', url, USER, PASSWORD, String(n));
      expect(answer).toMatchObject({ status: 200, data: `{"echo":${n}}` });
    }
    expect(statuses()).toEqual([401, 200, 200, 200]);
  });

  it('is made where the two challenges come as two lines, as Firefox gives them', async () => {
    const { url, statuses } = await guarded();
    const { fetch } = globalThis;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
      const response = await fetch(...request);
      const inFirefox = [...response.headers].map(([name, value]) => [
        name,
        value.replace(', Digest', '\nDigest'),
      ]);
      Object.defineProperty(response, 'headers', { value: inFirefox });
      return response;
    });
    const answer = await digestSender(postByFetch, 5000)('POST', url, USER, PASSWORD, '1');
    vi.restoreAllMocks();
    expect(answer.status).toBe(200);
    expect(statuses()).toEqual([401, 200]);
  });

  it('is made again, with the same call, once its nonce has gone stale', async () => {
    const { url, seen, statuses } = await guarded({ nonceLives: 2 });
    const send = digestSender(postByFetch, 5000);
    for (const n of [1, 2, 3]) await send('POST', url, USER, PASSWORD, String(n));
    expect(statuses()).toEqual([401, 200, 200, 401, 200]);
    expect(seen.map(({ body }) => body)).toEqual(['1', '1', '2', '3', '3']);
  });

  it('of a wrong password is refused, and spoils nothing for the right one', async () => {
    const { url, statuses } = await guarded();
    const send = digestSender(postByFetch, 5000);
    expect(await send('POST', url, USER, 'wrong', '1')).toMatchObject({ status: 401 });
    expect(await send('POST', url, USER, PASSWORD, '2')).toMatchObject({ status: 200 });
    expect(statuses()).toEqual([401, 401, 401, 200]);
  });

  it('is not made where none was given', async () => {
    const { url, seen } = await guarded();
    const answer = await digestSender(postByFetch, 5000)('POST', url, undefined, undefined, '1');
    expect(answer.status).toBe(401);
    expect(seen).toMatchObject([{ status: 401, authorization: 'Digest' }]);
  });

  it('is never left to the browser, whose dialog would block everything', async () => {
    const { url } = await guarded();
    const fetched = vi.spyOn(globalThis, 'fetch');
    await digestSender(postByFetch, 5000)('POST', url, USER, PASSWORD, '1');
    expect(fetched.mock.calls.map(([, init]) => init?.credentials)).toEqual(['omit', 'omit']);
    fetched.mockRestore();
  });

  it('never shows the password', async () => {
    const { url, seen } = await guarded();
    await digestSender(postByFetch, 5000)('POST', url, USER, PASSWORD, '1');
    expect(JSON.stringify(seen)).not.toContain(PASSWORD);
  });

  it.each([
    ['another scheme', 'Basic realm="x"'],
    ['another algorithm', 'Digest realm="x",nonce="y",algorithm=SHA-256'],
    ['no nonce', 'Digest realm="x",algorithm=MD5'],
    ['nothing', ''],
  ])('is not made for a server that asks for %s', async (_, challenge) => {
    let asked = 0;
    const server = createServer((request, response) => {
      asked += 1;
      request.resume();
      response.writeHead(401, { 'WWW-Authenticate': challenge });
      response.end();
    });
    const { origin, stop } = await listenOnLoopback(server);
    stops.push(stop);
    const answer = await digestSender(postByFetch, 5000)('POST', origin, USER, PASSWORD, '1');
    expect([answer.status, asked]).toEqual([401, 1]);
  });

  it('follows no redirection', async () => {
    const { url, seen } = await guarded();
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(307, { Location: url });
      response.end();
    });
    const { origin, stop } = await listenOnLoopback(server);
    stops.push(stop);
    await expect(
      digestSender(postByFetch, 5000)('POST', origin, USER, PASSWORD, '1'),
    ).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  it('waits no longer than it may, for an answer that trickles either', async () => {
    const server = createServer((request, response) => {
      request.resume();
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const { origin, stop } = await listenOnLoopback(server);
    stops.push(stop);
    await expect(
      digestSender(postByFetch, 200)('POST', origin, undefined, undefined, '1'),
    ).rejects.toThrow('timeout of 200ms exceeded');
  });
});
