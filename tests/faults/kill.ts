// The background is killed at every await of the way from a 402 to its pass.
import { setTimeout as pause } from 'node:timers/promises';
import type { Call, Stop } from './brake.ts';
import { type Random, seededFor, shuffled } from './random.ts';
import type { Outcome, Run } from './run.ts';
import type { Stage } from './stage.ts';
import { evidenceOf, judge, Unpassed } from './verdict.ts';
import { nameOfWay, prepareVisit, type Visit, type Way } from './visit.ts';

/** Between them they meet every way of meeting a toll, of being accepted, and of waking. */
export const WAYS: readonly Way[] = [
  { via: 'fetch', accept: 'pool', start: 'warm', asks: false },
  { via: 'page', accept: 'block', start: 'cold', asks: false },
  { via: 'empty', accept: 'pool', start: 'cold', asks: false },
  { via: 'page', accept: 'pool', start: 'warm', asks: true },
];

const RECORDING_MS = 60_000;
/** What is written down once the page is let through comes a little later. */
const AFTERWARDS_MS = 500;
/** A stop that is not reached so long after the start is not on the way this time. */
const REACHING_MS = 20_000;
/** For the second stop: the background has been woken already. */
const SECOND_REACHING_MS = 4000;
/** More calls than any start makes. */
const SECOND_CALLS = 30;

/** Calls that prove that the probe sees the browser's APIs and the wallet's HTTP. */
const MUST_BE_SEEN = [
  /^storage\.local\.set\(toll/,
  /^declarativeNetRequest\.updateDynamicRules$/,
  /^wallet transfer$/,
  /^wallet relay_tx$/,
  /^wallet get_tx_proof$/,
];

interface KillPoint extends Stop {
  readonly name: string;
}

/** Everything is there, and the first call that counts is the next one. */
async function prepare(stage: Stage, way: Way, stop?: Stop): Promise<Visit> {
  await stage.fresh(way.asks ? 0n : undefined);
  const visit = await prepareVisit(stage, way);
  if (way.start === 'cold') await stage.kill(stop);
  else await stage.brake.order(stop ?? null);
  return visit;
}

/**
 * Goes the way once, unhindered.
 * @returns the calls from the 402 to the pass, in order
 */
export async function record(stage: Stage, way: Way): Promise<readonly Call[]> {
  const visit = await prepare(stage, way);
  try {
    await visit.begin();
    if (!(await visit.passed(RECORDING_MS, false))) {
      throw new Unpassed(nameOfWay(way), await evidenceOf(stage, visit));
    }
    await pause(AFTERWARDS_MS);
    const calls = await stage.brake.calls();
    for (const wanted of MUST_BE_SEEN) {
      if (!calls.some(({ name }) => wanted.test(name))) {
        throw new Error(`the probe did not see ${wanted}: ${calls.map(({ name }) => name)}`);
      }
    }
    return calls;
  } finally {
    await visit.end();
  }
}

/** The list of await points, for a reader. */
export function listed(stage: Stage, way: Way, calls: readonly Call[]): string {
  const lines = calls.map(({ name, nth }, index) => `  ${index + 1}. ${name} #${nth}`);
  return [`Awaits of ${stage.world.name} ${nameOfWay(way)}: ${calls.length}`, ...lines].join('\n');
}

/** Every await of one way, before and after, in the seed's order. */
export function killRuns(stage: Stage, way: Way, calls: readonly Call[], seed: number): Run[] {
  const points = calls.flatMap(({ name, nth }): KillPoint[] => [
    { name, nth, moment: 'before' },
    { name, nth, moment: 'after' },
  ]);
  const title = (point: KillPoint): string =>
    `${nameOfWay(way)} ${point.moment} ${point.name} #${point.nth}`;
  return shuffled(points, seed, title).map((point) => ({
    name: title(point),
    do: () => kill(stage, way, [point], seededFor(seed, title(point))),
  }));
}

/** Killed at one await, and once more at any call of the life that follows. */
export function killTwiceRuns(stage: Stage, way: Way, calls: readonly Call[], seed: number): Run[] {
  return killRuns(stage, way, calls, seed).map(({ name }) => {
    const random = seededFor(seed, `twice ${name}`);
    const [, moment, called, nth] = /^\S+ (\S+) (.*) #(\d+)$/.exec(name) ?? [];
    const first = { name: called ?? '', nth: Number(nth), moment: moment as Stop['moment'] };
    const second: Stop = {
      nth: 1 + random.below(SECOND_CALLS),
      moment: random.pick(['before', 'after']),
    };
    return {
      name: `${name}, then ${second.moment} call ${second.nth}`,
      do: () => kill(stage, way, [first, second], random),
    };
  });
}

async function kill(
  stage: Stage,
  way: Way,
  stops: readonly Stop[],
  random: Random,
): Promise<Outcome> {
  const { brake, world } = stage;
  const visit = await prepare(stage, way, stops[0]);
  let kills = 0;
  try {
    await visit.begin();
    for (const index of stops.keys()) {
      const limit = new AbortController();
      const ended = visit
        .passed(index === 0 ? REACHING_MS : SECOND_REACHING_MS, index > 0)
        .then(() => 'ended' as const);
      const came = await Promise.race([
        brake.reached().then(() => 'reached' as const),
        // What follows the page may be the very place: it is given a moment.
        ended.then(async () => {
          await pause(AFTERWARDS_MS, undefined, { signal: limit.signal }).catch(() => undefined);
          return 'ended' as const;
        }),
      ]);
      limit.abort();
      if (came === 'ended') break;
      kills += 1;
      await stage.kill(stops[kills]);
    }
    if (kills < stops.length) await brake.order(null);
    if (kills === 0) return await judge(stage, visit, null);
    const waker = random.pick(['page', 'popup'] as const);
    if (waker === 'popup') await world.overview();
    const times = kills === 1 ? 'killed' : `killed ${kills} times`;
    return await judge(stage, visit, `${times}, woken by ${waker}`);
  } finally {
    await visit.end();
  }
}
