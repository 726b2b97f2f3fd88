import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from './start-world.ts';
import { BROWSERS, until, type World } from './world.ts';

const id = (name: string): string => `[data-testid=${name}]`;

/** Whether a page was opened at this part of it: it is what the address points to, and in sight. */
function isSeen(part: string): boolean {
  const found = document.querySelector('article:target');
  const top = found?.querySelector('h3')?.getBoundingClientRect().top ?? -1;
  return found?.id === part && scrollY > 0 && top >= 0 && top < innerHeight;
}

describe.each(BROWSERS)('the settings page, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
  });
  afterAll(() => world?.stop());

  it('connects a wallet after testing it, and says what it found', async () => {
    const { url, login } = world.net.payer;
    const page = await world.browser.extensionPage('src/ui/settings/index.html');
    await page.fill(id('wallet-url'), url);
    await page.fill(id('wallet-user'), login.user);
    await page.fill(id('wallet-password'), 'wrong');
    await page.click(id('wallet-test'));
    await page.waitForText(/does not accept this user and password/);
    await page.click(id('explanation'));
    const explanation = await world.browser.waitForPage('/help/errors.en.html');
    await until(() => explanation.evaluate(isSeen, 'wallet_login_wrong'), 'its explanation');
    await explanation.close();
    await page.fill(id('wallet-password'), login.password);
    await page.click(id('wallet-test'));
    await page.waitForText(/mainnet/i, 30_000);
    await page.waitForText(/Balance/i);
    await page.click(id('wallet-connect'));
    await until(async () => (await world.overview()).wallet === 'set', 'the wallet to be kept');

    await page.fill(id('threshold'), '0.0042');
    await page.click(id('limits-save'));
    await page.waitForSelector(id('limits-result'));
    expect((await world.overview()).budget.threshold).toBe('4200000000');
    await page.close();
  });

  it('warns of a wallet that obeys everybody', async () => {
    const open = await world.net.walletWithoutLogin();
    const page = await world.browser.extensionPage('src/ui/settings/index.html');
    await page.fill(id('wallet-url'), open.url);
    await page.fill(id('wallet-user'), '');
    await page.click(id('wallet-test'));
    await page.waitForSelector(id('wallet-no-login'), 30_000);
    await page.waitForText(/--rpc-login/);
    await page.close();
    await open.stop();
  });

  it('sets what 1 XMR is in money of the user’s, and amounts have a reading beside them', async () => {
    await world.connect(0n);
    const settings = await world.browser.extensionPage('src/ui/settings/index.html');
    await settings.fill(id('rate-price'), '150');
    await settings.waitForText('A currency has three letters, for example EUR.');
    await settings.fill(id('rate-currency'), 'eur');
    await settings.click(id('rate-save'));
    await settings.waitForText(/Set on .*; rates change\./);

    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 5 });
    const site = await world.openFree(`${gate.origin}/lab`);
    const answer = site.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await approval.waitForSelector(id('pay'));
    const total = BigInt((await world.send('question.read', {}))?.total ?? '0');
    const euros = `about €0.${(total * 150n + 5n * 10n ** 9n) / 10n ** 10n}`;
    const asked = (await approval.text()).replace(/\s/g, ' ');
    expect(asked).toContain('0.000001 XMR (less than €0.01)');
    expect(asked.match(/\(about €0\.[0-9]{2}\)/g)).toContain(`(${euros})`);
    await approval.click(id('pay'));
    expect(await answer).toBe(200);

    const query = new URLSearchParams({ url: `${gate.origin}/lab` });
    const popup = await world.browser.extensionPage(`src/ui/popup/index.html?${query}`);
    await popup.waitForSelector(id('pass'));
    await popup.waitForText(new RegExp(euros.replace(' ', '\\s').replace('.', '\\.')));
    await settings.fill(id('rate-price'), '');
    await settings.fill(id('rate-currency'), '');
    await settings.click(id('rate-save'));
    await settings.waitForText('Amounts are in XMR alone.');
    await until(async () => !(await popup.text()).includes('€'), 'the popup to be without it');
    expect(await popup.text()).toContain('XMR');
    for (const tab of [popup, settings, site]) await tab.close();
  });
});
