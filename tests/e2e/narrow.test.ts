import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from './browsers/browser.ts';
import { misfitsOf } from './misfits.ts';
import { BROWSERS, launchFresh, until } from './world.ts';

// What English fits into may be too little for German. States with more in them: reachable.test.ts.

const PAGES = [
  'activity',
  'services',
  'signers',
  'streams',
  'settings',
  'popup',
  'unlock',
] as const;

describe.each(BROWSERS)('in a narrow window, in %s', (name) => {
  let browser: Browser;
  afterEach(() => browser?.close());

  it.each(['en-US', 'de'])('no page cuts a text off or scrolls sideways: %s', async (language) => {
    browser = await launchFresh(name, undefined, { language });
    const seen: Record<string, readonly string[]> = {};

    const welcome = await browser.waitForPage('src/ui/welcome/');
    for (const step of ['about', 'wallet', 'limits', 'toll']) {
      await welcome.click(`[data-testid=step-${step}]`);
      await welcome.waitForSelector(`[data-testid=step-${step}][aria-current]`);
      seen[`welcome, ${step}`] = await misfitsOf(welcome);
    }
    await welcome.close();

    const send = async (name: string, input: object): Promise<void> => {
      expect(await browser.callExtension({ name, input })).toMatchObject({ ok: true });
    };
    await send('vault.create', { password: 'walnut reach 2806' });
    await send('api_key.add', {
      name: 'The archive of all the shops of this town',
      address: 'http://localhost:4711/archive/of/all/the/shops/of/this/town',
      header: { kind: 'header', name: 'X-Archive-Of-All-The-Shops-Key' },
      value: 'secret',
    });
    await send('stream.save', {
      id: null,
      name: 'The archive',
      url: 'ws://127.0.0.1:47110/archive/of/all/the/shops/of/this/town',
      login: { type: 'none' },
      insists: false,
    });
    for (const page of PAGES) {
      const tab = await browser.extensionPage(`src/ui/${page}/index.html`);
      await tab.waitForSelector('main');
      await until(
        async () => !/Reading…|Wird gelesen/.test(await tab.text()),
        `${page} to be read`,
      );
      if (page === 'popup') await tab.waitForSelector('[data-testid=spending]');
      seen[page] = await misfitsOf(tab);
      await tab.close();
    }
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((key) => [key, []])));
  });
});
