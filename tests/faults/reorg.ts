// A transaction that is paid and then vanishes: its blocks are taken back, and it waits in the pool
// again, or nobody has it any more. The page must come back for the same transaction, relayed again
// if need be: one transfer in the chain at the end.
//
// What the payer's wallet says meanwhile (measured with 0.18.0.0, on a private chain):
// - Blocks that are taken back are nothing to it before another block lies in their place: until
//   then it calls the transaction mined. From that block on it has never heard of it, be it in the
//   pool or gone. One block is all that such a run has to wait for.
// - One that vanishes from the pool before its first block it calls `pending` for 260 s and more,
//   whether blocks come or not, and `rescan_spent` changes nothing (`rescan_blockchain` would). So
//   the extension's `lookup` asks the node, by way of a proof, and such a run is as quick.
import { setTimeout as pause } from 'node:timers/promises';
import { seededFor, shuffled } from './random.ts';
import { bad, good, type Outcome, type Run } from './run.ts';
import type { Stage } from './stage.ts';
import { evidenceOf } from './verdict.ts';
import { prepareVisit, type Visit } from './visit.ts';

interface Vanishing {
  /** How many blocks lie on the payment when it vanishes, its own included. */
  readonly blocks: 0 | 1 | 3;
  /** What is left of it. */
  readonly left: 'pool' | 'nothing';
  readonly accept: 'pool' | 'block';
  /** Whether the background is ended while it happens. */
  readonly killed: boolean;
}

const BLOCK_MS = 1000;
const LOOK_MS = 200;
const PAID_MS = 30_000;
const LIMIT_MS = 100_000;

/** Every way to vanish, in the seed's order. */
export function reorgRuns(stage: Stage, seed: number): Run[] {
  const all = ([0, 1, 3] as const).flatMap((blocks) =>
    (['pool', 'nothing'] as const).flatMap((left) =>
      (['pool', 'block'] as const).flatMap((accept) =>
        [false, true].map((killed): Vanishing => ({ blocks, left, accept, killed })),
      ),
    ),
  );
  // What no block holds yet can only vanish from the pool.
  const possible = all.filter(({ blocks, left }) => blocks > 0 || left === 'nothing');
  return shuffled(possible, seed, nameOf).map((vanishing) => ({
    name: nameOf(vanishing),
    do: () => vanish(stage, vanishing, seededFor(seed, nameOf(vanishing)).below(2 * BLOCK_MS)),
  }));
}

function nameOf({ blocks, left, accept, killed }: Vanishing): string {
  return `${accept}, ${blocks} blocks, ${left} left${killed ? ', killed' : ''}`;
}

/** @param waitMs how long after the payment's last block it vanishes */
async function vanish(stage: Stage, vanishing: Vanishing, waitMs: number): Promise<Outcome> {
  const { world, net } = stage;
  const { blocks, left, accept, killed } = vanishing;
  // The blocks that are taken back must hold nothing else, and the wallet have change to spend.
  await world.unlockChange();
  await stage.fresh();
  const before = (await net.payer.history()).length;
  const way = { via: 'fetch', accept, start: 'warm', asks: false } as const;
  const visit = await prepareVisit(stage, way, false);
  const mining = new AbortController();
  try {
    await visit.begin();
    const txid = await paid(stage, visit);
    if (txid === null) return bad('HANG: not paid', await evidenceOf(stage, visit));
    await net.mine(blocks);
    if ((accept === 'pool' || blocks > 0) && !(await visit.passed(PAID_MS, false))) {
      return bad('HANG: not let through before it vanished', await evidenceOf(stage, visit));
    }
    await pause(waitMs);
    if (killed) await stage.kill();
    await net.chain.popBlocks(blocks);
    if (left === 'nothing') await net.chain.emptyPool();
    const place = await net.chain.place(txid);
    if (place !== (left === 'pool' ? 'pool' : 'unknown')) {
      throw new Error(`it did not vanish: ${JSON.stringify(place)}`);
    }

    const vanished = Date.now();
    void mineOn(stage, mining.signal);
    await visit.begin();
    const passed = await visit.passed(LIMIT_MS, true);
    const seconds = Math.round((Date.now() - vanished) / 1000);
    mining.abort();
    await net.mine(1);
    const places = { after: await net.chain.place(txid), sent: await sentSince(stage, before) };
    const received = await receivedBy(stage, visit.gate.address);
    const [pass] = await world.passesOf(visit.gate.origin);
    const evidence = async (): Promise<unknown> => ({
      txid,
      ...places,
      received,
      ...((await evidenceOf(stage, visit)) as object),
    });
    if (places.sent.length > 1 || received.length > 1 || pass?.txid !== txid) {
      return bad(`DOUBLE: sent ${places.sent}, received ${received}`, await evidence());
    }
    if (!passed) return bad('LOSS: not let through any more', await evidence());
    if (typeof places.after !== 'object' || places.sent[0] !== txid || received[0] !== txid) {
      return bad('LOSS: let through, but not in the chain', await evidence());
    }
    const status = await visit.again();
    if (status !== 200) return bad(`LOSS: the next request got ${status}`, await evidence());
    const asked = visit.asked > 2 ? `, asked ${visit.asked} times` : '';
    const forgiven = visit.forgiven > 0 ? `, "try again" ${visit.forgiven} times` : '';
    return good(`back after ${seconds} s, the same transaction${asked}${forgiven}`);
  } finally {
    mining.abort();
    await visit.end();
  }
}

/** Waits until the payment is a pass, and its transaction in the node's pool. */
async function paid({ world, net }: Stage, visit: Visit): Promise<string | null> {
  const end = Date.now() + PAID_MS;
  while (Date.now() < end) {
    const [pass] = await world.passesOf(visit.gate.origin);
    if (pass !== undefined && (await net.chain.place(pass.txid)) === 'pool') return pass.txid;
    await pause(LOOK_MS);
  }
  return null;
}

async function mineOn({ net }: Stage, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await net.mine(1).catch(() => undefined);
    await pause(BLOCK_MS);
  }
}

/**
 * The ids of the payer's transfers but for the first so many: a wallet that saw a block taken back
 * has forgotten whom it paid, but not that it did.
 */
async function sentSince({ net }: Stage, before: number): Promise<string[]> {
  return (await net.payer.history()).slice(before).map(({ txid }) => txid);
}

/** The ids of the transactions that paid an address, each once. */
async function receivedBy({ net }: Stage, address: string): Promise<string[]> {
  await net.merchant.refresh();
  const incoming = await net.merchant.call<
    Record<'in' | 'pool', { address: string; txid: string }[] | undefined>
  >('get_transfers', { in: true, pool: true });
  const all = [...(incoming.in ?? []), ...(incoming.pool ?? [])];
  return [...new Set(all.filter((each) => each.address === address).map(({ txid }) => txid))];
}
