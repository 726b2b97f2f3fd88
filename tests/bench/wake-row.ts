/** A stopped worker, no debugger attached to it: from a message to its first answer. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  launchUndebugged,
  type UndebuggedChromium,
  type UndebuggedPage,
} from '../e2e/browsers/undebugged.ts';
import { awaitInstalled, openQuietPage } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';

const ROUNDS = 40;

/** The browser compiles and caches a worker's code at its first starts. */
const WARM_UP_ROUNDS = 3;

/** 88 ms on a machine where an empty worker needs 60. */
const BAR = 88 / 60;

const EMPTY_WORKER = `chrome.runtime.onMessage.addListener((message, sender, answer) => {
  answer({ wallet: null });
});
`;

interface Sleeper {
  readonly chromium: UndebuggedChromium;
  readonly page: UndebuggedPage;
  readonly wakes: number[];
}

export const wakeRow: Group = {
  names: ['cold-wake'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    const sleepers: Sleeper[] = [];
    try {
      for (const directory of [extension, await makeEmptyExtension(scratch)]) {
        const chromium = await launchUndebugged(directory);
        sleepers.push({ chromium, page: await openQuietPage(chromium), wakes: [] });
        const page = sleepers.at(-1)?.page;
        if (directory === extension && page !== undefined) await awaitInstalled(page);
      }
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, sleepers.length)) {
          const sleeper = sleepers[turn];
          if (sleeper === undefined) continue;
          const ms = await wake(sleeper);
          if (round >= 0) sleeper.wakes.push(ms);
        }
      }
    } finally {
      await Promise.allSettled(sleepers.map(({ chromium }) => chromium.close()));
    }
    const [ours = [], empty = []] = sleepers.map(({ wakes }) => wakes);
    const row = pairedRow({ name: 'cold-wake', unit: 'ms', bar: BAR }, ours, empty);
    note(
      `cold-wake: ${(row.ours - row.reference).toFixed(1)} ms more than an empty worker needs; ` +
        `the goal is 88 ms where that is 60`,
    );
    return [row];
  },
};

/** An extension whose worker does nothing but answer. */
async function makeEmptyExtension(scratch: string): Promise<string> {
  const directory = join(scratch, 'empty-worker');
  await mkdir(directory);
  const manifest = {
    manifest_version: 3,
    name: 'Empty worker',
    version: '1.0',
    background: { service_worker: 'worker.js', type: 'module' },
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'worker.js'), EMPTY_WORKER);
  return directory;
}

async function wake({ chromium, page }: Sleeper): Promise<number> {
  if (await chromium.workerRuns()) await chromium.stopAllWorkers();
  const { ms, answer } = await page.evaluate(async () => {
    const begun = performance.now();
    const answer: unknown = await chrome.runtime.sendMessage({
      name: 'settings.read',
      input: {},
    });
    return { ms: performance.now() - begun, answer };
  }, null);
  if (answer === undefined || answer === null) throw new Error('the background did not answer');
  return ms;
}
