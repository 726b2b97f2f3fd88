import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevnetWallet } from '../../tools/wallet/devnet-wallet.ts';
import { type Devnet, startDevnet } from '../devnet/devnet.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { walkWelcome } from './welcome-walk.ts';
import { BROWSERS, launchFresh, until } from './world.ts';

const id = (name: string): string => `[data-testid=${name}]`;
const WELCOME = 'src/ui/welcome/';

/** What a first paid page may take, without the time of blocks. */
const LIMIT_MS = 60_000;

let net: Devnet;
beforeAll(async () => {
  net = await startDevnet({ payerOutputs: 1 });
});
afterAll(() => net?.stop());

describe.each(BROWSERS)('the welcome, in %s', (name) => {
  let wallet: Awaited<ReturnType<typeof openDevnetWallet>>;
  let browser: Browser;
  let page: Tab;

  beforeAll(async () => {
    wallet = await openDevnetWallet(net);
    browser = await launchFresh(name);
  });
  afterAll(async () => {
    await browser?.close();
    await wallet?.stop();
  });

  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.id ?? '', null);

  it('opens after the installation, and says what is allowed and why', async () => {
    page = await browser.waitForPage(WELCOME);
    await page.waitForText('Tollpass is active on all sites.');
    await page.click(`${id('permissions')} summary`);
    await page.waitForText('To show a pass to the site that sold it, and to no other.');
    expect((await page.text()).includes('offscreen')).toBe(name === 'chromium');
    await page.click(`${id('permissions')} summary`);
  });

  it.runIf(name === 'firefox')('asks for the access to sites that was taken away', async () => {
    await page.evaluate(async () => {
      await chrome.permissions.remove({ origins: ['http://*/*', 'https://*/*'] });
      dispatchEvent(new Event('focus'));
    }, null);
    await page.click(id('host-access-ask'));
    await page.waitForText('Tollpass is active on all sites.');
  });

  it('says of a code that is none what is wrong with it', async () => {
    await page.click(id('step-wallet'));
    await page.fill(id('pairing-code'), 'tollpassabc');
    await page.click(id('pairing-connect'));
    await page.waitForText('A letter of this pairing code is wrong');
    await page.click(id('back'));
    await page.waitForText('Step 1 of 4');
    expect(await focused()).toBe('step-title');
  });

  it('leads from the pairing code to the first paid page within a minute', async () => {
    const { ms, paid } = await walkWelcome(browser, page, wallet, () => net.mine(1));
    console.log(`${name}: first paid page after ${(ms / 1000).toFixed(1)} s without the block`);
    expect(ms).toBeLessThan(LIMIT_MS);
    await page.waitForText('It is paid, and the page is open');
    await paid.close();
  });

  it('goes on where it was left, and ends', async () => {
    await page.close();
    page = await browser.extensionPage(`${WELCOME}index.html`);
    await page.waitForText('Step 4 of 4');
    await page.click(id('next'));
    await page.waitForText('Tollpass is ready');
    expect(await focused()).toBe('step-title');
    await page.close();
  });

  it('does not open again, but from the settings', async () => {
    browser = await browser.restart();
    await until(
      async () => browser.callExtension({ name: 'overview', input: { url: null } }).then(Boolean),
      'the background',
    );
    const urls = await Promise.all((await browser.windows()).map((tab) => tab.url()));
    expect(urls.filter((url) => url.includes(WELCOME))).toEqual([]);
    page = await browser.extensionPage('src/ui/settings/index.html');
    await page.click(id('open-welcome'));
    await page.waitForText('Step 1 of 4');
    await page.close();
  });
});
