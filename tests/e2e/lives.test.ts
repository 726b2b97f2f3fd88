import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RpcTap, startRpcTap } from '../devnet/rpc-tap.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

/** The wallet calls of one payment, in order: the background may die while each is under way. */
const CALLS = ['transfer', 'relay_tx', 'get_tx_proof'] as const;

describe.each(BROWSERS)('a background that dies, in %s', (name) => {
  let world: World;
  let tap: RpcTap;

  beforeAll(async () => {
    world = await startWorld(name);
    tap = await startRpcTap(world.net.payer.url);
    await world.connect(PLENTY, { url: tap.url, login: world.net.payer.login });
  });
  afterAll(async () => {
    await world?.stop();
    await tap?.stop();
  });
  afterEach(() => world.unlockChange());

  it.each(CALLS)('during %s makes one transfer, and the payment ends in a pass', async (call) => {
    const gate = await world.net.gate({ ttl: 50, body: 'page' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const { arrived, release } = tap.hold(call);
    const fetched = tab.evaluate(async (path) => (await fetch(path)).status, '/ping');
    await arrived;
    await world.browser.killBackground();
    release();

    // Chromium's page asks again by itself and is let through. Firefox hands the response that was
    // held to the page; the payment goes on at the background's next start.
    const passHeld = async (): Promise<boolean> => {
      const { passes } = await world.overview();
      return passes.some((pass) => pass.origin === gate.origin);
    };
    if (world.name === 'firefox') {
      expect(await fetched).toBe(402);
      if (call === 'transfer') {
        // Nothing was journaled, so nothing is owed: the next request starts anew.
        expect(await world.transfersTo(gate.address)).toBe(0);
        tab
          .evaluate(async (path) => (await fetch(path)).status, '/ping')
          // Its tab may be closed before it is answered.
          .catch(() => undefined);
      }
    }
    await until(passHeld, 'the pass');
    await world.net.mine(1);
    if (world.name === 'chromium') expect(await fetched).toBe(200);
    await until(
      async () => (await tab.evaluate(async (path) => (await fetch(path)).status, '/ping')) === 200,
      'the page to be let through',
    );
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('while the toll waits for its block loses nothing', async () => {
    const gate = await world.net.gate({ ttl: 50, body: 'page' });
    const tab = await world.open(`${gate.origin}/article`);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.browser.killBackground();
    await world.net.mine(1);
    await tab.waitForText('PAID ARTICLE', 30_000);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });
});
