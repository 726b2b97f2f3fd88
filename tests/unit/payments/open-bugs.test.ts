import { expect, it } from 'vitest';
import { fakeGate } from '../fakes/fake-gate.ts';
import { address, arrival, ORIGIN, offer, pico } from '../fakes/samples.ts';
import { createWorld } from '../fakes/world.ts';

// What ought to hold and does not yet. `it.fails` turns red as soon as it does: then the test moves
// to the file of its subject.

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

// BUG: what is left is counted by the terms of the purchase, not as the site counts it now:
// floor(paid / min_amt) × ttl. A dearer page of the same address is taken for a site that refuses a
// good pass: after two minutes the pass is given up, for the cheaper page as well.
it.fails('a pass that is too small for a dearer page of the same address is not given up', async () => {
  const { world, gate } = open();
  const life = world.start();
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  const dearer = offer({ amount: pico(5_000_000), refusedTxid: world.passOf()?.txid ?? null });
  for (let tries = 0; tries < 9; tries += 1) {
    const request = arrival({ url: `${ORIGIN}/dear`, offer: dearer, repeated: tries > 0 });
    const settlement = await world.clock.until(life.settle(request));
    if (!settlement.ok || world.wallet.relayed.length > 1) break;
  }
  expect(world.passOf()?.ended).not.toBe('refused');
});

// BUG: a transaction that the wallet does not know (any more) counts as one in the pool, and a block
// is awaited without end. PROTOCOLS.md: the chain lost it, so relay the same one again; but the
// signed transaction is dropped from the journal as soon as it is proven.
it.fails('a pass whose transaction the chain lost is relayed again', async () => {
  const { world, gate } = open();
  const life = world.start();
  expect((await world.clock.until(life.browse(gate))).status).toBe(200);
  const txid = world.passOf()?.txid ?? '';
  world.wallet.forget(txid);
  const echo = arrival({ offer: offer({ refusedTxid: txid }), repeated: true });
  expect((await world.clock.until(life.settle(echo))).ok).toBe(true);
  expect(world.wallet.confirmations(txid)).not.toBeNull();
});
