/** The ordinary page that never sees a 402, loaded by several Chromiums side by side. */
import type { PageTimings, PlainServer } from '../devnet/plain-server.ts';
import { startPlainServer } from '../devnet/plain-server.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { launchInstalled } from './extension-page.ts';
import { turnsOf } from './statistics.ts';

export interface Contestant {
  readonly name: string;
  /** Directory of an extension; null for a Chromium without any. */
  readonly extension: string | null;
  /** Runs once, before the first page. */
  prepare?(chromium: UndebuggedChromium): Promise<void>;
}

/** One value a round, in milliseconds. */
export interface PageTimes {
  readonly fetch: number[];
  readonly load: number[];
  readonly done: number[];
  /** Of the browser and all its processes, from the end of one round to the end of the next. */
  readonly processor: number[];
  /** In how many rounds the extension's background was started. */
  wakes: number;
}

/** Caches, code caches and the first layout are not what is measured. */
const WARM_UP_ROUNDS = 3;

interface Running {
  readonly chromium: UndebuggedChromium;
  readonly page: UndebuggedPage;
  readonly times: PageTimes;
  processorBefore: number;
}

/** Loads the page once in each browser and round, one browser at a time, in turning order. */
export async function measurePages(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<ReadonlyMap<string, PageTimes>> {
  const site = await startPlainServer();
  const running: Running[] = [];
  try {
    for (const contestant of contestants) running.push(await start(contestant));
    for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
      const shown: PageTimings[] = [];
      for (const turn of turnsOf(round + WARM_UP_ROUNDS, running.length)) {
        const one = running[turn];
        if (one !== undefined) shown[turn] = await visit(one.page, site);
      }
      for (const [turn, one] of running.entries()) {
        const wakes = await wakesIn(one.chromium);
        const processor = one.chromium.processorTimeMs();
        const timings = shown[turn];
        if (round >= 0 && timings !== undefined) {
          one.times.fetch.push(timings.fetchMs);
          one.times.load.push(timings.loadMs);
          one.times.done.push(timings.doneMs);
          // Not from the page's start to its end: a good part of the work comes after the end.
          one.times.processor.push(processor - one.processorBefore);
          one.times.wakes += wakes;
        }
        one.processorBefore = processor;
      }
    }
    return new Map(
      contestants.flatMap(({ name }, at) => {
        const one = running[at];
        return one === undefined ? [] : [[name, one.times] as const];
      }),
    );
  } finally {
    await Promise.allSettled(running.map(({ chromium }) => chromium.close()));
    await site.stop();
  }
}

async function start({ extension, prepare }: Contestant): Promise<Running> {
  const chromium = await launchInstalled(extension ?? undefined);
  try {
    await prepare?.(chromium);
    const page = await chromium.openPage('about:blank');
    if (await chromium.workerRuns()) await chromium.stopAllWorkers();
    return {
      chromium,
      page,
      times: { fetch: [], load: [], done: [], processor: [], wakes: 0 },
      processorBefore: chromium.processorTimeMs(),
    };
  } catch (error) {
    await chromium.close();
    throw error;
  }
}

async function visit(page: UndebuggedPage, site: PlainServer): Promise<PageTimings> {
  await page.goto(`${site.origin}/page`);
  return page.evaluate(
    () =>
      new Promise<PageTimings>((resolve) => {
        const { done } = window as unknown as { done?: PageTimings };
        if (done !== undefined) return resolve(done);
        // Told by the assignment itself: looking again and again would be measured too.
        Object.defineProperty(window, 'done', { set: resolve });
      }),
    null,
  );
}

/** A background that runs was woken by the round's page, since none ran before. */
async function wakesIn(chromium: UndebuggedChromium): Promise<number> {
  if (!(await chromium.workerRuns())) return 0;
  await chromium.stopAllWorkers();
  return 1;
}
