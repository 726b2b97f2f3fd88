import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Output } from '../../src/messages/contract.ts';
import type { SiteQuestionView } from '../../src/messages/signing.ts';
import type { TollpassMissed, TollpassStreamMessage } from '../../src/page/provider.d.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import { type NatsServer, startNats } from '../devnet/nats.ts';
import type { Browser, Tab, View } from './browsers/browser.ts';
import { signingWindow, signingWindowGone, signingWindows } from './question-windows.ts';
import { StreamWorld } from './stream-world.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

// A page that hears what its user allows it to, and nothing else.

const PASSWORD = 'walnut-page-pass-4411';
const AGREE = '[data-testid=agree]:not([disabled])';
const REJECT = '[data-testid=reject]';

/** What `listen` leaves in the page. */
interface Heard {
  heard: (TollpassStreamMessage & { bytes?: number[] })[];
  missed: TollpassMissed[];
  ended: string | null;
  stop?: () => void;
}

/** Subscribes, and keeps what comes: `ok`, or the code of what it rejects with. */
function listen(view: View, subject: string | readonly string[], key = 'one'): Promise<string> {
  return view.evaluate(
    async ({ subject, key }) => {
      const kept: Heard = { heard: [], missed: [], ended: null };
      Object.assign(globalThis, { [key]: kept });
      try {
        const subscription = await window.tollpass?.streams.subscribe(
          {
            subject,
            missed: (missed) => kept.missed.push(missed),
            ended: ({ code }) => {
              kept.ended = code;
            },
          },
          ({ subject, data, time }) =>
            kept.heard.push(
              typeof data === 'string'
                ? { subject, data, time }
                : { subject, data: '', time, bytes: [...data] },
            ),
        );
        kept.stop = () => subscription?.unsubscribe();
        return 'ok';
      } catch (error) {
        return (error as { code?: string }).code ?? String(error);
      }
    },
    { subject, key },
  );
}

const kept = (view: View, key = 'one'): Promise<Heard> =>
  view.evaluate((key) => (globalThis as unknown as Record<string, Heard>)[key] as Heard, key);
const texts = async (view: View, key = 'one'): Promise<unknown[]> =>
  (await kept(view, key)).heard.map(({ data }) => data);

function startSite() {
  return listenOnLoopback(
    createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
      response.end('<!doctype html><title>Game</title><p>A game');
    }),
  );
}

