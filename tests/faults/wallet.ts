// The wallet is dead, deaf or mad at any of its calls on the way from a 402 to its pass.
import { setTimeout as pause } from 'node:timers/promises';
import { WALLET_FAULTS, type WalletFault, type WalletPoint } from './faulty-tap.ts';
import { type Random, seededFor, shuffled } from './random.ts';
import type { Outcome, Run } from './run.ts';
import type { Stage } from './stage.ts';
import { evidenceOf, judge, Unpassed } from './verdict.ts';
import { nameOfWay, prepareVisit, type Way } from './visit.ts';

export const WALLET_WAYS: readonly Way[] = [
  { via: 'fetch', accept: 'pool', start: 'warm', asks: false },
  { via: 'page', accept: 'block', start: 'warm', asks: false },
];

const RECORDING_MS = 60_000;
const REACHING_MS = 20_000;
/** A byte at a time, the answer takes a minute. */
const TRICKLE_MS = 60_000;

export async function recordCalls(stage: Stage, way: Way): Promise<readonly WalletPoint[]> {
  await stage.fresh();
  const visit = await prepareVisit(stage, way);
  try {
    stage.tap.heal();
    await visit.begin();
    if (!(await visit.passed(RECORDING_MS, false))) {
      throw new Unpassed(nameOfWay(way), await evidenceOf(stage, visit));
    }
    return stage.tap.calls;
  } finally {
    await visit.end();
  }
}

export interface WalletRun extends Run {
  readonly fault: WalletFault;
}

/** Every fault at every call, in the seed's order. */
export function walletRuns(
  stage: Stage,
  way: Way,
  calls: readonly WalletPoint[],
  seed: number,
  stallMs: number,
): WalletRun[] {
  const items = calls.flatMap((point) => WALLET_FAULTS.map((fault) => ({ point, fault })));
  const title = ({ point, fault }: (typeof items)[number]): string =>
    `${nameOfWay(way)} ${fault} ${point.method} #${point.nth}`;
  return shuffled(items, seed, title).map((item) => ({
    name: title(item),
    fault: item.fault,
    do: () =>
      suffer(stage, way, item.point, item.fault, stallMs, seededFor(seed, `wallet ${title(item)}`)),
  }));
}

async function suffer(
  stage: Stage,
  way: Way,
  point: WalletPoint,
  fault: WalletFault,
  stallMs: number,
  random: Random,
): Promise<Outcome> {
  await stage.fresh();
  const visit = await prepareVisit(stage, way);
  try {
    const lasting = fault === 'refused' || random.chance(0.5);
    const sickMs = 500 + random.below(2000);
    const lastsMs = fault === 'trickle' ? TRICKLE_MS : stallMs;
    const came = stage.tap.breakAt(point, fault, lasting, lastsMs);
    await visit.begin();
    const reached = await Promise.race([
      came.then(() => true),
      visit.passed(REACHING_MS, false).then(() => false),
    ]);
    // Those that hold a call are sick for as long as they hold it.
    if (reached) await pause(isSlow(fault) ? lastsMs : sickMs);
    stage.tap.heal();
    const how = reached ? (lasting ? 'until healed' : 'once') : null;
    return await judge(stage, visit, how);
  } finally {
    await visit.end();
  }
}

export function isSlow(fault: WalletFault): boolean {
  return fault === 'stalled' || fault === 'late' || fault === 'trickle';
}
