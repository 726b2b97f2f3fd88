// A short sample of `npm run faults`, always the same: what it takes a minute to see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Devnet, startDevnet } from '../devnet/devnet.ts';
import { BROWSERS } from '../e2e/world.ts';
import { crowdRuns } from './crowd.ts';
import { killRuns, record, WAYS } from './kill.ts';
import { reorgRuns } from './reorg.ts';
import { comeBy, type Run } from './run.ts';
import { type Stage, startStage } from './stage.ts';
import { streamRuns } from './streams.ts';
import { isSlow, recordCalls, WALLET_WAYS, walletRuns } from './wallet.ts';

const SEED = 402;

async function expectGood(runs: readonly Run[]): Promise<void> {
  for (const run of runs) {
    const outcome = await comeBy(() => run.do());
    if (!outcome.good) throw new Error(`${run.name}: ${outcome.text}\n${outcome.evidence}`);
    expect(outcome.reached, run.name).toBe(true);
  }
}

describe.each(BROWSERS)('a toll that is met with misfortune, in %s', (name) => {
  let net: Devnet;
  let stage: Stage;

  beforeAll(async () => {
    net = await startDevnet({ payerOutputs: 22 });
    stage = await startStage(name, net);
  });
  afterAll(async () => {
    await stage?.stop();
    await net?.stop();
  });

  it('is paid once if the background dies at one of its awaits', async () => {
    const [way] = WAYS;
    if (way === undefined) throw new Error('no way');
    const runs = killRuns(stage, way, await record(stage, way), SEED);
    expect(runs.length).toBeGreaterThan(40);
    await expectGood(runs.slice(0, 2));
  });

  it('is paid once if the wallet fails at one of its calls', async () => {
    const [way] = WALLET_WAYS;
    if (way === undefined) throw new Error('no way');
    const runs = walletRuns(stage, way, await recordCalls(stage, way), SEED, 0);
    const quick = runs.filter(({ fault }) => !isSlow(fault));
    expect(quick.length).toBeGreaterThanOrEqual(15);
    await expectGood(quick.slice(0, 1));
  });

  it('is paid once if its transaction vanishes', async () => {
    const runs = reorgRuns(stage, SEED);
    expect(runs).toHaveLength(20);
    // That the background dies is what the first sample is about.
    await expectGood(runs.filter(({ name }) => !name.endsWith('killed')).slice(0, 1));
  });

  it('is paid once for a crowd of requests', async () => {
    await expectGood(crowdRuns(stage, SEED, 1, { requests: 60, tabs: 3 }));
  });
});

describe.each(BROWSERS)('a stream that falls, in %s', (name) => {
  let falls: Awaited<ReturnType<typeof streamRuns>>;

  beforeAll(async () => {
    falls = await streamRuns(name, SEED, 1);
  });
  afterAll(() => falls?.stop());

  it('brings all once and in order but what it says it missed, to its user and to a page', async () => {
    expect(falls.runs.map((run) => run.name)).toEqual(['server #0', 'background #0', 'both #0']);
    await expectGood(falls.runs);
  });
});
