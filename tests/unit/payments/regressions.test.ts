import { expect, it } from 'vitest';
import { fakeGate } from '../fakes/fake-gate.ts';
import { address, ORIGIN } from '../fakes/samples.ts';
import { createWorld } from '../fakes/world.ts';

// What went wrong once.

const BLOCK_MS = 120_000;

function open(of: { blocks?: number; restMs?: number | null } = {}) {
  const world = createWorld();
  world.clock.every(BLOCK_MS, () => world.wallet.mine());
  const gate = fakeGate(world.wallet, world.clock.now, {
    origin: ORIGIN,
    address: address('shop'),
    blocks: 5,
    restMs: null,
    ...of,
  });
  return { world, gate };
}

it('a payment that was not relayed is not made impossible by the next one', async () => {
  const { world, gate } = open();
  const other = fakeGate(world.wallet, world.clock.now, {
    origin: 'https://shop.example',
    address: address('other'),
    blocks: 5,
    restMs: null,
  });
  const life = world.start();
  world.wallet.loseNextRelay = 'request';
  expect((await world.clock.until(life.browse(gate))).failure?.code).toBe('payment_unfinished');
  expect((await world.clock.until(life.browse(other))).status).toBe(200);
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
});

it('a pass that has run out while it rests is bought anew at once', async () => {
  const { world, gate } = open({ blocks: 5, restMs: 3_600_000 });
  const life = world.start();
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  world.wallet.mine(5);
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  expect(world.wallet.relayed).toHaveLength(2);
});

it('an expired pass of another wallet is bought anew', async () => {
  const { world, gate } = open();
  const life = world.start();
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  const { lookup } = world.wallet;
  world.wallet.name = 'wallet-2';
  const first = world.passOf()?.txid;
  world.wallet.lookup = async (txid) =>
    txid === first ? { ok: true, value: { kind: 'unknown' } } : lookup(txid);
  world.wallet.mine(5);
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
});

it('a pass that rests is not attached by resuming', async () => {
  const { world, gate } = open({ restMs: 30_000 });
  const first = world.start();
  world.wallet.loseNextRelay = 'answer';
  await first.browse(gate);
  first.kill();
  const second = world.start();
  await world.clock.until(second.resume());
  world.wallet.mine();
  await world.clock.until(second.resume());
  expect(world.passOf()?.height).not.toBeNull();
  expect(world.attached.get(ORIGIN) ?? []).toEqual([]);
});
