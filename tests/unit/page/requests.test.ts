import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER, type Answer, ASK, type Ask, REFUSED, SESSION } from '../../../src/page/channel.ts';

// The fetch half of the page-world script, in a window of our own making. Its XMLHttpRequest half
// stands on the browser's own event order: tests/e2e shows it.

const URL = 'https://news.example/data';

interface Page {
  readonly fetch: typeof fetch;
  /** The requests that left the page, in order. */
  readonly requests: { input: RequestInfo | URL; init: RequestInit | undefined; body: string }[];
  readonly asked: Ask[];
  /** The URLs that it said were refused. */
  readonly refused: string[];
}

/** Loads the script into a page whose server answers with these, the last one for ever. */
async function load(
  answers: readonly (() => Response)[],
  advise: (ask: Ask) => boolean | null | 'free',
): Promise<Page> {
  const events = new EventTarget();
  const requests: Page['requests'] = [];
  const asked: Ask[] = [];
  const refused: string[] = [];
  events.addEventListener(REFUSED, (event) => {
    refused.push((event as CustomEvent<string>).detail);
  });
  const native = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const entry = { input, init, body: '' };
    requests.push(entry);
    const request = input instanceof Request ? input : new Request(input, init);
    entry.body = await request.text();
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    const response = answer();
    Object.defineProperty(response, 'url', { value: request.url });
    return response;
  };
  const page = { fetch: native as typeof fetch, XMLHttpRequest: class {} };
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { href: `${URL}#top`, origin: 'https://news.example' });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
  events.addEventListener(ASK, (event) => {
    const ask = JSON.parse((event as CustomEvent<string>).detail) as Ask;
    asked.push(ask);
    const again = advise(ask);
    if (again === null) return;
    const answer: Answer = { id: ask.id, again: again !== false, free: again === 'free' };
    const detail = JSON.stringify(answer);
    queueMicrotask(() => events.dispatchEvent(new CustomEvent(ANSWER, { detail })));
  });
  vi.resetModules();
  await import('../../../src/page/requests.iife.ts');
  return { fetch: page.fetch, requests, asked, refused };
}

const status =
  (code: number, body = '') =>
  () =>
    new Response(body, {
      status: code,
      headers: code === 402 ? { 'WWW-Authenticate': 'Basic realm="a", TPAT address="4"' } : {},
    });

beforeEach(() => {
  // The script patches the prototype's methods, which a plain class does not have.
  vi.stubGlobal('ProgressEvent', class extends Event {});
});
afterEach(() => vi.unstubAllGlobals());

