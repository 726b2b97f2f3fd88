import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MessageName, Output } from '../../src/messages/contract.ts';
import { type OAuthProvider, startOAuthProvider } from '../devnet/oauth-provider.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { type KeyService, type Shown, startKeyService } from './key-service.ts';
import { SessionTraces } from './session-traces.ts';
import { BROWSERS, launchTollpass, NOT_LOOPBACK, until } from './world.ts';

// API keys and OAuth logins: what they are shown to, what they are never shown to, and how they end.

const PASSWORD = 'rosemary-services-4471';
const KEY = 'kestrel-api-key-55028199';
const CLIENT = 'tollpass-e2e';
/** Refreshed at three quarters of it. */
const LIFE_S = 24;
/** Names on loopback: a key may travel to each, so only its origin keeps it from the others. */
const SHOP = 'shop.localhost';

const id = (name: string): string => `[data-testid=${name}]`;
const fetchStatus = async (url: string): Promise<number> => (await fetch(url)).status;

describe.each(BROWSERS)('the keys and logins of a user, in %s', (name) => {
  let browser: Browser;
  let traces: SessionTraces;
  let [shop, elsewhere]: KeyService[] = [];
  let provider: OAuthProvider;
  let origin: string;
  let redirectUri: string;

  beforeAll(async () => {
    traces = await SessionTraces.open(name);
    browser = await launchTollpass(name, traces.profile, { logs: traces.logs });
    [shop, elsewhere] = [await startKeyService(), await startKeyService()];
    shop.goodKey = KEY;
    origin = `http://${SHOP}:${shop.port}`;
    await send('vault.create', { password: PASSWORD });
    ({ redirectUri } = await send('oauth.read', {}));
    provider = await startOAuthProvider({
      clientId: CLIENT,
      redirectUris: [redirectUri],
      lifeS: LIFE_S,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await elsewhere?.stop();
    await provider?.stop();
    await traces?.delete();
  });

  function send<N extends MessageName>(message: N, input: Input<N>): Promise<Output<N>> {
    return browser.callExtension<Output<N>>({ name: message, input });
  }
  const services = (): Promise<Tab> => browser.extensionPage('src/ui/services/index.html');
  async function open(url: string): Promise<Tab> {
    const tab = await browser.newTab();
    await tab.goto(url);
    return tab;
  }
  /** What both services were shown while something was done. */
  async function shownBy(work: () => Promise<unknown>): Promise<Shown[]> {
    const before = [shop, elsewhere].map((service) => service?.shown.length ?? 0);
    await work();
    const shown = [shop, elsewhere].flatMap(
      (service, index) => service?.shown.slice(before[index]) ?? [],
    );
    // Browsers ask for it when they like.
    return shown.filter(({ url }) => url !== '/favicon.ico');
  }
  /** The names of the keys that are shown to their services. */
  const attached = async (): Promise<string[]> =>
    (await send('api_keys.read', {})).keys.filter((key) => key.isAttached).map(({ name }) => name);
  const isAttached = async (): Promise<boolean> => (await attached()).includes('Shop');
  const loginOf = async (login: string) =>
    (await send('oauth.read', {})).logins.find((each) => each.id === login);

  it('a key is added on the page of services, and refused a header that is not for keys', async () => {
    const page = await services();
    await page.click(id('api-key-new'));
    await page.fill(id('new-key-name'), 'Shop');
    await page.fill(id('new-key-address'), origin);
    await page.fill(id('new-key-header'), 'Cookie');
    await page.fill(id('new-key-value'), KEY);
    await page.click(id('new-key-save'));
    await page.waitForText('The header Cookie is not for keys');
    await page.fill(id('new-key-header'), 'X-API-Key');
    await page.click(id('new-key-save'));
    await page.waitForText('Shown to the service');
    expect(await page.text()).not.toContain(KEY);

    await page.click(id('api-key-test'));
    await page.fill(id('test-key-address'), `${origin}/locked`);
    const shown = await shownBy(async () => {
      await page.click(id('test-key-run'));
      await page.waitForText('The service answered 200: it takes the key.');
    });
    expect(shown.map(({ url, key }) => [url, key])).toEqual([['/locked', KEY]]);
    await page.close();
  });

  it('a key is shown with every kind of request to its origin', async () => {
    const tab = await open(`${origin}/page`);
    const shown = await shownBy(() =>
      tab.evaluate(async () => {
        await fetch('/fetched', { method: 'POST', body: 'x' });
        const image = new Image();
        await new Promise((resolve) => {
          image.onload = resolve;
          image.onerror = resolve;
          image.src = '/image';
        });
        const frame = document.createElement('iframe');
        await new Promise((resolve) => {
          frame.onload = resolve;
          frame.src = '/framed';
          document.body.append(frame);
        });
      }, null),
    );
    expect(shown.map(({ url, key }) => [url, key])).toEqual([
      ['/fetched', KEY],
      ['/image', KEY],
      ['/framed', KEY],
    ]);
    expect(shop?.shown.find(({ url }) => url === '/page')?.key).toBe(KEY);
    await tab.close();
  });

  it('a key is shown to no other origin, subdomain, port or scheme, and to its path alone', async () => {
    // On the same host and port, but encrypted: no request over plain HTTP is for it.
    const other = { header: { kind: 'header' as const, name: 'X-API-Key' }, value: 'other-key-1' };
    const secure = `https://${NOT_LOOPBACK}:${shop?.port}`;
    expect(await send('api_key.add', { ...other, name: 'TLS', address: secure })).toEqual({
      ok: true,
    });
    const graph = { name: 'Graph', address: `http://127.0.0.1:${elsewhere?.port}/graph` };
    expect(
      await send('api_key.add', { ...graph, header: { kind: 'bearer' }, value: 'graph-key-1' }),
    ).toEqual({ ok: true });
    const tab = await open(`http://127.0.0.1:${elsewhere?.port}/page`);
    const urls = [
      `http://sub.${SHOP}:${shop?.port}/x`,
      `http://localhost:${shop?.port}/x`,
      `http://127.0.0.1:${shop?.port}/x`,
      `http://${SHOP}:${elsewhere?.port}/x`,
      `http://${NOT_LOOPBACK}:${shop?.port}/x`,
      `http://127.0.0.1:${elsewhere?.port}/graphs`,
      `http://127.0.0.1:${elsewhere?.port}/GRAPH`,
      `http://127.0.0.1:${elsewhere?.port}/x/graph`,
    ];
    const shown = await shownBy(() =>
      tab.evaluate(async (all) => {
        for (const url of all) await fetch(url, { mode: 'no-cors' });
      }, urls),
    );
    expect(shown.map(({ host, url }) => `http://${host}${url}`).sort()).toEqual(urls.sort());
    expect(shown.filter(({ key, authorization }) => key ?? authorization)).toEqual([]);
    const there = await shownBy(() =>
      tab.evaluate(async () => {
        for (const url of ['/graph', '/graph?q=1', '/graph/deep']) await fetch(url);
      }, null),
    );
    expect(there.map(({ authorization }) => authorization)).toEqual(
      Array(3).fill('Bearer graph-key-1'),
    );
    await tab.close();
  });

  it('a key is shown in no request of a page of another site, but where a tab is led there', async () => {
    const tab = await open(`http://127.0.0.1:${elsewhere?.port}/page`);
    const shown = await shownBy(() =>
      tab.evaluate(async (url) => {
        await fetch(`${url}/read`);
        await fetch(`${url}/write`, { method: 'POST', body: 'x', mode: 'no-cors' });
        const image = new Image();
        await new Promise((resolve) => {
          image.onerror = resolve;
          image.src = `${url}/image`;
        });
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action: `${url}/form` });
        document.body.append(form);
        form.submit();
      }, origin),
    );
    await tab.waitForText('At the service.');
    await until(
      async () => shop?.shown.some(({ url }) => url === '/form') === true,
      'the form to arrive',
    );
    const all = [...shown, ...(shop?.shown.filter(({ url }) => url === '/form') ?? [])];
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(all.filter(({ key }) => key)).toEqual([]);

    const led = await open(`http://127.0.0.1:${elsewhere?.port}/page`);
    await led.evaluate((url) => {
      location.href = url;
    }, `${origin}/led`);
    await until(
      async () => shop?.shown.some(({ url }) => url === '/led') === true,
      'the tab to be led there',
    );
    expect(shop?.shown.find(({ url }) => url === '/led')?.key).toBe(KEY);
    await Promise.all([tab.close(), led.close()]);
  });

  it('insecure addresses are given no key at all', async () => {
    const asked = {
      name: 'Plain',
      address: `http://${NOT_LOOPBACK}:${shop?.port}`,
      header: { kind: 'bearer' as const },
      value: 'x',
    };
    expect(await send('api_key.add', asked)).toMatchObject({ failure: { code: 'place_insecure' } });
  });

  let login = '';
  const isLoggedIn = async (): Promise<boolean> => (await loginOf(login))?.isAttached === true;
  async function logIn(as: string): Promise<Tab> {
    const page = await services();
    await page.waitForSelector(id('oauth-log-in'));
    await page.click(id('oauth-log-in'));
    const asked = await browser.waitForPage('/interaction/');
    await asked.waitForSelector('input[name=login]');
    await asked.fill('input[name=login]', as);
    await asked.click('button[value=yes]');
    return page;
  }
  /** The page that asks whether the login is agreed to. */
  async function consent(): Promise<Tab> {
    const asked = await browser.waitForPage('/interaction/');
    await asked.waitForText('Continue');
    return asked;
  }

  it('a login is made in the window of its provider, and its token is shown to its service', async () => {
    const page = await services();
    await page.waitForText(redirectUri);
    await page.click(id('oauth-new'));
    await page.fill(id('oauth-name'), 'Calendar');
    await page.fill(id('oauth-address'), provider.service);
    await page.fill(id('oauth-issuer'), provider.issuer);
    await page.fill(id('oauth-client'), CLIENT);
    await page.fill(id('oauth-scope'), 'openid offline_access');
    await page.click(id('oauth-save'));
    await page.waitForText('Logged out');
    await page.close();
    const [added] = (await send('oauth.read', {})).logins;
    login = added?.id ?? '';

    const denied = await logIn('ada');
    await (await consent()).click('button[value=no]');
    await denied.waitForText('was told not to let Tollpass in');
    await denied.close();

    const again = await services();
    await again.click(id('oauth-log-in'));
    await (await consent()).click('button[value=yes]');
    await until(isLoggedIn, 'the login');
    await again.waitForText('Renew now');
    await again.close();
    const tab = await open(`${provider.service}/free`);
    expect(await tab.evaluate(fetchStatus, '/events')).toBe(200);
    await tab.close();
    // The provider's own origin is not the service's.
    expect(new URL(provider.issuer).port).not.toBe(new URL(provider.service).port);
    // The next step takes its time, and the alarm has to wake somebody who does not wait for it.
    await browser.killBackground();
  });

  it.each([301, 302, 307, 308])('a key is not taken along by a redirect (%i)', async (status) => {
    const tab = await open(`${origin}/page`);
    const targets = {
      'another port': `http://${SHOP}:${elsewhere?.port}`,
      'a subdomain': `http://sub.${SHOP}:${shop?.port}`,
      'the name above': `http://localhost:${shop?.port}`,
      'another name': `http://127.0.0.1:${shop?.port}`,
      'plain http': `http://${NOT_LOOPBACK}:${shop?.port}`,
    };
    for (const [what, target] of Object.entries(targets)) {
      const land = `/land?${status}-${what.replaceAll(' ', '-')}`;
      const go = `/go?status=${status}&to=${encodeURIComponent(target + land)}`;
      const shown = await shownBy(async () => {
        await tab.evaluate(async (url) => {
          await fetch(url);
          await fetch(url, { method: 'POST', body: 'x', credentials: 'include' });
        }, go);
        const page = await open(origin + go);
        await page.waitForText('At the service.');
        await page.close();
      });
      const landed = shown.filter(({ url }) => url === land);
      expect(landed.length, what).toBeGreaterThanOrEqual(3);
      expect(landed.filter(({ key, authorization }) => key ?? authorization)).toEqual([]);
      // The request that was sent on carried it: it was there to be lost.
      const left = shown.filter(({ url }) => url === go);
      expect(left.length).toBeGreaterThan(0);
      expect(left.every(({ key }) => key === KEY)).toBe(true);
    }
    await tab.close();
  });

  it('a key that is refused is trouble on the toolbar and in the popup', async () => {
    const tab = await open(`${origin}/page`);
    expect(await tab.evaluate(fetchStatus, '/locked')).toBe(200);
    if (shop !== undefined) shop.goodKey = 'another';
    expect(await tab.evaluate(fetchStatus, '/locked/now')).toBe(403);
    const popup = await browser.extensionPage('src/ui/popup/index.html');
    await popup.waitForText('answered 403 to “Shop”');
    const badges = await popup.evaluate(async () => {
      const tabs = await chrome.tabs.query({});
      return Promise.all(tabs.map(({ id: tabId }) => chrome.action.getBadgeText({ tabId })));
    }, null);
    expect(badges).toContain('!');
    await popup.close();
    if (shop !== undefined) shop.goodKey = KEY;
    const [key] = (await send('api_keys.read', {})).keys;
    const tested = await send('api_key.test', { id: key?.id ?? '', address: `${origin}/locked` });
    expect(tested).toEqual({ ok: true, status: 200 });
    expect((await send('overview', { url: null })).refused).toEqual([]);
    await tab.close();
  });

  it('a token is replaced by another before it runs out', async () => {
    const before = provider.asked.findLast(({ token }) => token !== null)?.token;
    await until(async () => provider.grants() >= 2, 'a refresh by itself', 60_000);
    const tab = await open(`${provider.service}/free`);
    await until(async () => {
      await tab.evaluate(fetchStatus, '/events');
      return provider.asked.at(-1)?.token !== before;
    }, 'the new token to be shown');
    expect(provider.asked.at(-1)?.status).toBe(200);
    await tab.close();
  });

  it('a login whose refresh token was revoked ends, and says so', async () => {
    await provider.revokeAll();
    expect(await send('oauth.refresh', { id: login })).toMatchObject({
      failure: { code: 'oauth_login_ended' },
    });
    const page = await services();
    await page.waitForText('does not renew this login any more');
    await page.close();
    const tab = await open(`${provider.service}/free`);
    expect(await tab.evaluate(fetchStatus, '/events')).toBe(401);
    expect(provider.asked.at(-1)?.token).toBeNull();
    await tab.close();
  });

  it('a provider that is down and a client that it does not know are told apart', async () => {
    await provider.down();
    expect(await send('oauth.log_in', { id: login })).toMatchObject({
      failure: { code: 'oauth_unreachable' },
    });
    await provider.up();
    const wrong = await send('oauth.add', {
      name: 'Wrong',
      issuer: provider.issuer,
      clientId: 'nobody-registered-this',
      scope: 'openid',
      address: `${provider.service}/wrong`,
    });
    if (!wrong.ok) throw new Error(wrong.failure.code);
    const asked = send('oauth.log_in', { id: wrong.id });
    if (name === 'firefox') {
      // It leaves the provider's words on the screen.
      const shown = await browser.waitForPage('/auth?');
      await shown.waitForText('invalid_client');
      await shown.close();
    }
    const code = name === 'firefox' ? 'oauth_cancelled' : 'oauth_page_failed';
    expect(await asked).toMatchObject({ failure: { code } });
    expect(await send('oauth.delete', { id: wrong.id })).toEqual({ ok: true });
  });

  it('a logout ends the login at the provider too', async () => {
    const page = await services();
    await page.click(id('oauth-log-in'));
    await (await consent()).click('button[value=yes]');
    await until(isLoggedIn, 'the login');
    const tab = await open(`${provider.service}/free`);
    expect(await tab.evaluate(fetchStatus, '/events')).toBe(200);
    const revoked = provider.revoked();
    await page.click(id('oauth-log-out'));
    await page.waitForText('Logged out');
    expect(await isLoggedIn()).toBe(false);
    await until(async () => provider.revoked() > revoked, 'the provider to hear of it');
    expect(await tab.evaluate(fetchStatus, '/events')).toBe(401);
    expect(provider.asked.at(-1)?.token).toBeNull();
    // Once more, so that there is something to be found below; and for longer: a refresh that is cut off
    // by a lock or the end of the browser ends a login whose refresh tokens are good for one use.
    provider.setLife(3600);
    await page.click(id('oauth-log-in'));
    await (await consent()).click('button[value=yes]');
    await until(isLoggedIn, 'the login');
    await Promise.all([tab.close(), page.close()]);
  });

  it('a lock by hand takes keys away at once, and a restart until it is unlocked', async () => {
    const tab = await open(`${origin}/page`);
    expect(await isAttached()).toBe(true);
    await browser.killBackground();
    expect(await isAttached()).toBe(true);
    await send('vault.lock', {});
    expect(await attached()).toEqual([]);
    expect(await tab.evaluate(fetchStatus, '/locked')).toBe(401);
    await send('vault.unlock', { password: PASSWORD });
    await until(isAttached, 'the key to be shown again');
    expect(await tab.evaluate(fetchStatus, '/locked')).toBe(200);

    browser = await browser.restart();
    expect(await attached()).toEqual([]);
    const after = await open(`${origin}/page`);
    expect(await after.evaluate(fetchStatus, '/locked')).toBe(401);
    await send('vault.unlock', { password: PASSWORD });
    await until(isAttached, 'the key to be shown again');
    expect(await after.evaluate(fetchStatus, '/locked')).toBe(200);
    expect((await loginOf(login))?.granted).not.toBeNull();
    await after.close();
  });

  it('neither a key nor a token is in the profile, a log, a backup or what pages are told', async () => {
    const secrets = [KEY, 'graph-key-1', 'other-key-1', ...provider.tokens()];
    expect(secrets.length).toBeGreaterThan(7);
    const made = await send('vault.backup', { password: PASSWORD, own: true });
    const told = JSON.stringify([
      made,
      await send('api_keys.read', {}),
      await send('oauth.read', {}),
      await send('overview', { url: null }),
    ]);
    for (const secret of secrets) expect(told).not.toContain(secret);
    await traces.sayIn(await services());
    await browser.close();
    // They are shown to these in a header, and handed out in a body; what is logged of it has neither.
    await traces.add('shop', shop?.log ?? []);
    await traces.add('elsewhere', elsewhere?.log ?? []);
    await traces.add('provider', provider.log());
    expect(await traces.placesOf([PASSWORD, ...secrets])).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf(['Calendar'])).not.toEqual([]);
    expect(await traces.placesOf(['/locked'])).toContain(join(traces.logs, 'shop.log'));
    expect(await traces.hears()).toBe(true);
    browser = { close: async () => undefined } as Browser;
  });
});
