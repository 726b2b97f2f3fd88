import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MessageName, Output } from '../../src/messages/contract.ts';
import { type OAuthProvider, startOAuthProvider } from '../devnet/oauth-provider.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { type KeyService, type Shown, startKeyService } from './key-service.ts';
import { pryAtHome, pryFromElsewhere } from './prying.ts';
import { BROWSERS, launchTollpass, NOT_LOOPBACK, until } from './world.ts';

// Services that let every script read all it can: none of these learns a key or a token by it.

const KEY = 'falcon-api-key-20417733';
const CLIENT = 'tollpass-prying';
/** Both services are at ports of it; pages of another port would be of the same site. */
const SHOP = 'shop.localhost';

describe.each(BROWSERS)('scripts that want to know, in %s,', (name) => {
  let browser: Browser;
  /** The first is shown a key, the second a token. */
  let [keyed, tokened]: KeyService[] = [];
  let provider: OAuthProvider;

  const send = <N extends MessageName>(message: N, input: Input<N>): Promise<Output<N>> =>
    browser.callExtension<Output<N>>({ name: message, input });
  const at = (service: KeyService | undefined): string => `http://${SHOP}:${service?.port}`;

  beforeAll(async () => {
    browser = await launchTollpass(name);
    [keyed, tokened] = [await startKeyService(), await startKeyService()];
    await send('vault.create', { password: 'rosemary-prying-7702' });
    const header = { kind: 'header' as const, name: 'X-API-Key' };
    await send('api_key.add', { name: 'Shop', address: at(keyed), header, value: KEY });
    const { redirectUri } = await send('oauth.read', {});
    provider = await startOAuthProvider({
      clientId: CLIENT,
      redirectUris: [redirectUri],
      lifeS: 3600,
    });
    const added = await send('oauth.add', {
      name: 'Calendar',
      issuer: provider.issuer,
      clientId: CLIENT,
      scope: 'openid offline_access',
      address: at(tokened),
    });
    if (!added.ok) throw new Error(added.failure.code);
    const done = send('oauth.log_in', { id: added.id });
    const login = await browser.waitForPage('/interaction/');
    await login.waitForSelector('input[name=login]');
    await login.fill('input[name=login]', 'ada');
    await login.click('button[value=yes]');
    const consent = await browser.waitForPage('/interaction/');
    await consent.waitForText('Continue');
    await consent.click('button[value=yes]');
    expect(await done).toMatchObject({ ok: true });
    await until(
      async () => (await send('oauth.read', {})).logins.some(({ isAttached }) => isAttached),
      'the token to be shown',
    );
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of [keyed, tokened, provider]) await server?.stop();
  });

  async function open(origin: string): Promise<Tab> {
    const tab = await browser.newTab();
    await tab.goto(`${origin}/page`);
    await tab.waitForText('At the service.');
    return tab;
  }
  /** What a service was shown for `path`. */
  const shownFor = (service: KeyService | undefined, path: string): Shown[] =>
    service?.shown.filter(({ url, method }) => url === path && method === 'GET') ?? [];
  function expectNoSecret(text: string): void {
    const secrets = [KEY, ...provider.tokens()];
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
  const SERVICES = [
    ['a key', () => keyed, ({ key }: Shown) => key],
    ['a token', () => tokened, ({ authorization }: Shown) => authorization],
  ] as const;

  it.each(SERVICES)('at the service itself do not learn %s', async (_, service, shown) => {
    const tab = await open(at(service()));
    const read = await pryAtHome(tab, '/ping', '/worker.js');
    for (const text of [read.worker, read.texts]) {
      expect(text).toContain('/ping');
      expectNoSecret(text);
    }
    // It was shown each time, so there was something to learn.
    expect(shownFor(service(), '/ping').map((each) => shown(each) !== null)).toEqual([
      ...Array(4).fill(true),
    ]);
    await tab.close();
  });

  it.each(SERVICES)('of another site do not learn %s, nor have it shown', async (_, service) => {
    const elsewhere = await startKeyService();
    const tab = await open(`http://127.0.0.1:${elsewhere.port}`);
    const read = await pryFromElsewhere(tab, `${at(service())}/pried`, '/worker.js');
    for (const text of [read.worker, read.texts]) {
      expect(text).toContain('/pried');
      expectNoSecret(text);
    }
    const pried = shownFor(service(), '/pried');
    expect(pried.length).toBeGreaterThanOrEqual(12);
    expect(pried.filter(({ key, authorization }) => key ?? authorization)).toEqual([]);
    await tab.close();
    await elsewhere.stop();
  });

  it.each([301, 302, 307, 308])('do not get a token by a redirect (%i)', async (status) => {
    const tab = await open(at(tokened));
    const targets = [
      at(keyed),
      `http://sub.${SHOP}:${tokened?.port}`,
      `http://127.0.0.1:${tokened?.port}`,
      `http://${NOT_LOOPBACK}:${tokened?.port}`,
    ];
    for (const [index, target] of targets.entries()) {
      const land = `/landed?${status}-${index}`;
      const go = `/go?status=${status}&to=${encodeURIComponent(target + land)}`;
      await tab.evaluate(async (url) => {
        await fetch(url, { credentials: 'include' });
        await fetch(url, { method: 'POST', body: 'x' });
      }, go);
      const led = await browser.newTab();
      await led.goto(at(tokened) + go);
      await led.waitForText('At the service.');
      await led.close();
      const landed = [keyed, tokened].flatMap(
        (service) => service?.shown.filter(({ url }) => url === land) ?? [],
      );
      expect(landed.length).toBeGreaterThanOrEqual(3);
      expect(landed.filter(({ authorization }) => authorization)).toEqual([]);
      expect(shownFor(tokened, go).every(({ authorization }) => authorization)).toBe(true);
    }
    await tab.close();
  });
});
