/**
 * The popup: from the moment that it is asked for until it shows the site in the tab, with the
 * background awake, beside a page of the extension that holds nothing but a sentence. Both are watched
 * by the same script, which notes when the frame that shows the awaited element has been made. With
 * 10 000 passes and 10 000 payments in storage, and with nothing in it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { poll } from '../e2e/browsers/view.ts';
import { awaitInstalled, launchInstalled, openQuietPage, tell } from './extension-page.ts';
import { type Group, pairedRow, type Row } from './row.ts';
import { turnsOf } from './statistics.ts';
import { storePasses } from './stored-passes.ts';

const ROUNDS = 25;
const WARM_UP_ROUNDS = 4;
const PASSES = 10_000;
const ORIGIN = 'https://shop.example';

/** People take what comes within twice the time of nothing for the same. */
const BARE_BAR = 2;
const EMPTY_BAR = 1.3;
const SIZE_BAR = 60 * 1024;

const POPUP = 'src/ui/popup/index.html';
const BARE = 'bare.html';
const SHOWN = '[data-testid=site-state], #bare';

export const popupRow: Group = {
  names: ['popup-open', 'popup-open-full', 'popup-size'],
  async measure({ extension, rounds = ROUNDS, note }, wanted) {
    const size = await sizeOf(extension, POPUP);
    const sized: Row = {
      name: 'popup-size',
      unit: 'bytes',
      ours: size,
      reference: SIZE_BAR,
      ratio: size / SIZE_BAR,
      bar: 1,
    };
    if (wanted.size === 1 && wanted.has(sized.name)) return [sized];
    await writeFile(
      join(extension, BARE),
      '<!doctype html><title>Bare</title><p id="bare">This site has not asked for a payment.',
    );
    const browsers: UndebuggedChromium[] = [];
    try {
      const full = await open(extension, PASSES, browsers);
      const empty = await open(extension, 0, browsers);
      const query = `?${new URLSearchParams({ url: `${ORIGIN}/article` })}`;
      const sides = [
        { chromium: full, path: POPUP + query, times: [] as number[] },
        { chromium: empty, path: POPUP + query, times: [] as number[] },
        { chromium: full, path: BARE, times: [] as number[] },
      ];
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, sides.length)) {
          const side = sides[turn];
          if (side === undefined) continue;
          const ms = await timeToShow(side.chromium, side.path);
          if (round >= 0) side.times.push(ms);
        }
      }
      await full.stopAllWorkers();
      const cold = await timeToShow(full, POPUP + query);
      note(`popup-open: ${cold.toFixed(0)} ms after the background was stopped`);
      const [ours = [], none = [], bare = []] = sides.map(({ times }) => times);
      return [
        pairedRow({ name: 'popup-open', unit: 'ms', bar: BARE_BAR }, ours, bare),
        pairedRow({ name: 'popup-open-full', unit: 'ms', bar: EMPTY_BAR }, ours, none),
        sized,
      ];
    } finally {
      await Promise.allSettled(browsers.map((chromium) => chromium.close()));
    }
  },
};

async function open(
  extension: string,
  passes: number,
  browsers: UndebuggedChromium[],
): Promise<UndebuggedChromium> {
  const chromium = await launchInstalled(extension);
  browsers.push(chromium);
  const quiet = await openQuietPage(chromium);
  await awaitInstalled(quiet);
  await storePasses(quiet, ORIGIN, passes);
  // A limit, so that there is something to show beside what was spent.
  await tell(quiet, 'limits.set', { threshold: '5000000000', month: '200000000000' });
  // The background has read storage before: its next life finds what is there now.
  await chromium.stopAllWorkers();
  await quiet.close();
  return chromium;
}

/** In milliseconds, by the page's own clock, which starts when it is asked for. */
async function timeToShow(chromium: UndebuggedChromium, path: string): Promise<number> {
  const page = await chromium.openPage('about:blank');
  await page.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${watchFor})(${JSON.stringify(SHOWN)})`,
  });
  await page.goto(`${chromium.extensionOrigin}/${path}`);
  const ms = await poll(
    () => shownAt(page),
    15_000,
    () => `${path} shows nothing`,
  );
  await page.close();
  return ms;
}

function shownAt(page: UndebuggedPage): Promise<number | undefined> {
  return page.evaluate(() => (globalThis as { shownAt?: number }).shownAt, null);
}

/** Runs in the page: notes when the frame after the one with the element begins. */
function watchFor(selector: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        (globalThis as { shownAt?: number }).shownAt = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Of all that a page reads before it shows something, each file by itself, in bytes of gzip. */
async function sizeOf(root: string, page: string): Promise<number> {
  const html = await readFile(join(root, page), 'utf8');
  const files = new Set([page]);
  for (const [, path = ''] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) files.add(path);
  let bytes = 0;
  // What a script imports comes behind it in the set, and is looked at in its turn.
  for (const file of files) {
    const content = await readFile(join(root, file));
    bytes += gzipSync(content, { level: 9 }).length;
    if (!file.endsWith('.js')) continue;
    const imports = content.toString('utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g);
    for (const [, path = ''] of imports) files.add(`assets/${path}`);
  }
  return bytes;
}
