import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { windowsGone } from './question-windows.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

// The rows of the decision table that a chain and a site can bring about: a 402 after paying does
// not mean "pay".

describe.each(BROWSERS)('a toll that was paid, in %s', (name) => {
  let world: World;

  /** A node 20 s behind; it takes as long to start, so that is begun before it is needed. */
  let behind: ReturnType<World['net']['laggingNode']>;

  beforeAll(async () => {
    world = await startWorld(name);
    behind = world.net.laggingNode(20_000);
    // Where its test is left out, the end of the chain is its end too.
    behind.catch(() => undefined);
    await world.connect(PLENTY);
  });
  afterAll(() => world?.stop());
  afterEach(() => world.unlockChange());

  const fetchStatus = async (path: string): Promise<number> => (await fetch(path)).status;

  it('is waited for while the site answers 503 three times', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    gate.answer503(3);
    await world.net.mine(1);
    expect(await fetched).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('is waited for while the node of the site is 20 s behind', async () => {
    const gate = await world.net.gate({ verifier: await behind, ttl: 50 });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    await world.waitForToll(gate.origin, 'retrying');
    expect(await fetched).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  }, 180_000);

  it('is not paid again at a site that never accepts', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool', body: 'page' });
    gate.neverAccept(true);
    const tab = await world.openFree(`${gate.origin}/lab`);
    void tab.evaluate(fetchStatus, '/ping').catch(() => undefined);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    await world.waitForToll(gate.origin, 'retrying');
    // A user who loses patience: what was paid stays the one payment.
    for (let reload = 0; reload < 3; reload += 1) {
      await tab.goto(`${gate.origin}/lab`);
      void tab.evaluate(fetchStatus, '/ping').catch(() => undefined);
    }
    await until(async () => gate.log.filter(({ credential }) => credential).length >= 4, 'retries');
    expect(await world.transfersTo(gate.address)).toBe(1);
    // The site mends its ways: the same payment opens it.
    gate.neverAccept(false);
    await until(
      async () => (await tab.evaluate(fetchStatus, '/ping').catch(() => 0)) === 200,
      'the payment to be good',
      60_000,
    );
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  }, 180_000);

  it('is waited for again when a reorganisation takes its block back', async () => {
    const gate = await world.net.gate({ ttl: 50 });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(2);
    expect(await fetched).toBe(200);
    const [before] = await world.passesOf(gate.origin);
    const sent = (await world.net.payer.history()).length;

    // Its blocks are taken back: the transaction is in the pool again.
    await world.net.chain.popBlocks(2);
    expect(await world.net.chain.place(before?.txid ?? '')).toBe('pool');
    const asked = gate.log.length;
    const again = tab.evaluate(fetchStatus, '/ping');
    await until(
      async () =>
        gate.log.slice(asked).some(({ credential, status }) => credential && status > 400),
      'the pass to be refused',
    );
    await world.net.mine(1);
    expect(await again).toBe(200);
    expect((await world.passesOf(gate.origin))[0]?.txid).toBe(before?.txid);
    // A wallet that saw a block taken back has forgotten whom it paid, but not that it did.
    expect(await world.net.payer.history()).toHaveLength(sent);
    await tab.close();
  }, 120_000);

  it('by a wallet that is started again meanwhile opens the page', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.payer.restart(async () => {
      await world.net.mine(1);
    });
    expect(await fetched).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('of a wallet that was switched to another file waits for the first one', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping').catch(() => 0);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.connect(PLENTY, await world.net.poorWallet());
    await world.net.mine(1);
    await tab.goto(`${gate.origin}/lab`);
    void fetched;
    expect(await world.transfersTo(gate.address)).toBe(1);
    await world.connect(PLENTY);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('whose address has changed is asked about, whatever the limits allow', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 50 });
    const tab = await world.openFree(`${gate.origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    const other = await world.net.subaddress();
    gate.neverAccept(true);
    gate.setChallenge(`TPAT address="${other}", min_amt="1000000", ttl="5", hash="", signature=""`);
    const answer = tab.evaluate(fetchStatus, '/api/data.json').catch(String);
    const question = await world.asked();
    expect(question).toMatchObject({ origin: gate.origin, reason: 'payee_changed' });
    await world.reject(question);
    expect(await answer).toBe(402);
    expect(await world.transfersTo(other)).toBe(0);
    await windowsGone(world.browser, '/approval/');
    await tab.close();
  });

  it('dearer pages at its address are asked about, and the pass stays good', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 50 });
    const tab = await world.openFree(`${gate.origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    await world.net.mine(1);
    gate.neverAccept(true);
    gate.setChallenge(
      `TPAT address="${gate.address}", min_amt="5000000", ttl="5", hash="", signature=""`,
    );
    const dear = tab.evaluate(fetchStatus, '/api/data.json').catch(String);
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await approval.waitForSelector('[data-testid=reject]');
    await approval.click('[data-testid=reject]');
    expect(await dear).toBe(402);
    gate.neverAccept(false);
    gate.setChallenge(undefined);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });
});
