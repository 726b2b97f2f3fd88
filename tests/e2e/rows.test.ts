import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Gate, GateOptions } from '../devnet/gate-server.ts';
import type { Tab } from './browsers/browser.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

// The rows of the decision table that a chain and a site can bring about, in the dialects besides TPAT
// (never-twice.test.ts has that one). All of them go a row at the same time, each with its own toll.

const DIALECTS = ['XMR402', 'Bearer', 'Basic'] as const;
const PRICE = PLENTY / 10n;

describe.each(BROWSERS)('a toll in any dialect, in %s', (name) => {
  let world: World;
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

  interface Asked {
    readonly dialect: (typeof DIALECTS)[number];
    readonly gate: Gate;
    readonly tab: Tab;
    /** One request of the page. */
    fetch(): Promise<number>;
    /** How many payments the merchant's wallet has got for it: the payer's may forget one that was lost. */
    received(): Promise<number>;
  }

  async function askOf(
    dialect: Asked['dialect'],
    options: Pick<GateOptions, 'verifier'> & { maxConfirmations?: number } = {},
  ): Promise<Asked> {
    const terms = { minAmount: PRICE, minConfirmations: 1, free: ['/lab'], ...options };
    const address = await world.net.subaddress();
    const gate: Gate =
      dialect === 'XMR402'
        ? await world.net.gate({ dialect, ...options })
        : await world.net.gate({ dialect, ...terms, address });
    const tab = await world.openFree(`${gate.origin}/lab`);
    await tab.waitForText('The lab');
    return {
      dialect,
      gate,
      tab,
      fetch: () => tab.evaluate(async (path) => (await fetch(path)).status, '/ping'),
      async received() {
        await world.net.merchant.refresh();
        const found = await world.net.merchant.call<
          Record<'in' | 'pool', { address: string; txid: string }[] | undefined>
        >('get_transfers', { in: true, pool: true });
        const all = [...(found.in ?? []), ...(found.pool ?? [])];
        return new Set(all.filter((one) => one.address === gate.address).map((one) => one.txid))
          .size;
      },
    };
  }

  const askAll = (options?: Parameters<typeof askOf>[1]): Promise<Asked[]> =>
    Promise.all(DIALECTS.map((dialect) => askOf(dialect, options)));

  /** Mines a block once every payment is out. */
  async function mineAll(asked: readonly Asked[]): Promise<void> {
    await until(async () => {
      const passes = await Promise.all(asked.map(({ gate }) => world.passesOf(gate.origin)));
      return passes.every((of) => of.length > 0);
    }, 'every toll to be paid');
    await world.net.mine(1);
  }

  async function expectOneEach(asked: readonly Asked[]): Promise<void> {
    const received = await Promise.all(asked.map((one) => one.received()));
    expect(received).toEqual(asked.map(() => 1));
    for (const { tab } of asked) await tab.close();
  }

  it('is waited for while the site answers 503 three times', async () => {
    const asked = await askAll();
    for (const { gate } of asked) gate.answer503(3);
    const answers = Promise.all(asked.map((one) => one.fetch()));
    await mineAll(asked);
    // A login is Chromium's own affair: what it is answered with, but another 401, is the page's.
    const isHandedOver = ({ dialect }: Asked): boolean =>
      name === 'chromium' && dialect === 'Basic';
    expect(await answers).toEqual(asked.map((one) => (isHandedOver(one) ? 503 : 200)));
    for (const one of asked.filter(isHandedOver)) {
      await until(async () => (await one.fetch()) === 200, 'the page to be let through');
    }
    await expectOneEach(asked);
  }, 120_000);

  it('is waited for while the node of the site is 20 s behind', async () => {
    const asked = await askAll({ verifier: await behind });
    const answers = Promise.all(asked.map((one) => one.fetch()));
    await mineAll(asked);
    expect(await answers).toEqual([200, 200, 200]);
    await expectOneEach(asked);
  }, 120_000);

  it('is not paid again at a site that never accepts, and is good once it does', async () => {
    const asked = await askAll();
    for (const { gate } of asked) gate.neverAccept(true);
    const answers = Promise.all(asked.map((one) => one.fetch()));
    await mineAll(asked);
    await until(
      async () =>
        asked.every(({ gate }) => gate.log.filter(({ credential }) => credential).length >= 3),
      'three refusals of each',
      60_000,
    );
    for (const { gate } of asked) gate.neverAccept(false);
    expect(await answers).toEqual([200, 200, 200]);
    await expectOneEach(asked);
  }, 180_000);

  it('whose payment the chain has lost is relayed again, and not paid again', async () => {
    const asked = await askAll();
    const first = Promise.all(asked.map((one) => one.fetch()));
    await mineAll(asked);
    expect(await first).toEqual([200, 200, 200]);

    // Another branch of the chain, which is longer: only that tells a wallet of a block taken back.
    await world.net.chain.popBlocks(1);
    await world.net.chain.emptyPool();
    await world.net.mine(2);
    const refusals = asked.map(({ gate }) => gate.log.length);
    const again = Promise.all(asked.map((one) => one.fetch()));
    await until(async () => {
      const { passes } = await world.overview();
      const places = passes
        .filter(({ origin }) => asked.some(({ gate }) => gate.origin === origin))
        .map(({ txid }) => world.net.chain.place(txid));
      return (await Promise.all(places)).every((place) => place !== 'unknown');
    }, 'every payment to be relayed again');
    await world.net.mine(1);
    expect(await again).toEqual([200, 200, 200]);
    // What had been let through was refused. XMR402 may not even be shown: its proof may have to wait.
    for (const [index, { dialect, gate }] of asked.entries()) {
      const since = gate.log.slice(refusals[index]);
      const refused = since.some(({ credential, status }) => credential && status > 400);
      if (dialect !== 'XMR402') expect(refused, dialect).toBe(true);
    }
    await expectOneEach(asked);
  }, 120_000);

  it.each(['Bearer', 'Basic'] as const)('%s: is bought anew once it is over', async (dialect) => {
    const one = await askOf(dialect, { maxConfirmations: 2 });
    const first = one.fetch();
    await mineAll([one]);
    expect(await first).toBe(200);
    await world.net.mine(2);
    const second = one.fetch();
    await world.waitForToll(one.gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect(await second).toBe(200);
    expect(await one.received()).toBe(2);
    await one.tab.close();
  });
});
