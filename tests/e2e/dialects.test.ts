import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

// The dialects besides TPAT, each against a gate that verifies on the real chain.

/** A tenth of what the limits allow: the proxies name their prices in whole XMR. */
const PRICE = PLENTY / 10n;

describe.each(BROWSERS)('a toll in another dialect, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(PLENTY);
  });
  afterAll(() => world?.stop());
  afterEach(() => world.unlockChange());

  const fetchStatus = async (path: string): Promise<number> => (await fetch(path)).status;
  const address = async (): Promise<string> => world.net.subaddress();

  it('XMR402: opens a page from the pool, and the next one by another proof', async () => {
    const gate = await world.net.gate({ dialect: 'XMR402', body: 'page' });
    const tab = await world.open(`${gate.origin}/article`);
    await tab.waitForText('PAID ARTICLE', 30_000);
    await tab.goto(`${gate.origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await tab.evaluate(fetchStatus, '/api/data.json')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    // No request was shown a proof that was made for another.
    expect(gate.log.some((entry) => entry.credential && entry.status === 403)).toBe(false);
    await tab.close();
  });

  it('XMR402: proves each of ten requests at once for itself, and pays once', async () => {
    const gate = await world.net.gate({ dialect: 'XMR402' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const statuses = await tab.evaluate(
      async (paths) => {
        const answers = await Promise.all(paths.map((path) => fetch(path)));
        return answers.map(({ status }) => status);
      },
      ['/ping', '/api/data.json', '/article', '/script.js', '/style.css'],
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('XMR402: sends a body again with the proof that was made for it', async () => {
    const gate = await world.net.gate({ dialect: 'XMR402' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const echoed = await tab.evaluate(async (path) => {
      const answer = await fetch(path, { method: 'POST', body: 'bound to this' });
      return [answer.status, await answer.text()];
    }, '/api/echo');
    expect(echoed).toEqual([200, 'bound to this']);
    await tab.close();
  });

  it('Bearer: waits for three confirmations, counts them, and pays once', async () => {
    const gate = await world.net.gate({
      dialect: 'Bearer',
      minAmount: PRICE,
      minConfirmations: 3,
      address: await address(),
      free: ['/lab'],
    });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    for (const confirmed of [1, 2]) {
      await world.net.mine(1);
      await until(async () => {
        const { tolls } = await world.overview();
        return tolls.some(
          (toll) => toll.origin === gate.origin && toll.confirmations === confirmed,
        );
      }, `${confirmed} of 3 confirmations to be told`);
    }
    await world.net.mine(1);
    expect(await fetched).toBe(200);
    expect(await tab.evaluate(fetchStatus, '/api/data.json')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('Basic: opens a page whose 401 asks for Monero, without a login dialog', async () => {
    const gate = await world.net.gate({
      dialect: 'Basic',
      minAmount: PRICE,
      minConfirmations: 1,
      address: await address(),
      free: ['/lab'],
    });
    const tab = await world.open(`${gate.origin}/article`);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await tab.waitForText(/of 1 confirmations?/, 30_000);
    await world.net.mine(1);
    await tab.waitForText('PAID ARTICLE', 30_000);
    expect(await tab.url()).toBe(`${gate.origin}/article`);
    await tab.goto(`${gate.origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('Basic: lets fetch see only the paid answer', async () => {
    const gate = await world.net.gate({
      dialect: 'Basic',
      minAmount: PRICE,
      minConfirmations: 1,
      address: await address(),
      free: ['/lab'],
    });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchStatus, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect(await fetched).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('of several ways to pay takes the cheapest', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool' });
    const dearer = await address();
    gate.setChallenge([
      `Bearer realm="x",currency="XMR",address="${dearer}",min_amount="0.01",min_confirmations="1",max_confirmations="9"`,
      `TPAT address="${gate.address}", min_amt="1000000", ttl="5", hash="", signature=""`,
      `XMR402 address="${dearer}", amount="2000000", message="abc"`,
    ]);
    const tab = await world.openFree(`${gate.origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(1);
    expect(await world.transfersTo(dearer)).toBe(0);
    await tab.close();
  });
});
