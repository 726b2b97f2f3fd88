import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchFirefox } from '../../../src/platform/watch-firefox.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { type FakeWebApp, fakeWebApp } from '../fakes/fake-web-app.ts';
import { noSigner } from '../fakes/no-signer.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, NOON, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

// A crowd of requests that find their session over, as Firefox tells of it: in batches of any kind, and
// with the worst of cookies. Each 401 of a stale one takes the newest away, at the moment it is let go.

const AT = 'https://play.example';
const LOGIN = '/api/auth/login';
const REQUESTS = 10;

/** @param ageMs how long ago the user logged in */
async function loggedIn(ageMs: number): Promise<{ app: FakeWebApp; background: Background }> {
  vi.restoreAllMocks();
  browserState.reset();
  vi.stubGlobal('document', browserState.page());
  let now = () => NOON;
  const users = { alice: 'pass-a' };
  const app = fakeWebApp(AT, { way: 'password', users, now: () => now() });
  const background = openBackground(noSigner, app);
  now = background.clock.now;
  vi.spyOn(Date, 'now').mockImplementation(now);
  watchFirefox<string>(
    () => null,
    async () => 'leave',
    () => undefined,
    async () => null,
    background.sessions.watch,
  );
  await background.call('vault.create', { password: 'a long enough password' });
  await background.call('web_app.add', { url: AT, way: null });
  const { apps } = await background.call('web_apps.read');
  const account = { kind: 'password', username: 'alice', password: 'pass-a' };
  await background.call('web_app.account', { id: apps[0]?.id, account });
  await background.clock.advance(ageMs);
  return { app, background };
}

interface Arrived {
  readonly id: string;
  readonly status: number;
  /** Its cookie was a stale one. */
  readonly takes: boolean;
}

/** @param batches how many of the answers that are there come together, and whether another does too */
async function crowd(batches: readonly { size: number; other: boolean }[], ageMs = 60_000) {
  const { app, background } = await loggedIn(ageMs);
  app.rules.endSessions();
  const before = app.rules.count(LOGIN);
  const onTheWay: Arrived[] = [];
  const answers = new Map<string, number>();

  function send(id: string): void {
    const path = `/api/part/${id}`;
    const reply = app.rules.answer({ method: 'GET', path, body: '', session: app.cookie() });
    onTheWay.push({ id, status: reply.status, takes: reply.cookie !== undefined });
  }
  async function deliver(arrived: readonly Arrived[], other: boolean): Promise<void> {
    const details = arrived.map(({ id, status }) => ({
      requestId: id,
      url: `${AT}/api/part/${id}`,
      documentUrl: `${AT}/`,
      originUrl: `${AT}/`,
      type: 'xmlhttprequest' as const,
      method: 'GET',
      tabId: 1,
      frameId: 0,
      statusCode: status,
      responseHeaders: [],
    }));
    const foreign = { requestId: 'x', url: 'https://other.example/', statusCode: 200, tabId: 2 };
    const batch = other ? [...details, { ...details[0], ...foreign }] : details;
    const verdicts = await browserState.respond(...batch);
    for (const [n, { id, status, takes }] of arrived.entries()) {
      if (takes) app.wipe();
      const verdict = verdicts[n] as { redirectUrl?: string } | undefined;
      if (verdict?.redirectUrl === undefined) answers.set(id, status);
      else send(id);
    }
  }

  for (let n = 0; n < REQUESTS; n += 1) send(String(n));
  for (let round = 0; answers.size < REQUESTS && round < 400; round += 1) {
    const { size, other } = batches[round % batches.length] ?? { size: 1, other: false };
    // The vault's own cryptography takes time that no clock of ours tells.
    const isDone = () => expect(onTheWay.length > 0 || answers.size === REQUESTS).toBe(true);
    await vi.waitFor(isDone, { interval: 1, timeout: 4000 });
    if (onTheWay.length > 0) void deliver(onTheWay.splice(0, size), other);
    await settled();
    await background.clock.advance(3);
  }
  return { answers: [...answers.values()], logins: app.rules.count(LOGIN) - before };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const GOOD = { answers: Array.from({ length: REQUESTS }, () => 200), logins: 1 };

describe('ten requests whose session is over, in Firefox', () => {
  it('get their answers after one login when all come at once', async () => {
    expect(await crowd([{ size: REQUESTS, other: false }])).toEqual(GOOD);
  });

  it('get them when they come one by one, and in company', async () => {
    expect(await crowd([{ size: 1, other: false }])).toEqual(GOOD);
    expect(
      await crowd([
        { size: 3, other: true },
        { size: 1, other: false },
      ]),
    ).toEqual(GOOD);
  });

  it('get them in whatever batches they come', { timeout: 60_000 }, async () => {
    const batch = fc.record({ size: fc.integer({ min: 1, max: 10 }), other: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        expect(await crowd(batches)).toEqual(GOOD);
        // A session that ended as soon as the user had logged in.
        expect(await crowd(batches, 1000)).toEqual(GOOD);
      }),
      { numRuns: 40 },
    );
  });
});
