import { describe, expect, it } from 'vitest';
import { type FakeGate, fakeGate } from '../fakes/fake-gate.ts';
import { address, codeOf, ORIGIN, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Death, type World } from '../fakes/world.ts';

/** Short, so that a life has not too many calls to be killed at. */
const BLOCK_MS = 10_000;

function openWorld(): { world: World; gate: FakeGate } {
  const world = createWorld();
  world.clock.every(BLOCK_MS, () => world.wallet.mine());
  const gate = fakeGate(world.wallet, world.clock.now, {
    origin: ORIGIN,
    address: address('shop'),
    blocks: 1000,
    restMs: null,
  });
  return { world, gate };
}

/** How many calls a whole life makes, from the 402 to the paid page. */
async function callsOfOneLife(): Promise<number> {
  const { world, gate } = openWorld();
  const life = world.start();
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  return life.calls();
}

const CALLS = await callsOfOneLife();
const DEATHS = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((atCall): Death[] => [
  { atCall, effect: 'not_done' },
  { atCall, effect: 'done' },
]);

describe('the background, killed at any of its calls', () => {
  it('is killed at enough places to mean something', () => {
    expect(CALLS).toBeGreaterThan(20);
  });

  it.each(DEATHS)('(call $atCall, $effect) pays once and ends in a pass', async (death) => {
    const { world, gate } = openWorld();
    const first = world.start(death);
    void first.browse(gate);
    await world.clock.advance(3 * BLOCK_MS);
    expect(first.dead()).toBe(true);

    const second = world.start();
    await world.clock.until(second.resume());
    expect(world.journal.all().every(({ payment }) => payment === null)).toBe(true);
    expect((await world.clock.until(second.browse(gate))).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.passOf()).toMatchObject({ txid: world.wallet.relayed[0]?.txid, ended: null });
    expect(world.violations()).toEqual([]);
  });

  it.each(DEATHS)(
    '(call $atCall, $effect) pays once if the page asks before it has resumed',
    async (death) => {
      const { world, gate } = openWorld();
      void world.start(death).browse(gate);
      await world.clock.advance(1000);
      const second = world.start();
      const both = Promise.all([second.browse(gate), second.resume()]);
      const [answer] = await world.clock.until(both);
      expect(answer.status).toBe(200);
      expect(world.wallet.relayed).toHaveLength(1);
      expect(world.violations()).toEqual([]);
    },
  );

  it('again and again pays once', async () => {
    const { world, gate } = openWorld();
    for (let atCall = 1; atCall <= CALLS; atCall += 1) {
      const life = world.start({ atCall, effect: atCall % 2 === 0 ? 'done' : 'not_done' });
      void life.resume();
      void life.browse(gate);
      await world.clock.advance(10_000);
      life.kill();
    }
    const last = world.start();
    expect((await world.clock.until(last.browse(gate))).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.violations()).toEqual([]);
  });
});

describe('a relay that timed out', () => {
  it.each(['answer', 'request'] as const)(
    '(%s lost) is unfinished, then looked up, and paid once',
    async (lost) => {
      const { world, gate } = openWorld();
      const life = world.start();
      world.wallet.loseNextRelay = lost;
      const first = await life.browse(gate);
      expect(first.failure?.code).toBe('payment_unfinished');
      expect(world.wallet.calls.get('lookup')).toBeUndefined();

      expect((await world.clock.until(life.browse(gate))).status).toBe(200);
      expect(world.wallet.relayed).toHaveLength(1);
      expect(world.wallet.calls.get('relay')).toBe(lost === 'answer' ? 1 : 2);
      expect(world.violations()).toEqual([]);
    },
  );

  it('is not resolved by a second payment while the wallet is away', async () => {
    const { world, gate } = openWorld();
    const life = world.start();
    world.wallet.loseNextRelay = 'answer';
    await life.browse(gate);
    world.wallet.dead = true;
    expect((await life.browse(gate)).failure?.code).toBe('payment_unfinished');
    world.wallet.dead = false;
    expect((await world.clock.until(life.browse(gate))).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
  });
});

describe('resume', () => {
  it('does nothing where nothing is open', async () => {
    const { world } = openWorld();
    await world.start().resume();
    expect(world.wallet.calls.size).toBe(0);
  });

  it('finishes every open payment, also those of sites that nobody visits', async () => {
    const { world, gate } = openWorld();
    const other = fakeGate(world.wallet, world.clock.now, {
      origin: 'https://shop.example',
      address: address('other'),
      blocks: 5,
      restMs: null,
    });
    const first = world.start();
    world.wallet.loseNextRelay = 'answer';
    await first.browse(gate);
    world.wallet.loseNextRelay = 'answer';
    await first.browse(other);
    first.kill();

    const next = world.start();
    await world.clock.until(next.resume());
    world.wallet.mine();
    await world.clock.until(next.resume());
    expect(world.passOf(gate.origin)?.height).not.toBeNull();
    expect(world.passOf(other.origin)?.height).not.toBeNull();
    expect(world.attached.get(other.origin)).toHaveLength(1);
    expect(world.wallet.relayed).toHaveLength(2);
  });

  it('leaves payments open while the wallet is away, and takes them up later', async () => {
    const { world, gate } = openWorld();
    const first = world.start();
    world.wallet.loseNextRelay = 'request';
    await first.browse(gate);
    first.kill();
    world.wallet.dead = true;
    const second = world.start();
    await second.resume();
    expect(world.journal.all()[0]?.payment).not.toBeNull();
    world.wallet.dead = false;
    await world.clock.until(second.resume());
    expect(world.passOf()).not.toBeNull();
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('answers a request that comes meanwhile with the same payment', async () => {
    const { world, gate } = openWorld();
    const first = world.start();
    world.wallet.loseNextRelay = 'answer';
    await first.browse(gate);
    first.kill();
    const second = world.start();
    const resumed = second.resume();
    await settled();
    const answers = Array.from({ length: 20 }, () => second.browse(gate));
    await world.clock.until(resumed);
    const statuses = (await world.clock.until(Promise.all(answers))).map(({ status }) => status);
    expect(statuses).toEqual(Array(20).fill(200));
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('does nothing while the journal cannot be read', async () => {
    const { world } = openWorld();
    world.journal.failing = 'reads';
    await world.start().resume();
    expect(codeOf(await world.journal.open())).toBe('storage_failed');
    world.journal.failing = null;
    expect(unwrap(await world.journal.open())).toEqual([]);
  });
});
