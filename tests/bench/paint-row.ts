/**
 * The window that asks: from a page's question to the first contentful paint of the window, with the
 * worker awake. Beside it a page of an extension that holds nothing but a sentence, opened the same
 * way: a page asks, its content script tells the worker, the worker opens a window. What is on top of
 * that is ours: who asks is looked up, the question is put into the line, the window loads its code
 * and asks for the question. That it reads is said late (`parts/no-question.tsx`), so the first thing
 * painted is the question.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPlainServer } from '../devnet/plain-server.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { poll } from '../e2e/browsers/view.ts';
import { awaitInstalled, launchInstalled, openQuietPage } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';

const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;

/** 100 ms more, which people do not notice, where the browser alone needs 134 (measured). */
const BAR = 234 / 134;

interface Asker {
  readonly chromium: UndebuggedChromium;
  /** Part of the address of the window that it opens. */
  readonly window: string;
  readonly paints: number[];
}

export const paintRow: Group = {
  names: ['approval-paint'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    const askers: Asker[] = [];
    const site = await startPlainServer();
    try {
      for (const [directory, window] of [
        [extension, '/src/ui/signing/'],
        [await makeBareExtension(scratch), '/bare.html'],
      ] as const) {
        const chromium = await launchInstalled(directory);
        askers.push({ chromium, window, paints: [] });
        const quiet = await openQuietPage(chromium);
        if (directory === extension) await awaitInstalled(quiet);
        await quiet.close();
      }
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        // A site that was told no is quiet for a while: each round asks for another.
        const { port } = new URL(site.origin);
        const url = `http://round-${round + WARM_UP_ROUNDS}.localhost:${port}/ping`;
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, askers.length)) {
          const asker = askers[turn];
          if (asker === undefined) continue;
          const ms = await paint(asker, url);
          if (round >= 0) asker.paints.push(ms);
        }
      }
    } finally {
      await Promise.allSettled([...askers.map(({ chromium }) => chromium.close()), site.stop()]);
    }
    const [ours = [], bare = []] = askers.map(({ paints }) => paints);
    const row = pairedRow({ name: 'approval-paint', unit: 'ms', bar: BAR }, ours, bare);
    note(
      `approval-paint: ${(row.ours - row.reference).toFixed(0)} ms more than a window with a sentence`,
    );
    return [row];
  },
};

const BARE_WORKER = `chrome.runtime.onMessage.addListener((message, sender, answer) => {
  chrome.windows.create({
    url: chrome.runtime.getURL('bare.html'), type: 'popup', width: 440, height: 720,
  });
});
`;
const BARE_CONTENT = `addEventListener('ask', () => chrome.runtime.sendMessage('ask'));
`;

/** An extension that opens a window when a page asks, and shows a sentence in it. */
async function makeBareExtension(scratch: string): Promise<string> {
  const directory = join(scratch, 'bare-window');
  await mkdir(directory);
  const manifest = {
    manifest_version: 3,
    name: 'Bare window',
    version: '1.0',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['http://*/*'], js: ['content.js'], run_at: 'document_start' }],
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'worker.js'), BARE_WORKER);
  await writeFile(join(directory, 'content.js'), BARE_CONTENT);
  await writeFile(
    join(directory, 'bare.html'),
    '<!doctype html><title>Bare</title><p>Connect to this site?',
  );
  return directory;
}

/** Milliseconds from the question to the paint, by the clock that all pages of a browser share. */
async function paint({ chromium, window }: Asker, url: string): Promise<number> {
  const page = await chromium.openPage(url);
  const askedAt = await page.evaluate(() => {
    const at = performance.timeOrigin + performance.now();
    // Whichever of the two is there.
    dispatchEvent(new Event('ask'));
    const { tollpass } = globalThis as unknown as {
      tollpass?: { connect(of: object): Promise<unknown> };
    };
    tollpass?.connect({ chainId: 'bench-1' }).catch(() => undefined);
    return at;
  }, null);
  const asking = await poll(
    async () => (await chromium.targets()).find((target) => target.url.includes(window)),
    15_000,
    () => `no window with ${window}`,
  );
  const shown = await chromium.attach(asking.id);
  const paintedAt = await poll(
    async () => (await firstPaint(shown)) ?? undefined,
    15_000,
    () => `${window} paints nothing`,
  );
  await shown.close();
  await page.close();
  await poll(
    async () =>
      (await chromium.targets()).some((target) => target.url.includes(window)) ? undefined : true,
    15_000,
    () => `${window} stays open`,
  );
  return paintedAt - askedAt;
}

function firstPaint(page: UndebuggedPage): Promise<number | null> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByName('first-contentful-paint');
    return entry === undefined ? null : performance.timeOrigin + entry.startTime;
  }, null);
}
