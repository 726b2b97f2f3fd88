/**
 * A stopped worker, no debugger attached to it: from a page's hint to the first answer. Asked from an
 * ordinary page, with no page of the extension open, as it is when a user meets a 402: the browser
 * then also has to make room for the extension, which is most of what an empty worker needs.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANSWER, ASK } from '../../src/page/channel.ts';
import { startPlainServer } from '../devnet/plain-server.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { awaitInstalled, launchInstalled, openQuietPage } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';

const ROUNDS = 40;

/** The browser compiles and caches a worker's code at its first starts. */
const WARM_UP_ROUNDS = 3;

/** 88 ms on a machine where an empty worker needs 60. */
const BAR = 88 / 60;

const EMPTY_WORKER = `chrome.runtime.onMessage.addListener((message, sender, answer) => {
  answer('leave');
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
    const site = await startPlainServer();
    try {
      for (const directory of [extension, await makeEmptyExtension(extension, scratch)]) {
        const chromium = await launchInstalled(directory);
        const page = await chromium.openPage(`${site.origin}/ping`);
        sleepers.push({ chromium, page, wakes: [] });
        if (directory !== extension) continue;
        const quiet = await openQuietPage(chromium);
        await awaitInstalled(quiet);
        await quiet.close();
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
      await Promise.allSettled([...sleepers.map(({ chromium }) => chromium.close()), site.stop()]);
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

/** An extension with our content script, whose worker does nothing but answer it. */
async function makeEmptyExtension(extension: string, scratch: string): Promise<string> {
  const directory = join(scratch, 'empty-worker');
  await mkdir(directory);
  const manifest = {
    manifest_version: 3,
    name: 'Empty worker',
    version: '1.0',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['http://*/*'], js: ['content.js'], run_at: 'document_start' }],
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'worker.js'), EMPTY_WORKER);
  await copyFile(join(extension, 'src/page/content.iife.js'), join(directory, 'content.js'));
  return directory;
}

async function wake({ chromium, page }: Sleeper): Promise<number> {
  if (await chromium.workerRuns()) await chromium.stopAllWorkers();
  // A hint that ends in the first answer: before a pass was shown a 503 is the site's affair.
  const { ms, again } = await page.evaluate(
    ([ask, answer]) =>
      new Promise<{ ms: number; again: unknown }>((resolve) => {
        const begun = performance.now();
        const listen = (event: Event): void => {
          const { again } = JSON.parse((event as CustomEvent<string>).detail);
          resolve({ ms: performance.now() - begun, again });
        };
        addEventListener(answer, listen, { once: true });
        const hint = { id: 'wake', url: location.href, status: 503, attempt: 0, free: 0, ageMs: 0 };
        dispatchEvent(new CustomEvent(ask, { detail: JSON.stringify(hint) }));
      }),
    [ASK, ANSWER] as const,
  );
  if (again !== false) throw new Error('the background did not answer');
  return ms;
}
