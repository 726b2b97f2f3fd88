// npm run faults: breaks things at every place, and counts what was paid.
import { type Devnet, startDevnet } from '../devnet/devnet.ts';
import type { BrowserName } from '../e2e/browsers/browser.ts';
import { type FaultArguments, type FaultName, readArguments, USAGE } from './arguments.ts';
import { crowdRuns } from './crowd.ts';
import { headerRuns } from './headers/runs.ts';
import { idleRuns } from './idle.ts';
import { killRuns, killTwiceRuns, listed, record, WAYS } from './kill.ts';
import { limitRuns } from './limit.ts';
import { shuffled } from './random.ts';
import { reorgRuns } from './reorg.ts';
import { bad, comeBy, good, type Outcome, type Run } from './run.ts';
import { type Stage, startStage } from './stage.ts';
import { streamRuns } from './streams.ts';
import { Unpassed } from './verdict.ts';
import { nameOfWay } from './visit.ts';
import { recordCalls, WALLET_WAYS, walletRuns } from './wallet.ts';

/** Longer than any run waits for itself. */
const RUN_LIMIT_MS = 300_000;
const HEADERS = 1_000_000;
/** Falls of each sort. */
const FALLS = 20;
/** What nothing is paid in. */
const WITHOUT_CHAIN: ReadonlySet<FaultName> = new Set<FaultName>(['headers', 'streams', 'idle']);

let wanted: FaultArguments;
try {
  wanted = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exit(2);
}

const count = { good: 0, bad: 0, again: 0 };
const failures: string[] = [];
/** Places that their way did not come by, however often it was gone. */
const missed: string[] = [];
let number = 0;

async function perform(
  fault: FaultName | 'record',
  where: string,
  run: Run,
  limitMs = RUN_LIMIT_MS,
): Promise<Outcome> {
  number += 1;
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(bad('HANG: the run does not end', {})), limitMs);
  });
  const outcome = await Promise.race([
    run
      .do()
      .catch((error: unknown) =>
        bad(`ERROR: ${String(error).split('\n', 1)}`, String((error as Error).stack)),
      ),
    limit,
  ]);
  clearTimeout(timer);
  const ms = Math.round(performance.now() - began);
  console.log(`${number} ${fault} ${where} ${run.name}: ${outcome.text} (${ms} ms)`);
  if (/, asked \d+ times/.test(outcome.text)) count.again += 1;
  if (outcome.good) count.good += 1;
  else {
    count.bad += 1;
    failures.push(`${number} ${fault} ${where} ${run.name}: ${outcome.text}`);
    console.log(outcome.evidence);
  }
  return outcome;
}

/**
 * Goes a way without a fault; once more if that does not end well, which counts as a bad run.
 */
async function unhindered<T>(name: string, stage: Stage, go: () => Promise<T>): Promise<T> {
  const first: { value?: T } = {};
  const run: Run = {
    name,
    async do() {
      try {
        first.value = await go();
        return good('let through');
      } catch (error) {
        if (!(error instanceof Unpassed)) throw error;
        return bad(`HANG: ${error.message}`, error.evidence);
      }
    },
  };
  if ((await perform('record', stage.world.name, run)).good) return first.value as T;
  await stage.renew();
  return go();
}

/** All runs of one fault in one browser. */
async function runsOf(fault: FaultName, stage: Stage): Promise<Run[]> {
  const { seed, stallMs } = wanted;
  const runs: Run[] = [];
  if (fault === 'limit') return limitRuns(stage, wanted.runs ?? 1);
  if (fault === 'crowd') return crowdRuns(stage, seed, wanted.runs ?? 1);
  if (fault === 'reorg') return reorgRuns(stage, seed);
  if (fault === 'wallet') {
    for (const way of WALLET_WAYS) {
      const calls = await unhindered(nameOfWay(way), stage, () => recordCalls(stage, way));
      runs.push(...walletRuns(stage, way, calls, seed, stallMs));
    }
  } else {
    for (const way of WAYS) {
      const calls = await unhindered(nameOfWay(way), stage, () => record(stage, way));
      console.log(listed(stage, way, calls));
      runs.push(...(fault === 'kill' ? killRuns : killTwiceRuns)(stage, way, calls, seed));
    }
  }
  return shuffled(runs, seed, ({ name }) => name);
}

async function inBrowser(name: BrowserName, net: Devnet): Promise<void> {
  const stage = await startStage(name, net);
  try {
    for (const fault of wanted.faults) {
      if (WITHOUT_CHAIN.has(fault)) continue;
      const all = (await runsOf(fault, stage)).filter((run) => run.name.includes(wanted.match));
      const runs = all.slice(0, wanted.runs ?? all.length);
      console.log(`${fault} ${name}: ${runs.length} of ${all.length} runs`);
      for (const run of runs) {
        const outcome = await comeBy(() => perform(fault, name, run));
        if (!outcome.good) await stage.renew();
        else if (!outcome.reached) missed.push(`${fault} ${name} ${run.name}`);
      }
    }
  } finally {
    await stage.stop();
  }
}

console.log(`seed ${wanted.seed}`);
const began = performance.now();
if (wanted.faults.includes('headers')) {
  for (const run of headerRuns(wanted.seed, wanted.runs ?? HEADERS)) {
    await perform('headers', 'node', run);
  }
}
if (wanted.faults.includes('streams')) {
  for (const name of wanted.browsers) {
    const falls = await streamRuns(name, wanted.seed, wanted.runs ?? FALLS);
    try {
      for (const run of falls.runs.filter((each) => each.name.includes(wanted.match))) {
        await perform('streams', name, run);
      }
    } finally {
      await falls.stop();
    }
  }
}
if (wanted.faults.includes('idle')) {
  const { minutes } = wanted;
  await Promise.all(
    wanted.browsers.flatMap((name) =>
      idleRuns(name, minutes, console.log).map((run) =>
        perform('idle', name, run, minutes * 60_000 + RUN_LIMIT_MS),
      ),
    ),
  );
}
if (wanted.faults.some((fault) => !WITHOUT_CHAIN.has(fault))) {
  const net = await startDevnet({ payerOutputs: 40 });
  try {
    for (const name of wanted.browsers) await inBrowser(name, net);
  } finally {
    await net.stop();
  }
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `seed ${wanted.seed}: ${number} runs in ${seconds} s, ${count.good} good ` +
    `(${count.again} of them took another request), ${count.bad} bad, ` +
    `${missed.length} places not come by`,
);
for (const place of missed) console.log(`not come by: ${place}`);
for (const failure of failures) console.log(failure);
process.exit(count.bad > 0 ? 1 : 0);