describe('fetch in a page', () => {
  it('is not touched by anything but a 402', async () => {
    for (const code of [200, 301, 401, 403, 404, 500, 503]) {
      const page = await load([status(code)], () => true);
      expect((await page.fetch(URL)).status).toBe(code);
      expect(page.requests).toHaveLength(1);
      expect(page.asked).toEqual([]);
      // Whoever keeps a key for it hears of that, and nobody waits.
      expect(page.refused).toEqual(code === 401 || code === 403 ? [URL] : []);
    }
  });

  it('gets the paid answer after a 402, and asks about the URL without its fragment', async () => {
    const page = await load([status(402), status(402), status(200, 'paid')], () => true);
    const response = await page.fetch(`${URL}?a=1#part`);
    expect([response.status, await response.text()]).toEqual([200, 'paid']);
    expect(page.asked.map(({ attempt, status: of }) => [attempt, of])).toEqual([
      [0, 402],
      [1, 402],
    ]);
    expect(page.asked[0]?.url).toMatch(/^https:\/\/news\.example\/data\?a=1$/);
  });

  it('gets its 402 where nothing is paid', async () => {
    const page = await load([status(402, 'pay me')], () => false);
    const response = await page.fetch(URL);
    expect([response.status, await response.text()]).toEqual([402, 'pay me']);
    expect(page.requests).toHaveLength(1);
  });

  it('takes 403 and 503 for a refused pass only in a page that met a toll', async () => {
    for (const code of [403, 503]) {
      const early = await load([status(code), status(402), status(code)], () => true);
      expect((await early.fetch(URL)).status).toBe(code);
      expect(early.asked).toEqual([]);
      // One that any script may ask for again; the background says whether a pass was refused.
      await early.fetch(URL);
      expect(early.asked.slice(0, 2).map(({ status: of }) => of)).toEqual([402, code]);
      const form = await load([status(402), status(code)], () => false);
      await form.fetch(URL);
      await form.fetch(URL, { method: 'POST', body: 'once' });
      expect(form.asked.map(({ status: of }) => of)).toEqual([402]);
      const late = await load([status(402), status(402), status(code), status(200)], () => true);
      expect((await late.fetch(URL)).status).toBe(200);
      expect(late.asked.map(({ status: of }) => of)).toEqual([402, 402, code]);
    }
  });

  it('takes a 401 for a toll only where it asks for Monero', async () => {
    const login = (challenge: string) => () =>
      new Response('', { status: 401, headers: { 'WWW-Authenticate': challenge } });
    const asking = login('Basic realm="a",currency="XMR",address="4"');
    const paid = await load([asking, asking, status(200)], () => true);
    expect((await paid.fetch(URL)).status).toBe(200);
    expect(paid.asked.map(({ status: of }) => of)).toEqual([401, 401]);
    for (const other of ['Basic realm="a"', 'Bearer currency="XMR"', 'Digest realm="Basic "']) {
      const page = await load([login(other)], () => true);
      expect((await page.fetch(URL)).status).toBe(401);
      expect(page.asked).toEqual([]);
    }
  });

  it('gives up at a gate that refuses for ever', async () => {
    const page = await load([status(402)], () => true);
    expect((await page.fetch(URL)).status).toBe(402);
    expect(page.requests.length).toBeLessThan(20);
  });

  it('sends the same method, headers and body again', async () => {
    const page = await load([status(402), status(200)], () => true);
    await page.fetch(URL, { method: 'POST', headers: { 'X-Own': '1' }, body: 'form=1' });
    expect(page.requests.map(({ body, init }) => [body, init?.method])).toEqual([
      ['form=1', 'POST'],
      ['form=1', 'POST'],
    ]);
  });

  it('sends the body of a Request object again', async () => {
    const page = await load([status(402), status(402), status(200)], () => true);
    const request = new Request(URL, { method: 'POST', body: 'form=2' });
    expect((await page.fetch(request)).status).toBe(200);
    expect(page.requests.map(({ body }) => body)).toEqual(['form=2', 'form=2', 'form=2']);
  });

  it.each([
    ['no challenge', URL, {}],
    ['a challenge that we do not pay', URL, { 'WWW-Authenticate': 'L402 macaroon="x"' }],
    [
      'a challenge of another origin, which the page cannot read',
      'https://other.example/pay',
      { 'WWW-Authenticate': 'TPAT address="4"' },
    ],
  ])('does not send a POST again on a 402 with %s', async (_, url, headers) => {
    const page = await load([() => new Response('declined', { status: 402, headers })], () => true);
    for (const request of [
      () => page.fetch(url, { method: 'POST', body: 'card=1' }),
      () => page.fetch(new Request(url, { method: 'PUT', body: 'card=1' })),
    ]) {
      expect((await request()).status).toBe(402);
    }
    expect(page.requests).toHaveLength(2);
    expect(page.asked).toEqual([]);
  });

  it('does not repeat what can be sent once only', async () => {
    const page = await load([status(402), status(200)], () => true);
    const body = new Blob(['once']).stream();
    const response = await page.fetch(URL, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(402);
    expect(page.asked).toEqual([]);
  });

  it('can be aborted while its toll is settled', async () => {
    const abort = new AbortController();
    const page = await load([status(402)], () => {
      queueMicrotask(() => abort.abort());
      return null;
    });
    await expect(page.fetch(URL, { signal: abort.signal })).rejects.toThrow(/abort/i);
    expect(page.requests).toHaveLength(1);
  });

  it('fails as it would have without us', async () => {
    const page = await load([], () => true);
    await expect(page.fetch(URL)).rejects.toThrow('Failed to fetch');
  });

  it('looks like the browser\u2019s own', async () => {
    const page = await load([status(200)], () => true);
    expect(page.fetch.name).toBe('native');
    expect(page.fetch.length).toBe(2);
  });

  it('is not misled by an answer that nobody asked for', async () => {
    const page = await load([status(402, 'pay me')], ({ id }) => {
      for (const forged of [`${id}0`, '', '__proto__']) {
        dispatchEvent(
          new CustomEvent(ANSWER, { detail: JSON.stringify({ id: forged, again: true }) }),
        );
      }
      return false;
    });
    expect((await page.fetch(URL)).status).toBe(402);
    expect(page.requests).toHaveLength(1);
  });
});

describe('fetch in a page of a web app that the user is logged in to', () => {
  const load401 = async (
    answers: readonly (() => Response)[],
    advise: (ask: Ask) => boolean | 'free',
  ): Promise<Page> => {
    const page = await load(answers, advise);
    dispatchEvent(new CustomEvent(SESSION));
    return page;
  };

  it('waits for a new session at a 401, whatever its method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const body = method === 'POST' ? { body: 'order=1' } : {};
      const page = await load401([status(401), status(200, 'mine')], () => true);
      const response = await page.fetch(URL, { method, ...body });
      expect([response.status, await response.text()]).toEqual([200, 'mine']);
      expect(page.asked).toMatchObject([{ status: 401, attempt: 0, ageMs: expect.any(Number) }]);
      expect(page.requests.map(({ body: sent }) => sent)).toEqual([
        body.body ?? '',
        body.body ?? '',
      ]);
    }
  });

  it('gets its 401 where there is none to be had', async () => {
    const page = await load401([status(401, 'log in')], () => false);
    const response = await page.fetch(URL);
    expect([response.status, await response.text()]).toEqual([401, 'log in']);
    expect(page.requests).toHaveLength(1);
  });

  it('says when it was made again for a session already, apart from tolls', async () => {
    const answers = [status(402), status(402), status(401), status(401), status(200)];
    const page = await load401(answers, () => true);
    expect((await page.fetch(URL)).status).toBe(200);
    expect(page.asked.map(({ status: of, attempt }) => [of, attempt])).toEqual([
      [402, 0],
      [402, 1],
      [401, 0],
      [401, 1],
    ]);
  });

  it('does not count what was made again for nothing', async () => {
    let asked = 0;
    const page = await load401([status(401), status(401), status(401), status(200)], () => {
      asked += 1;
      return asked === 2 ? true : 'free';
    });
    expect((await page.fetch(URL)).status).toBe(200);
    expect(page.asked.map(({ attempt }) => attempt)).toEqual([0, 0, 1]);
  });

  it('comes to an end where every repetition is for nothing', async () => {
    const page = await load401([status(401)], () => 'free');
    expect((await page.fetch(URL)).status).toBe(401);
    expect(page.requests.length).toBeLessThan(20);
  });

  it('is told of a 403, which is not asked for again', async () => {
    const page = await load401([status(403, 'no')], () => false);
    expect((await page.fetch(URL, { method: 'POST', body: 'x' })).status).toBe(403);
    expect(page.asked.map(({ status: of }) => of)).toEqual([403]);
    expect(page.requests).toHaveLength(1);
  });

  it('has nothing to do with a 401 of another origin', async () => {
    const page = await load401([status(401)], () => true);
    expect((await page.fetch('https://other.example/data')).status).toBe(401);
    expect(page.asked).toEqual([]);
  });

  it('is the only page that a 401 costs anything', async () => {
    const page = await load([status(401), status(403)], () => true);
    expect((await page.fetch(URL)).status).toBe(401);
    expect((await page.fetch(URL)).status).toBe(403);
    expect(page.asked).toEqual([]);
  });
});
