import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/ui/language.ts';
import { violationsOf } from './axe.ts';
import type { Tab } from './browsers/browser.ts';
import { misfitsOf } from './misfits.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, until, type World } from './world.ts';

// All of it by keyboard, and nothing that axe-core finds wrong with any screen, nor that does not fit.

const PASSWORD = 'walnut reach 2806';
const MOST_TABS = 80;

/** Presses Tab until the focus is on an element of this test id. */
async function tabTo(tab: Tab, testid: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await tab.press('Tab');
    const at = await tab.evaluate(
      () => (document.activeElement as HTMLElement | null)?.dataset.testid ?? '',
      null,
    );
    if (at === testid) return;
    seen.push(at);
  }
  throw new Error(`Tab does not lead to ${testid}, but to ${seen.join(' ')}`);
}

async function type(tab: Tab, text: string): Promise<void> {
  for (const key of text) await tab.press(key);
}

describe.each(BROWSERS)('without a mouse, in %s', (name) => {
  let world: World;
  const checked: Record<string, unknown> = {};

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(0n);
  });
  afterAll(() => world?.stop());

  /** Axe is the same in both browsers, so one of them is asked. */
  async function check(screen: string, tab: Tab): Promise<void> {
    if (name === 'chromium')
      checked[screen] = [...(await violationsOf(tab)), ...(await misfitsOf(tab))];
  }

  async function page(path: string): Promise<Tab> {
    return world.browser.extensionPage(`src/ui/${path}`);
  }

  it('a toll is paid, its pass is taken back, and another toll is rejected', async () => {
    const gate = await world.net.gate({ ttl: 50 });
    const site = await world.openFree(`${gate.origin}/lab`);
    const answer = site.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await approval.waitForSelector('[data-testid=pay]');
    await check('approval', approval);
    await tabTo(approval, 'pay');
    // A press in the first half second does not count, and Tab may be quicker.
    await until(async () => {
      await approval.press('Enter').catch(() => undefined);
      return (await world.transfersTo(gate.address)) === 1;
    }, 'the payment');
    await world.net.mine(1);
    expect(await answer).toBe(200);

    const query = new URLSearchParams({ url: `${gate.origin}/lab` });
    const popup = await page(`popup/index.html?${query}`);
    // Its block, too, that the wallet may hear of later than the gate: sooner than by the alarm.
    await popup.waitForSelector('[data-testid=pass-revoke]', 10_000);
    await popup.waitForSelector('[data-testid=spending]');
    await check('popup with a pass', popup);
    await tabTo(popup, 'pass-revoke');
    await popup.press('Enter');
    await popup.waitForText('It is not shown to the site any more');
    expect((await world.passesOf(gate.origin))[0]?.state).toBe('revoked');
    await popup.close();

    const other = await world.net.gate({ acceptFrom: 'pool', ttl: 5 });
    const elsewhere = await world.openFree(`${other.origin}/lab`);
    const refused = elsewhere.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const question = await world.browser.waitForPage('/approval/', 30_000);
    await question.waitForSelector('[data-testid=reject]');
    await tabTo(question, 'reject');
    await question.press('Enter').catch(() => undefined);
    expect(await refused).toBe(402);
    expect(await world.transfersTo(other.address)).toBe(0);
    const failed = await page(`popup/index.html?${new URLSearchParams({ url: other.origin })}`);
    await failed.waitForSelector('[data-testid=failure]');
    await failed.waitForSelector('[data-testid=spending]');
    await check('popup with a failure', failed);
    await failed.close();
    await site.close();
    await elsewhere.close();
  }, 120_000);

  it('limits and a password are set, and Tollpass is locked', async () => {
    const settings = await page('settings/index.html');
    await settings.waitForSelector('[data-testid=threshold]');
    await tabTo(settings, 'threshold');
    await settings.press('Control+a');
    await type(settings, '0.005');
    await settings.press('Enter');
    await settings.waitForText('Saved.');
    expect((await world.overview()).budget.threshold).toBe('5000000000');
    await check('settings', settings);
    await settings.close();

    const again = await page('settings/index.html');
    await again.waitForSelector('[data-testid=new-password]');
    await tabTo(again, 'new-password');
    await type(again, PASSWORD);
    await tabTo(again, 'new-password-again');
    await type(again, PASSWORD);
    await again.press('Enter');
    await until(async () => (await world.overview()).vault === 'unlocked', 'the password');
    await again.close();

    const popup = await page('popup/index.html');
    await popup.waitForSelector('[data-testid=lock]');
    await tabTo(popup, 'lock');
    await popup.press('Enter');
    await popup.waitForSelector('[data-testid=locked]');
    await popup.waitForSelector('[data-testid=spending]');
    await check('popup, locked', popup);
    await popup.close();
  });

  it.runIf(name === 'chromium')(
    'no screen has anything that axe-core finds wrong',
    async () => {
      const screens = ['activity', 'services', 'signers', 'streams', 'settings', 'unlock'] as const;
      for (const screen of screens) {
        const tab = await page(`${screen}/index.html`);
        await tab.waitForSelector('h1');
        await until(async () => !(await tab.text()).includes('Reading…'), `${screen} to be read`);
        await check(`${screen}, locked`, tab);
        await tab.close();
      }
      for (const language of LANGUAGES) {
        const errors = await page(`help/errors.${language}.html`);
        await errors.waitForSelector('#wallet_unreachable');
        await check(`errors, ${language}`, errors);
        await errors.close();
      }
      const waiting = await page('waiting/index.html');
      await check('waiting for nothing', waiting);
      await waiting.close();
      const none = await page('approval/index.html');
      await none.waitForText(/no question|nothing/i);
      await check('approval of nothing', none);
      await none.close();
      const welcome = await page('welcome/index.html');
      for (const step of ['about', 'wallet', 'limits', 'toll']) {
        await welcome.click(`[data-testid=step-${step}]`);
        await welcome.waitForSelector(`[data-testid=step-${step}][aria-current]`);
        await check(`welcome, ${step}`, welcome);
      }
      await welcome.close();
      expect(Object.keys(checked).length).toBeGreaterThan(15);
      expect(checked).toEqual(Object.fromEntries(Object.keys(checked).map((key) => [key, []])));
    },
    120_000,
  );
});