describe.each(BROWSERS)('a page that hears a stream, in %s', (name) => {
  let browser: Browser;
  let world: StreamWorld;
  let server: NatsServer;
  let site: { origin: string; stop(): Promise<void> };
  let stream: string;

  beforeAll(async () => {
    server = await startNats('token');
    browser = await launchTollpass(name);
    world = await StreamWorld.open(browser);
    await browser.callExtension({ name: 'vault.create', input: { password: PASSWORD } });
    const { token } = server.login;
    stream = await world.add(server.url, [], { type: 'token', token });
    await world.waitFor(stream, 'up');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  // One for each: a no to one of them is no matter of the next.
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    await signingWindowGone(browser);
    await browser.callExtension({
      name: 'signer_sites.disconnect',
      input: { origin: site.origin },
    });
    await site.stop();
  });

  async function open(host = '127.0.0.1'): Promise<Tab> {
    const tab = await browser.newTab();
    await tab.goto(`${site.origin.replace('127.0.0.1', host)}/`);
    await tab.waitForText('A game');
    return tab;
  }
  const windows = (): Promise<number> => signingWindows(browser);
  const asked = (): Promise<SiteQuestionView | null> =>
    browser.callExtension({ name: 'signing.read', input: {} });
  async function publish(...messages: [string, string | Uint8Array][]): Promise<void> {
    const client = await server.connect();
    await client.publish(messages.map(([subject, data]) => ({ subject, data })));
    client.close();
  }
  async function allow(): Promise<void> {
    const approval = await signingWindow(browser);
    await approval.click(AGREE);
  }
  async function allowed(tab: Tab, subject: string | readonly string[]): Promise<void> {
    const answer = listen(tab, subject);
    await allow();
    expect(await answer).toBe('ok');
    await signingWindowGone(browser);
  }

  it('is asked about in a window, and then hears all in order, of whatever form', async () => {
    const tab = await open();
    const answer = listen(tab, ['structs.planet.>', 'structs.grid.*', 'structs.planet.2-1']);
    const approval = await signingWindow(browser);
    await approval.waitForText('Let this site listen?');
    await approval.waitForText(new URL(site.origin).host);
    await approval.waitForText('Everything that begins with structs.planet.');
    await approval.waitForText('Each subject with any word for the *.');
    expect(await asked()).toMatchObject({
      kind: 'stream',
      origin: site.origin,
      subjects: ['structs.planet.>', 'structs.grid.*'],
      streams: [{ id: stream, name: 'A server' }],
    });
    await allow();
    expect(await answer).toBe('ok');
    const json = JSON.stringify({ category: 'raid_status', text: 'grüße \u{1f680}' });
    await publish(
      ['structs.planet.2-1', json],
      ['structs.player.1', 'not for it'],
      ['structs.grid.7', new Uint8Array([0, 1, 254, 255])],
      ['structs.planet.3', ''],
      ...Array.from({ length: 3000 }, (_, at): [string, string] => ['structs.planet.n', `${at}`]),
    );
    await until(async () => (await kept(tab)).heard.length === 3003, 'all messages');
    const { heard, missed, ended } = await kept(tab);
    expect(heard[0]).toMatchObject({ subject: 'structs.planet.2-1', data: json });
    expect(heard[1]).toMatchObject({ subject: 'structs.grid.7', bytes: [0, 1, 254, 255] });
    expect(heard[2]).toMatchObject({ data: '' });
    expect(heard.slice(3).map(({ data }) => data)).toEqual(
      Array.from({ length: 3000 }, (_, at) => `${at}`),
    );
    expect(Math.abs((heard[0]?.time ?? 0) - Date.now())).toBeLessThan(60_000);
    expect([missed, ended]).toEqual([[], null]);

    // What it has in hand tells nothing of the login or the server.
    const found = await tab.evaluate(() => {
      const seen = new Set<unknown>();
      const all: string[] = [document.documentElement.outerHTML];
      const look = (value: unknown): void => {
        if (typeof value === 'string') all.push(value);
        if (typeof value !== 'object' || value === null || seen.has(value)) return;
        seen.add(value);
        for (const key of Reflect.ownKeys(value)) {
          const own = Object.getOwnPropertyDescriptor(value, key);
          if (own !== undefined && 'value' in own) look(own.value);
        }
      };
      look(window.tollpass);
      look((globalThis as unknown as { one: unknown }).one);
      look({ ...localStorage, ...sessionStorage });
      return all.join('\n');
    }, null);
    expect(found).not.toContain(server.login.token);
    expect(found).not.toContain(new URL(server.url).host);

    // And it can stop.
    await tab.evaluate(() => (globalThis as unknown as { one: Heard }).one.stop?.(), null);
    await publish(['structs.planet.n', 'after']);
    const again = listen(tab, 'structs.planet.2-1', 'two');
    expect(await again).toBe('ok');
    await publish(['structs.planet.2-1', 'last']);
    await until(async () => (await texts(tab, 'two')).includes('last'), 'the last');
    expect((await kept(tab)).heard).toHaveLength(3003);
    await tab.close();
  });

  it('is asked for nothing that it was allowed, and about all that it was not', async () => {
    const tab = await open();
    await allowed(tab, 'structs.planet.>');
    // Within what was allowed: no question, for any page of the origin.
    const other = await open();
    expect(await listen(other, 'structs.planet.*.x')).toBe('ok');
    expect(await windows()).toBe(0);
    // Beyond it.
    const answer = listen(other, 'structs.>', 'two');
    const approval = await signingWindow(browser);
    expect(await asked()).toMatchObject({ kind: 'stream', subjects: ['structs.>'] });
    await approval.click(REJECT);
    expect(await answer).toBe('rejected');
    await signingWindowGone(browser);
    // And is quiet after a no.
    for (const subject of ['structs.>', 'other', 'consensus']) {
      expect(await listen(other, subject, 'two')).toBe('rejected');
    }
    expect(await windows()).toBe(0);
    expect(await listen(other, 'structs..x', 'two')).toBe('invalid');
    await publish(['structs.player.1', 'no'], ['structs.planet.1.x', 'yes']);
    await until(async () => (await texts(other)).length === 1, 'what it may hear');
    expect((await kept(other, 'two')).heard).toEqual([]);
    await Promise.all([tab.close(), other.close()]);
  });

  it('shares nothing with another origin, nor with what it embeds', async () => {
    const tab = await open();
    await allowed(tab, 'structs.planet.>');
    await tab.evaluate(
      (src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.append(frame);
        return null;
      },
      `${site.origin.replace('127.0.0.1', 'localhost')}/framed`,
    );
    const frame = tab.frame('/framed');
    await frame.waitForText('A game');
    expect(await listen(frame, 'structs.planet.>')).toBe('not_allowed');
    const stranger = await open('localhost');
    const answer = listen(stranger, 'structs.planet.>');
    const approval = await signingWindow(browser);
    expect(await asked()).toMatchObject({
      origin: site.origin.replace('127.0.0.1', 'localhost'),
    });
    await approval.click(REJECT);
    expect(await answer).toBe('rejected');
    await publish(['structs.planet.1', 'mine']);
    await until(async () => (await texts(tab)).length === 1, 'its own');
    expect(await texts(stranger)).toEqual([]);
    await Promise.all([tab.close(), stranger.close()]);
  });

  it('hears nothing any more once the user takes it back in the settings', async () => {
    const tab = await open();
    await allowed(tab, 'structs.planet.>');
    const settings = await browser.extensionPage('src/ui/settings/index.html');
    await settings.waitForText('Listens to:');
    await settings.waitForText('structs.planet.> on A server');
    await settings.click('[data-testid=site-streams-stop]');
    await until(async () => (await kept(tab)).ended !== null, 'the end');
    expect((await kept(tab)).ended).toBe('not_connected');
    await settings.waitForText('No site is connected.');
    await publish(['structs.planet.1', 'too late']);
    expect(await texts(tab)).toEqual([]);
    const answer = listen(tab, 'structs.planet.1', 'two');
    await allow();
    expect(await answer).toBe('ok');
    await Promise.all([tab.close(), settings.close()]);
  });

  it('goes on when the background ends, and is told of the gap where there is one', async () => {
    const tab = await open();
    await allowed(tab, 'tally.>');
    for (const [round, killed] of [false, true, true].entries()) {
      if (killed) await browser.killBackground();
      await until(async () => {
        await publish(['tally.x', `round ${round}`]);
        return (await texts(tab)).includes(`round ${round}`);
      }, `round ${round}`);
    }
    const { missed, ended } = await kept(tab);
    expect(ended).toBeNull();
    // In Chromium the way does not lead through the background.
    expect(missed).toHaveLength(name === 'chromium' ? 0 : 2);
    for (const { from, to, count } of missed) {
      expect(to).toBeGreaterThan(from);
      expect(count).toBeNull();
    }
    await tab.close();
  });

  it('waits while the connection is down or switched off, and is told what it missed', async () => {
    const tab = await open();
    await allowed(tab, 'tally.>');
    await server.kill();
    await world.waitFor(stream, 'waiting');
    await server.restart();
    await world.waitFor(stream, 'up');
    await publish(['tally.x', 'after the fall']);
    await until(async () => (await texts(tab)).includes('after the fall'), 'it to come back');
    expect((await kept(tab)).missed).toHaveLength(1);
    const switchTo = (on: boolean) =>
      browser.callExtension({ name: 'stream.switch', input: { id: stream, on } });
    await switchTo(false);
    await publish(['tally.x', 'unheard']);
    await switchTo(true);
    await world.waitFor(stream, 'up');
    await until(async () => {
      await publish(['tally.x', 'on again']);
      return (await texts(tab)).includes('on again');
    }, 'it to come back');
    expect((await kept(tab)).missed).toHaveLength(2);
    expect(await texts(tab)).not.toContain('unheard');
    await tab.close();
  });

  it('is told how much it was too slow for, and hears what came after', async () => {
    const tab = await open();
    await allowed(tab, 'flood.>');
    const count = 60_000;
    const one = 'x'.repeat(200);
    const blocked = tab.evaluate(() => {
      const end = Date.now() + 3000;
      while (Date.now() < end);
      return null;
    }, null);
    await publish(
      ...Array.from({ length: count }, (_, at): [string, string] => ['flood.x', `${at} ${one}`]),
    );
    await blocked;
    const lost = async () =>
      (await kept(tab)).missed.reduce((sum, each) => sum + (each.count ?? 0), 0);
    const came = async () => (await kept(tab)).heard.length + (await lost());
    await until(async () => (await came()) >= count, 'each to be heard or counted');
    expect(await lost()).toBeGreaterThan(0);
    await publish(['flood.x', 'last']);
    await until(async () => (await texts(tab)).includes('last'), 'the last');
    expect(await came()).toBe(count + 1);
    const numbers = (await kept(tab)).heard
      .slice(0, -1)
      .map(({ data }) => Number.parseInt(String(data), 10));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    await tab.close();
  });

  it('is heard no more of once it is gone', async () => {
    const tab = await open();
    await allowed(tab, 'structs.planet.>');
    const subscriptions = await server.subscriptions();
    await tab.goto('about:blank');
    await until(async () => (await server.subscriptions()) === subscriptions - 1, 'it to end');
    await tab.close();
    const sites = await browser.callExtension<Output<'signer_sites.read'>>({
      name: 'signer_sites.read',
      input: {},
    });
    expect(sites.sites[0]?.streams).toEqual([{ name: 'A server', subject: 'structs.planet.>' }]);
  });
});
