import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MessageName, Output } from '../../src/messages/contract.ts';
import { type FakeLcd, startFakeLcd } from '../devnet/fake-lcd.ts';
import { startWebApp, type WebAppServer } from '../devnet/web-app.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { SessionTraces } from './session-traces.ts';
import { BROWSERS, launchTollpass, NOT_LOOPBACK, until } from './world.ts';

// The sessions of a player: in the web app of a guild, by a key, and in one that wants a password.

const PASSWORD = 'walnut-vault-pass-7731';
const ALICE = 'marble-alice-pass-4410';
const BOB = 'copper-bob-pass-9023';
const WORDS = `${'abandon '.repeat(11)}about`;
const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
const OTHER_WORDS = `${'test '.repeat(11)}junk`;
const OTHER = 'structs15yk64u7zc9g9k2yr2wmzeva5qgwxps6yznqgfk';
const CHAIN = 'structstestnet-111';

const LOGIN = '/api/auth/login';

const id = (name: string): string => `[data-testid=${name}]`;

/** Which field has the focus. Runs in the page. */
const focused = (): string => (document.activeElement as HTMLElement | null)?.dataset.testid ?? '';

describe.each(BROWSERS)('web apps, in %s', (name) => {
  let browser: Browser;
  let traces: SessionTraces;
  let lcd: FakeLcd;
  /** By a key, as today's of Structs. */
  let guild: WebAppServer;
  /** By a password, as in the seed; its cookie is a partitioned one. */
  let seed: WebAppServer & { readonly url: string };

  const send = <N extends MessageName>(message: N, input: Input<N>): Promise<Output<N>> =>
    browser.callExtension<Output<N>>({ name: message, input });

  beforeAll(async () => {
    traces = await SessionTraces.open(name);
    browser = await launchTollpass(name, traces.profile, { logs: traces.logs });
    lcd = await startFakeLcd(200, CHAIN);
    guild = await startWebApp({ way: 'signature', users: { [ADDRESS]: '1-11' } });
    const password = await startWebApp({
      way: 'password',
      users: { alice: ALICE, bob: BOB },
      flags: '; Secure; SameSite=None; Partitioned',
    });
    // Cookies do not know ports.
    seed = { ...password, url: password.origin.replace('127.0.0.1', 'localhost') };
    await send('vault.create', { password: PASSWORD });
    await send('chain.add', { rest: lcd.origin, rpc: null });
    for (const [signer, words] of [
      ['My fleet', WORDS],
      ['Other', OTHER_WORDS],
    ] as const) {
      const source = { kind: 'mnemonic', words } as const;
      await send('signer.add', { name: signer, chainId: CHAIN, source });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([guild?.stop(), seed?.stop(), lcd?.stop()]);
    await traces?.delete();
  });

  const services = async (): Promise<Tab> => {
    const tab = await browser.extensionPage('src/ui/services/index.html');
    await tab.waitForSelector(id('add-web-app'));
    return tab;
  };
  const opened = async (origin: string): Promise<Tab> => {
    const tab = await browser.newTab();
    await tab.goto(origin);
    await tab.waitForText('A web app');
    return tab;
  };
  const get = (tab: Tab, path: string): Promise<number> =>
    tab.evaluate((to) => fetch(to).then((response) => response.status), path);
  /** The user whom the web app takes a tab for. */
  const who = (tab: Tab): Promise<string | undefined> =>
    tab.evaluate(() => fetch('/api/me').then(async (r) => (await r.json()).data?.user), null);
  const isClosed = (tab: Tab): Promise<void> =>
    until(
      () =>
        tab.evaluate((form) => document.querySelector(form) === null, id('web-app-log-in-form')),
      'the form to close',
    );
  const sessionAt = async (url: string) => (await send('overview', { url })).session;
  /** The card of a web app, by its place. */
  const card = (nth: number): string => `${id('web-app')}:nth-of-type(${nth})`;
  async function add(tab: Tab, url: string): Promise<void> {
    await tab.fill(id('web-app-url'), url);
    await tab.click(id('web-app-add'));
  }

  it('are asked how they want users to log in, and only where nobody can listen', async () => {
    const tab = await services();
    await add(tab, `http://${NOT_LOOPBACK}:${new URL(guild.origin).port}`);
    await tab.waitForText('starts with http://');
    expect(guild.rules.log).toEqual([]);
    await add(tab, guild.origin);
    await tab.waitForText('By signature, guild Orbital Hydro');
    await add(tab, seed.url);
    await tab.waitForText('By password');
    // Who added it goes on there.
    await until(
      async () => (await tab.evaluate(focused, null)) === 'web-app-username',
      'the focus',
    );
    await tab.close();
  });

  it('do not take the focus of who opens the page for something else', async () => {
    const tab = await services();
    const form = `${card(2)} ${id('web-app-log-in-form')}`;
    await tab.waitForSelector(form);
    // What moves the focus does so at once.
    await pause(500);
    expect(await tab.evaluate(focused, null)).toBe('');
    expect(await tab.evaluate(() => scrollY, null)).toBe(0);
    // Closed, it gives the focus to its button; opened by that, it takes it.
    await tab.click(id('web-app-username'));
    await tab.press('Escape');
    await until(
      () => tab.evaluate((it) => document.querySelector(it) === null, form),
      'the form to close',
    );
    expect(await tab.evaluate(focused, null)).toBe('web-app-open-account');
    await tab.press('Enter');
    await until(
      async () => (await tab.evaluate(focused, null)) === 'web-app-username',
      'the focus',
    );
    await tab.close();
  });

  it('are logged in to with a key, in tabs that were open too', async () => {
    const page = await opened(guild.origin);
    expect(await get(page, '/api/planets')).toBe(401);
    const tab = await services();
    await tab.click(`${card(1)} ${id('web-app-log-in-now')}`);
    await tab.waitForText('Logged in as My fleet');
    await tab.waitForText('PHPSESSID');
    expect(guild.rules.count(LOGIN, 200)).toBe(1);
    expect(await get(page, '/api/planets')).toBe(200);
    await page.close();
    await tab.close();
  });

  /** Ends a web app's sessions under ten requests, which must all get their answer after one login. */
  async function endUnderTen(page: Tab, { rules }: WebAppServer): Promise<void> {
    rules.endSessions();
    const before = rules.count(LOGIN);
    const answers = await page.evaluate(
      () =>
        Promise.all(
          Array.from({ length: 10 }, async (_, n) => {
            const path = `/api/part/${n}`;
            if (n % 3 === 0) {
              const xhr = new XMLHttpRequest();
              xhr.open('POST', path);
              const loaded = new Promise((done) => {
                xhr.onload = done;
              });
              xhr.send(`order ${n}`);
              await loaded;
              return [xhr.status, JSON.parse(xhr.responseText).data?.said];
            }
            const response = await fetch(path, { method: 'POST', body: `order ${n}` });
            return [response.status, (await response.json()).data?.said];
          }),
        ),
      null,
    );
    expect(answers).toEqual(Array.from({ length: 10 }, (_, n) => [200, `order ${n}`]));
    expect(rules.count(LOGIN)).toBe(before + 1);
  }

  it('log in once when a session ends, for ten requests, some of which hear of it late', async () => {
    const page = await opened(guild.origin);
    guild.setDelay(300);
    await endUnderTen(page, guild);
    guild.setDelay(0);
    await page.close();
  });

  it('have their session read by no script, of theirs or of another site', async () => {
    const own = await browser.extensionPage('manifest.json');
    const session = await own.evaluate(async (url) => {
      const [cookie] = await chrome.cookies.getAll({ url, name: 'PHPSESSID' });
      return cookie?.value ?? '';
    }, guild.origin);
    expect(session.length).toBeGreaterThan(10);
    const page = await opened(guild.origin);
    expect(await get(page, '/api/planets')).toBe(200);
    const other = await opened(seed.url);
    for (const tab of [page, other]) {
      const read = await tab.evaluate(async (url) => {
        const texts: unknown[] = [document.cookie];
        for (const mode of ['cors', 'no-cors'] as const) {
          const init = { mode, credentials: 'include' } as const;
          const answer = await fetch(url, init).catch(() => new Response('refused'));
          texts.push(answer.type, [...answer.headers], await answer.text());
        }
        return JSON.stringify([texts, performance.getEntries(), { ...localStorage }]);
      }, `${guild.origin}/api/planets`);
      expect(read).toContain('/api/planets');
      expect(read).not.toContain(session);
      await tab.close();
    }
    await own.close();
  });

  it('log in again for a page of theirs', async () => {
    guild.rules.endSessions();
    const page = await browser.newTab();
    await page.goto(`${guild.origin}/mine`);
    await page.waitForText('Mine alone');
    await page.close();
  });

  it('forbid what they forbid: a 403 is told of and not asked for again', async () => {
    const page = await opened(guild.origin);
    const before = guild.rules.count(LOGIN);
    expect(await get(page, '/api/admin')).toBe(403);
    expect([guild.rules.count('/api/admin', 403), guild.rules.count(LOGIN)]).toEqual([1, before]);
    const at = new URLSearchParams({ url: guild.origin });
    const popup = await browser.extensionPage(`src/ui/popup/index.html?${at}`);
    await popup.waitForText('this account has no permission');
    await popup.close();
    await page.close();
  });

  it('are told of a wrong password; a right one is kept, and a second account beside it', async () => {
    const page = await opened(seed.url);
    const tab = await services();
    const form = card(2);
    for (const [user, password, said] of [
      ['alice', 'not-it', 'does not accept this name and password'],
      ['alice', ALICE, 'Logged in as alice'],
    ] as const) {
      await tab.fill(id('web-app-username'), user);
      await tab.fill(id('web-app-password'), password);
      await tab.click(`${form} ${id('web-app-log-in-now')}`);
      await tab.waitForText(said);
    }
    expect(await who(page)).toBe('alice');
    await isClosed(tab);
    await tab.click(`${form} ${id('web-app-open-account')}`);
    await tab.fill(id('web-app-username'), 'bob');
    await tab.fill(id('web-app-password'), BOB);
    await tab.click(`${form} ${id('web-app-log-in-now')}`);
    await tab.waitForText('Logged in as bob');
    expect(await who(page)).toBe('bob');
    await tab.click(`${form} ${id('web-app-log-in')}`);
    await tab.waitForText('Logged in as alice');
    expect(await who(page)).toBe('alice');
    await tab.close();
    await page.close();
  });

  it('log in once, as who was active, for ten requests that hear of it at the same time', async () => {
    const page = await opened(seed.url);
    await endUnderTen(page, seed);
    expect(await who(page)).toBe('alice');
    await page.close();
  });

  it('have their password asked for where it is locked away', async () => {
    const page = await opened(seed.url);
    seed.rules.endSessions();
    await send('vault.lock', {});
    const answer = get(page, '/api/me');
    const unlocking = await browser.waitForPage('/unlock/');
    await unlocking.fill(id('unlock-password'), PASSWORD);
    await unlocking.click(id('unlock'));
    expect(await answer).toBe(200);
    await page.close();
  });

  it('are not tried again and again when they refuse the login', async () => {
    const page = await opened(seed.url);
    seed.rules.lockOut();
    seed.rules.endSessions();
    const before = seed.rules.count(LOGIN);
    for (let n = 0; n < 3; n += 1) expect(await get(page, '/api/me')).toBe(401);
    expect(seed.rules.count(LOGIN)).toBe(before + 1);
    expect((await sessionAt(seed.url))?.failure?.code).toBe('login_refused');
    const tab = await services();
    await tab.waitForText('does not accept this name and password');
    await tab.close();
    await page.close();
  });

  it('are logged out of here, and what they go on holding is said', async () => {
    const page = await opened(guild.origin);
    expect(await get(page, '/api/planets')).toBe(200);
    const tab = await services();
    await tab.click(`${card(1)} ${id('web-app-log-out')}`);
    await tab.waitForText('itself goes on with the session');
    await tab.waitForText('Not logged in.');
    expect(guild.rules.alive).toBe(1);
    const before = guild.rules.count(LOGIN);
    expect(await get(page, '/api/planets')).toBe(401);
    expect(guild.rules.count(LOGIN)).toBe(before);
    await tab.close();
    await page.close();
  });

  it('take a new player, and a device of one, by a signature', async () => {
    const tab = await services();
    const at = card(1);
    await tab.click(`${at} ${id('web-app-open-join')}`);
    await tab.click(`${at} .chip:nth-child(2)`);
    await tab.waitForSelector(`${id('join-signer')} option[value$=${OTHER}]`);
    await tab.evaluate((address) => {
      const select = document.querySelector<HTMLSelectElement>('[data-testid=join-signer]');
      if (select === null) throw new Error('no choice of signers');
      const option = [...select.options].find(({ value }) => value.endsWith(address));
      select.value = option?.value ?? '';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }, OTHER);
    await tab.fill(id('join-player'), '1-11');
    await tab.fill(id('join-code'), 'ab2cd');
    await tab.click(`${at} ${id('join')}`);
    await tab.waitForText('offered as a device');
    await tab.click(`${at} .chip:nth-child(1)`);
    await tab.fill(id('join-username'), 'Zoë_1');
    await tab.click(`${at} ${id('join')}`);
    await tab.waitForText('You are signed up');
    expect(guild.rules.pending).toMatchObject([
      { player_id: '1-11', address: OTHER, code: 'AB2CD' },
      { primary_address: OTHER, username: 'Zoë_1' },
    ]);
    await tab.close();
  });

  it('are deleted with what was kept for them', async () => {
    const gone = (await send('web_apps.read', {})).apps[1]?.id ?? '';
    const tab = await services();
    /** What is stored by the id of the web app: passwords are, encrypted, in the vault. */
    const stored = (): Promise<string[]> =>
      tab.evaluate(
        async (app) =>
          Object.keys(await chrome.storage.local.get(null)).filter((key) => key.includes(app)),
        gone,
      );
    expect(await stored()).toHaveLength(2);
    await tab.click(`${card(2)} ${id('web-app-open-delete')}`);
    await tab.click(id('web-app-delete-confirm-yes'));
    await until(
      async () => (await send('web_apps.read', {})).apps.length === 1,
      'the web app to be gone',
    );
    expect(await stored()).toEqual([]);
    await tab.close();
  });

  it('leave no password in the profile or in any log', async () => {
    await send('web_app.add', { url: seed.url, way: null });
    await traces.sayIn(await services());
    await browser.close();
    // A login's body holds the password, as the web app wants it; what is logged of it does not.
    await traces.add('seed', seed.log);
    await traces.add('guild', guild.log);
    await traces.add('lcd', lcd.log);
    expect(await traces.placesOf([PASSWORD, ALICE, BOB, WORDS, OTHER_WORDS])).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf([new URL(seed.url).host])).not.toEqual([]);
    expect(await traces.placesOf([LOGIN])).toContain(join(traces.logs, 'seed.log'));
    expect(await traces.hears()).toBe(true);
    browser = { close: async () => undefined } as Browser;
  });
});
