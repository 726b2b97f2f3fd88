/**
 * The popup as the toolbar opens it: from the moment that its page is asked for until the browser has
 * painted what it says of the site in the tab, with the background awake, beside a page of the extension
 * that holds nothing but a sentence and is opened in the same way. With 10 000 passes and 10 000
 * payments in storage, and with nothing in it.
 *
 * Painted, because a browser shows a popup only once its document has loaded: what its scripts have
 * built before that, nobody has seen. When is what Chromium notes of the largest text so far
 * (w3.org/TR/largest-contentful-paint), to 4 ms.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** People take what comes within twice the time of nothing for the same. */
const BARE_BAR = 2;
const EMPTY_BAR = 1.3;
const SIZE_BAR = 60 * 1024;

const POPUP = 'src/ui/popup/index.html';
const BARE = 'bare.html';
/** What the popup says before it knows anything lies in none. */
const MEANT = '.card, #bare';

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
    const site = await serveSite();
    const browsers: UndebuggedChromium[] = [];
    try {
      const full = await open(extension, site.origin, PASSES, browsers);
      const empty = await open(extension, site.origin, 0, browsers);
      const sides = [
        { stage: full, path: POPUP, times: [] as number[] },
        { stage: empty, path: POPUP, times: [] as number[] },
        { stage: full, path: BARE, times: [] as number[] },
      ];
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, sides.length)) {
          const side = sides[turn];
          if (side === undefined) continue;
          const ms = await timeToPaint(side.stage, side.path);
          if (round >= 0) side.times.push(ms);
        }
      }
      await full.chromium.stopAllWorkers();
      const cold = await timeToPaint(full, POPUP, false);
      note(`popup-open: ${cold.toFixed(0)} ms after the background was stopped`);
      const [ours = [], none = [], bare = []] = sides.map(({ times }) => times);
      return [
        pairedRow({ name: 'popup-open', unit: 'ms', bar: BARE_BAR }, ours, bare),
        pairedRow({ name: 'popup-open-full', unit: 'ms', bar: EMPTY_BAR }, ours, none),
        sized,
      ];
    } finally {
      await Promise.allSettled(browsers.map((chromium) => chromium.close()));
      await site.close();
    }
  },
};

/** A browser with the site in its tab, and a page of the extension that opens popups over it. */
interface Stage {
  readonly chromium: UndebuggedChromium;
  readonly quiet: UndebuggedPage;
}

interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** A site that asks for nothing. */
async function serveSite(): Promise<Site> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Shop</title><p>Shop');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function open(
  extension: string,
  origin: string,
  passes: number,
  browsers: UndebuggedChromium[],
): Promise<Stage> {
  const chromium = await launchInstalled(extension);
  browsers.push(chromium);
  const quiet = await openQuietPage(chromium);
  await awaitInstalled(quiet);
  await storePasses(quiet, origin, passes);
  // A limit, so that there is something to show beside what was spent.
  await limit(quiet);
  // The background has read storage before: its next life finds what is there now.
  await chromium.stopAllWorkers();
  await chromium.openPage(`${origin}/article`);
  return { chromium, quiet };
}

function limit(quiet: UndebuggedPage): Promise<void> {
  return tell(quiet, 'limits.set', { threshold: '5000000000', month: '200000000000' });
}

/**
 * In milliseconds, by the popup's own clock, which starts when its page is asked for.
 *
 * @param awake whether the background is woken before
 */
async function timeToPaint(
  { chromium, quiet }: Stage,
  popup: string,
  awake = true,
): Promise<number> {
  if (awake) await limit(quiet);
  await quiet.evaluate(async (path) => {
    await chrome.action.setPopup({ popup: path });
    await chrome.action.openPopup();
  }, popup);
  const { id } = await poll(
    async () => (await chromium.targets()).find(({ url }) => url.endsWith(popup)),
    15_000,
    () => `${popup} does not open`,
  );
  const page = await chromium.attach(id);
  try {
    return await poll(
      () => page.evaluate(paintedAt, MEANT),
      15_000,
      () => `${popup} shows nothing`,
    );
  } finally {
    await page.close();
    await poll(
      async () => ((await chromium.targets()).some((one) => one.id === id) ? undefined : true),
      5000,
      () => `${popup} does not close`,
    );
  }
}

/** Runs in the page: when the first of what it still shows of these was painted. */
function paintedAt(selector: string): Promise<number | undefined> {
  type Paint = PerformanceEntry & { readonly element: Element | null };
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const paints = list.getEntries() as Paint[];
      const meant = paints.find(({ element }) => element?.closest(selector) != null);
      if (meant === undefined) return;
      observer.disconnect();
      resolve(meant.startTime);
    });
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve(undefined), 500);
  });
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
