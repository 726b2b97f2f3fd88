import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Xmr402Gate } from '../devnet/xmr402-gate.ts';
import type { Tab, View } from './browsers/browser.ts';
import { windowsGone } from './question-windows.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

// XMR402 v2.1: a page that pays over its socket is handed a proof, after a question in any case.

const PAY = '[data-testid=pay]';
const REJECT = '[data-testid=reject]';

/** Counts the proofs that a document is handed. */
const countProofs = (): null => {
  const counting = window as { proofs?: number };
  counting.proofs = 0;
  addEventListener('xmr402:proof', () => {
    counting.proofs = (counting.proofs ?? 0) + 1;
  });
  return null;
};
const proofs = (view: View): Promise<number | undefined> =>
  view.evaluate(() => (window as { proofs?: number }).proofs, null);

async function addFrame(tab: Tab, frame: { src: string; sandbox?: string }): Promise<void> {
  await tab.evaluate(({ src, sandbox }) => {
    const element = document.createElement('iframe');
    if (sandbox !== undefined) element.setAttribute('sandbox', sandbox);
    element.src = src;
    // The body may not be made yet.
    (document.body ?? document.documentElement).append(element);
    return null;
  }, frame);
}

describe.each(BROWSERS)('a page that pays over its socket, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
    // Far above the price: a page is asked about all the same.
    await world.connect(PLENTY);
  });
  afterAll(() => world?.stop());
  afterEach(async () => {
    await gone();
    await world.unlockChange();
  });

  const gate = (): Promise<Xmr402Gate> => world.net.gate({ dialect: 'XMR402' });
  const question = (): Promise<Tab> => world.browser.waitForPage('/approval/', 30_000);
  const gone = (): Promise<void> => windowsGone(world.browser, '/approval/');
  const challenges = (of: Xmr402Gate): number =>
    of.frames.filter(({ frame }) => frame.type === 'PAYMENT_CHALLENGE').length;
  const failed = (of: Xmr402Gate, code: string): Promise<void> =>
    until(async () => {
      const { tolls } = await world.overview();
      return tolls.some((toll) => toll.origin === of.origin && toll.failure?.code === code);
    }, `a toll of ${of.origin} to be ${code}`);

  it('is handed a proof when the user agrees, it alone, and pays once', async () => {
    const relay = await gate();
    const elsewhere = await world.openFree(`${relay.origin}/lab`);
    await elsewhere.evaluate(countProofs, null);
    const tab = await world.openFree(`${relay.origin}/socket`);
    await addFrame(tab, { src: `${relay.origin}/lab` });
    const inside = tab.frame('/lab');
    await inside.waitForSelector('#out');
    await inside.evaluate(countProofs, null);
    await tab.evaluate(countProofs, null);

    const approval = await question();
    await approval.waitForText('Tollpass did not see that on the network');
    expect(await approval.text()).toContain(new URL(relay.origin).host);
    expect(await world.transfersTo(relay.address)).toBe(0);
    await approval.click(PAY);
    await tab.waitForText('Socket: paid', 30_000);
    await tab.waitForText('PAID TASK');
    expect(await world.transfersTo(relay.address)).toBe(1);
    expect([await proofs(tab), await proofs(inside), await proofs(elsewhere)]).toEqual([1, 0, 0]);
    await gone();

    // The next socket is shown the same payment, proven over its own message.
    await tab.reload();
    await tab.waitForText('Socket: paid', 30_000);
    expect((await world.overview()).questions).toBe(0);
    expect(await world.transfersTo(relay.address)).toBe(1);
    expect(await proofs(elsewhere)).toBe(0);
    // So is what the browser sees on the network.
    const fetchStatus = async (path: string): Promise<number> => (await fetch(path)).status;
    expect(await elsewhere.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(relay.address)).toBe(1);
    await Promise.all([tab.close(), elsewhere.close()]);
  });

  it('gets nothing when the user rejects, and is not asked about again', async () => {
    const relay = await gate();
    const tab = await world.openFree(`${relay.origin}/socket`);
    await (await question()).click(REJECT);
    await failed(relay, 'rejected_by_user');
    await gone();
    await tab.reload();
    await failed(relay, 'rejected_recently');
    await tab.waitForText('Socket: challenged');
    expect(challenges(relay)).toBe(2);
    expect(relay.frames.some(({ from }) => from === 'page')).toBe(false);
    expect((await world.overview()).questions).toBe(0);
    expect(await world.transfersTo(relay.address)).toBe(0);

    // Nor is any other address of its origin, however the page says it.
    await tab.evaluate(
      (challenge) => {
        dispatchEvent(new CustomEvent('tollpass:challenge', { detail: challenge }));
        return null;
      },
      JSON.stringify({
        id: 'x',
        address: await world.net.subaddress(),
        amount: '1000000',
        message: 'made-up',
      }),
    );
    await until(async () => {
      const { tolls } = await world.overview();
      return tolls.some(
        ({ origin, toll, failure }) =>
          origin === relay.origin &&
          toll?.address !== relay.address &&
          failure?.code === 'rejected_recently',
      );
    }, 'the other address to be refused');
    expect((await world.overview()).questions).toBe(0);
    await tab.close();
  });

  it('in a sandboxed frame gets nothing, in a frame of another site a warning', async () => {
    const relay = await gate();
    const host = await gate();
    const tab = await world.openFree(`${host.origin}/lab`);
    await tab.waitForSelector('#out');
    await addFrame(tab, { src: `${relay.origin}/socket#boxed`, sandbox: 'allow-scripts' });
    await tab.frame('boxed').waitForText('Socket: challenged');
    await addFrame(tab, { src: `${relay.origin}/socket#framed` });
    const approval = await question();
    await approval.waitForText(/another site/i);
    expect((await world.overview()).questions).toBe(1);
    await approval.click(PAY);
    await tab.frame('framed').waitForText('Socket: paid', 30_000);
    // A pass that is held is not proven to it either.
    await addFrame(tab, { src: `${relay.origin}/socket#again`, sandbox: 'allow-scripts' });
    await tab.frame('again').waitForText('Socket: challenged');
    await addFrame(tab, { src: `${relay.origin}/socket#third` });
    await tab.frame('third').waitForText('Socket: paid', 30_000);
    expect(await tab.frameText('boxed')).toContain('Socket: challenged');
    expect(await tab.frameText('again')).toContain('Socket: challenged');
    expect(await world.transfersTo(relay.address)).toBe(1);
    await tab.close();
  });
});
