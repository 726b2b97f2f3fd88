import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TollGate } from '../devnet/toll-gate.ts';
import type { Tab } from './browsers/browser.ts';
import { pressTooEarly } from './early-press.ts';
import { windowsGone } from './question-windows.ts';
import { startWorld } from './start-world.ts';
import { answersTo, BROWSERS, until, type World } from './world.ts';

const PAY = '[data-testid=pay]';
const REJECT = '[data-testid=reject]';

describe.each(BROWSERS)('a toll over the threshold, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(0n);
  });
  afterAll(() => world?.stop());
  afterEach(async () => {
    // A window that is still closing would be taken for the next test's.
    await gone();
    await world.unlockChange();
  });

  const question = (): Promise<Tab> => world.browser.waitForPage('/approval/', 30_000);
  const gone = (): Promise<void> => windowsGone(world.browser, '/approval/');
  const fetchStatus = async (path: string): Promise<number> => (await fetch(path)).status;

  async function lab(options: Parameters<World['net']['gate']>[0] = {}): Promise<[TollGate, Tab]> {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 5, ...options });
    return [gate, await world.openFree(`${gate.origin}/lab`)];
  }

  it('says what is asked, and pays when the user agrees', async () => {
    const [gate, tab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    const approval = await question();
    await approval.waitForSelector(PAY);
    // Amount and unit are kept on one line by a space that does not break.
    const text = (await approval.text()).replace(/\s/g, ' ');
    expect(text).toContain(new URL(gate.origin).host);
    expect(text).toContain('0.000001 XMR');
    expect(text).toMatch(/5 blocks, about 10 minutes/);
    expect(text).toMatch(/0\.00[12][0-9]* XMR/);
    expect(await world.transfersTo(gate.address)).toBe(0);
    await approval.click(PAY);
    expect(await answer).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await gone();
    await tab.close();
  });

  it('pays nothing when the user rejects, hands over the 402, and does not ask again', async () => {
    const [gate, tab] = await lab({ body: 'page' });
    const answer = tab.evaluate(fetchStatus, '/ping');
    const approval = await question();
    await approval.click(REJECT);
    expect(await answer).toBe(402);
    await gone();
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(402);
    const page = await world.open(`${gate.origin}/article`);
    await page.waitForText('Payment required', 30_000);
    expect((await world.overview()).questions).toBe(0);
    expect(await world.transfersTo(gate.address)).toBe(0);

    // Until the user says in the popup that it may ask again.
    const popup = await world.browser.extensionPage(
      `src/ui/popup/index.html?url=${encodeURIComponent(gate.origin)}`,
    );
    await popup.click('[data-testid=forgive]');
    const asked = tab.evaluate(fetchStatus, '/ping');
    await (await question()).click(PAY);
    expect(await asked).toBe(200);
    await Promise.all([popup.close(), page.close(), tab.close()]);
  });

  it('shows the site its own 402 page after a rejected navigation', async () => {
    const gate = await world.net.gate({ body: 'page' });
    const tab = await world.open(`${gate.origin}/article`);
    await (await question()).click(REJECT);
    await tab.waitForText('Payment required', 30_000);
    expect(await tab.url()).toBe(`${gate.origin}/article`);
    await gone();
    await tab.close();
  });

  it('takes a closed window for a no', async () => {
    const [gate, tab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    await (await question()).close();
    expect(await answer).toBe(402);
    expect(await world.transfersTo(gate.address)).toBe(0);
    await tab.close();
  });

  it('leaves no window behind that was answered in the popup before it could be read', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [, tab] = await lab();
      const answer = tab.evaluate(fetchStatus, '/ping');
      await world.reject(await world.asked());
      expect(await answer).toBe(402);
      await gone();
      await tab.close();
    }
  });

  it('takes no tab along that was opened in its window', async () => {
    const [gate, tab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    await (await question()).waitForSelector(REJECT);
    const own = await world.browser.extensionPage('manifest.json');
    // Chromium opens it elsewhere.
    await own.evaluate(async (url) => {
      const [asking] = await chrome.windows.getAll({ windowTypes: ['popup'] });
      await chrome.tabs.create({ windowId: asking?.id ?? 0, url });
    }, `${gate.origin}/lab#beside`);
    const beside = await world.browser.waitForPage('#beside');
    await world.reject(await world.asked());
    expect(await answer).toBe(402);
    await gone();
    await beside.waitForText('The lab');
    await Promise.all([beside.close(), own.close(), tab.close()]);
  });

  it('asks one question at a time', async () => {
    const [first, firstTab] = await lab();
    const [second, secondTab] = await lab();
    const answers = [firstTab.evaluate(fetchStatus, '/ping')];
    const approval = await question();
    answers.push(secondTab.evaluate(fetchStatus, '/ping'));
    await until(async () => (await world.overview()).questions === 2, 'two questions');
    await approval.waitForText(new URL(first.origin).host);
    await approval.click(PAY);
    await approval.waitForText(new URL(second.origin).host);
    await approval.waitForSelector(`${REJECT}:not([disabled])`);
    await approval.click(REJECT);
    expect(await Promise.all(answers)).toEqual([200, 402]);
    await gone();
    expect(await world.transfersTo(first.address)).toBe(1);
    expect(await world.transfersTo(second.address)).toBe(0);
    await Promise.all([firstTab.close(), secondTab.close()]);
  });

  it('holds up nothing else, however many ask at once', async () => {
    await world.send('limits.set', { threshold: '10000000000' });
    const dear = { minAmount: 50_000_000_000n, ttl: 2000 };
    const crowd = await Promise.all(Array.from({ length: 12 }, () => lab(dear)));
    const [gate, tab] = await lab();
    const answers = [...crowd, [gate, tab] as const].map(([, each]) =>
      each.evaluate(fetchStatus, '/ping'),
    );
    const wanted = answers.pop();
    expect(await wanted).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await until(async () => (await world.overview()).questions === crowd.length, 'all to ask');
    let left = crowd.length;
    while (left > 0) if (await world.reject(await world.asked())) left -= 1;
    expect(await Promise.all(answers)).toEqual(crowd.map(() => 402));
    await gone();
    await world.send('limits.set', { threshold: '0' });
    for (const [, each] of [...crowd, [gate, tab] as const]) await each.close();
  });

  it('"always pay this site" pays without asking from then on', async () => {
    const [gate, tab] = await lab({ ttl: 1 });
    const answer = tab.evaluate(fetchStatus, '/ping');
    const approval = await question();
    await approval.waitForSelector(PAY);
    await approval.click('[data-testid=always]');
    await approval.fill('[data-testid=always-limit]', '0.01');
    await approval.click(PAY);
    expect(await answer).toBe(200);
    await gone();
    await world.unlockChange();
    // Its one block is over: another pass is needed, and bought without a question.
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(2);
    await tab.close();
  });

  it('ignores a synthetic click on Pay, and one within 500 ms of its appearance', async () => {
    const [gate, tab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    const approval = await question();
    await pressTooEarly(approval, PAY, async () => {
      expect(await world.transfersTo(gate.address)).toBe(0);
      expect((await world.overview()).questions).toBe(1);
    });
    // A moment later it counts.
    await approval.click(PAY);
    expect(await answer).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await gone();
    await tab.close();
  });

  it('asks for a frame of another site, whatever the threshold', async () => {
    await world.send('limits.set', { threshold: '10000000000' });
    const gate = await world.net.gate({ acceptFrom: 'pool', body: 'page' });
    const host = await world.net.plain();
    const tab = await world.openFree(`${host.origin}/ping`);
    await tab.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      // Of a text alone a browser may not have made the body yet.
      (document.body ?? document.documentElement).append(frame);
      return null;
    }, `${gate.origin}/article`);
    const approval = await question();
    await approval.waitForText(/another site/i);
    await approval.click(REJECT);
    await until(async () => answersTo(gate, '/article').includes(402), 'the 402');
    expect(await world.transfersTo(gate.address)).toBe(0);
    await world.send('limits.set', { threshold: '0' });
    await tab.close();
  });
});
