import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/outcome/failure.ts';
import type { TollGateOptions } from '../devnet/toll-gate.ts';
import { startWorld } from './start-world.ts';
import {
  answersTo,
  BROWSERS,
  launchTollpass,
  NOT_LOOPBACK,
  PLENTY,
  until,
  type World,
} from './world.ts';

/** A stagenet address of the right form, from Monero's own documentation of its networks. */
const STAGENET =
  '55LTR8KniP4LQGJSPtbYDacR7dz8RBFnsfAKMaMuwUNYX6aQbBcovzDPyrQF9KXF9tVU6Xk3K8no1BywnJX6GvZX8yJsXvt';
const ADDRESS =
  '888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H';

describe.each(BROWSERS)('what cannot be paid, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
  });
  afterAll(() => world?.stop());

  async function failureOf(origin: string): Promise<FailureCode | undefined> {
    const { tolls } = await world.overview();
    return tolls.find((toll) => toll.origin === origin)?.failure?.code;
  }

  /**
   * Opens a page and a fetch at a gate that cannot be paid: both get the 402, the popup says the
   * sentence, and no money moves.
   */
  async function refused(
    options: TollGateOptions,
    code: FailureCode,
    sentence: RegExp,
  ): Promise<void> {
    const before = await world.net.payer.history();
    const gate = await world.net.gate({ body: 'page', ...options });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const status = await tab.evaluate(async (path) => (await fetch(path)).status, '/ping');
    expect(status).toBe(402);
    void tab.goto(`${gate.origin}/article`);
    await tab.waitForText('Payment required', 30_000);

    // The site's 402 page is shown while the wallet is still asked.
    await until(
      async () => (await failureOf(gate.origin)) !== undefined,
      'the toll of the page to fail',
    );
    expect(await failureOf(gate.origin)).toBe(code);
    const popup = await world.browser.extensionPage(
      `src/ui/popup/index.html?url=${encodeURIComponent(`${gate.origin}/article`)}`,
    );
    await popup.waitForText(sentence);
    expect(await world.net.payer.history()).toHaveLength(before.length);
    expect(answersTo(gate, '/ping').every((answer) => answer === 402)).toBe(true);
    await popup.close();
    await tab.close();
  }

  describe('when the challenge is bad', () => {
    beforeAll(() => world.connect(PLENTY));

    it.each<[string, string | null, FailureCode, RegExp]>([
      ['no challenge', null, 'challenge_missing', /does not say how much or where to/],
      ['an unknown scheme', 'L402 macaroon="x", invoice="y"', 'scheme_unknown', /does not know/],
      ['an unterminated string', 'TPAT address="8', 'challenge_malformed', /cannot be read/],
      [
        'a negative amount',
        `TPAT address="${ADDRESS}", min_amt="-1", ttl="5", hash="", signature=""`,
        'offer_amount_invalid',
        /amount that the site asks for is not valid/,
      ],
      [
        'a time of nothing',
        `TPAT address="${ADDRESS}", min_amt="1000000", ttl="0", hash="", signature=""`,
        'offer_ttl_invalid',
        /how long a payment lasts/,
      ],
      [
        'an address with a wrong checksum',
        `TPAT address="${ADDRESS.slice(0, -1)}1", min_amt="1000000", ttl="5", hash="", signature=""`,
        'wallet_address_refused',
        /does not accept the site's address/,
      ],
      [
        'an address of another network',
        `TPAT address="${STAGENET}", min_amt="1000000", ttl="5", hash="", signature=""`,
        'wallet_wrong_network',
        /paid on stagenet, but your wallet is on mainnet/,
      ],
    ])('%s', (_what, challenge, code, sentence) => refused({ challenge }, code, sentence));
  });

  describe('when the wallet cannot pay', () => {
    it('no wallet is connected', async () => {
      const fresh = await launchTollpass(name);
      try {
        const gate = await world.net.gate({ body: 'page' });
        const tab = await fresh.newTab();
        await tab.goto(`${gate.origin}/lab`);
        expect(await tab.evaluate(async (path) => (await fetch(path)).status, '/ping')).toBe(402);
        const popup = await fresh.extensionPage(
          `src/ui/popup/index.html?url=${encodeURIComponent(gate.origin)}`,
        );
        await popup.waitForText(/No wallet is connected yet/);
      } finally {
        await fresh.close();
      }
    });

    it('its login is wrong', async () => {
      await world.connect(PLENTY, world.net.payer, 'not the password');
      await refused({}, 'wallet_login_wrong', /does not accept this user and password/);
    });

    it('it is dead', async () => {
      await world.connect(PLENTY, { url: 'http://127.0.0.1:9', login: world.net.payer.login });
      await refused({}, 'wallet_unreachable', /does not answer\. Nothing was paid/);
    });

    it('its money is locked', async () => {
      const poor = await world.net.poorWallet();
      await world.connect(PLENTY, poor);
      await refused({}, 'wallet_funds_locked', /money is locked: .* can be spent after/);
      expect(await poor.history()).toEqual([]);

      // Its user has it paid later, and the page goes on by itself.
      const gate = await world.net.gate({ body: 'page', acceptFrom: 'pool', ttl: 500 });
      const tab = await world.open(`${gate.origin}/article`);
      await until(
        async () => (await failureOf(gate.origin)) === 'wallet_funds_locked',
        'the toll to fail',
      );
      const popup = await world.browser.extensionPage(
        `src/ui/popup/index.html?url=${encodeURIComponent(`${gate.origin}/article`)}`,
      );
      await popup.waitForText(/can be spent after 10 confirmations, in about/);
      await popup.click('[data-testid=pay-later]');
      await popup.waitForText(/paid when/);
      expect(await poor.history()).toEqual([]);
      await world.net.mine(60);
      await tab.waitForText('PAID ARTICLE', 60_000);
      expect((await poor.history()).map(({ address }) => address)).toEqual([gate.address]);
      await popup.close();
      await tab.close();
      await poor.stop();
    }, 150_000);

    it('it is on another computer and in the clear', async () => {
      const answer = await world.send('wallet.connect', {
        url: 'http://192.0.2.1:18083',
        username: 'a',
        password: 'b',
      });
      expect(answer).toMatchObject({ ok: false, failure: { code: 'wallet_url_insecure' } });
    });
  });

  it('a newer version has written what is stored, which stays as it was', async () => {
    await world.connect(PLENTY);
    const page = await world.browser.extensionPage('manifest.json');
    const stored = (): Promise<unknown> => page.evaluate(() => chrome.storage.local.get(), null);
    const setSchema = async (schema: unknown): Promise<void> => {
      await page.evaluate((schema) => chrome.storage.local.set({ schema }), schema);
      // The next life reads it.
      await world.browser.killBackground();
    };
    const { schema } = (await stored()) as { schema: unknown };
    await setSchema(99);
    const before = await stored();
    await refused({}, 'storage_newer', /A newer version of Tollpass has written/);
    expect(await stored()).toEqual(before);
    await setSchema(schema);
    await page.close();
  });

  it('the site is neither encrypted nor on this computer', async () => {
    await world.connect(PLENTY);
    const gate = await world.net.gate({ body: 'page' });
    const url = `http://${NOT_LOOPBACK}:${new URL(gate.origin).port}/lab`;
    const tab = await world.openFree(url);
    expect(await tab.evaluate(async (path) => (await fetch(path)).status, '/ping')).toBe(402);
    expect(await failureOf(new URL(url).origin)).toBe('site_insecure');
    expect(await world.transfersTo(gate.address)).toBe(0);
    await tab.close();
  });
});
