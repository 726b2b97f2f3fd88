// A stream whose server, whose background, or both end at a moment that the seed chooses: all that was
// published while we were connected came once and in order, and each gap is written down.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from '../../src/streams/backoff.ts';
import { builtExtension, targetOf } from '../../tools/paths.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import { type NatsServer, startNats } from '../devnet/nats.ts';
import { type Hole, Tally } from '../devnet/tally.ts';
import { type Browser, type BrowserName, launch, type Tab } from '../e2e/browsers/browser.ts';
import { StreamWorld } from '../e2e/stream-world.ts';
import { until } from '../e2e/world.ts';
import { type Random, seededFor } from './random.ts';
import { bad, good, type Outcome, type Run } from './run.ts';

const KINDS = ['server', 'background', 'both'] as const;
type Kind = (typeof KINDS)[number];

/** The fall comes within this of the run's begin. */
const MOST_BEFORE_MS = 2500;
/** A server is down for up to this: some tries fail. */
const MOST_DOWN_MS = 2500;
const BETWEEN_MS = 5;
/** After which a connection has to stand again: the longest wait, and time to dial. */
const LIMIT_MS = 40_000;
/** Clocks of timers, and a machine that is busy. */
const SLACK_MS = 1500;

interface Scene {
  readonly browser: Browser;
  readonly world: StreamWorld;
  readonly server: NatsServer;
  readonly tally: Tally;
  readonly stream: string;
  /** A page that hears the same. */
  readonly page: Tab;
}

/** So many falls of each kind, in an order that is theirs, and what ends the browser. */
export async function streamRuns(
  name: BrowserName,
  seed: number,
  count: number,
): Promise<{ runs: Run[]; stop(): Promise<void> }> {
  const server = await startNats('none');
  const site = await listenOnLoopback(
    createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><title>Game</title><p>A game');
    }),
  );
  const browser = await launch(name, { extension: builtExtension(targetOf(name)) });
  const world = await StreamWorld.open(browser);
  const stream = await world.add(server.url, ['tally.>']);
  await world.waitFor(stream, 'up');
  const page = await browser.newTab();
  await until(async () => {
    // A browser that has just got the extension may load a page without it.
    await page.goto(`${site.origin}/`);
    return page.evaluate(() => window.tollpass !== undefined, null);
  }, 'window.tollpass');
  await hear(browser, page);
  const scene = { browser, world, server, tally: new Tally(server), stream, page };
  return {
    runs: Array.from({ length: count }, (_, index) =>
      KINDS.map((kind) => {
        const run = `${kind} #${index}`;
        return { name: run, do: () => fall(scene, kind, seededFor(seed, `streams ${run}`)) };
      }),
    ).flat(),
    async stop() {
      await browser.close();
      await site.stop();
      await server.stop();
    },
  };
}

interface Heard {
  numbers: number[];
  missed: Hole[];
  ended: string | null;
}

/** Has the page subscribe, and the user allow it. */
async function hear(browser: Browser, page: Tab): Promise<void> {
  const answer = page.evaluate(async () => {
    const heard: Heard = { numbers: [], missed: [], ended: null };
    Object.assign(globalThis, { heard });
    await window.tollpass?.streams.subscribe(
      {
        subject: 'tally.>',
        missed: ({ from, to }) => heard.missed.push({ from, to }),
        ended: ({ code }) => {
          heard.ended = code;
        },
      },
      ({ data }) => heard.numbers.push(Number(data)),
    );
    return null;
  }, null);
  const approval = await browser.waitForPage('/signing/');
  await approval.click('[data-testid=agree]:not([disabled])');
  await answer;
}

const heardBy = (page: Tab): Promise<Heard> =>
  page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard, null);

async function fall(scene: Scene, kind: Kind, random: Random): Promise<Outcome> {
  const { browser, world, server, tally, stream, page } = scene;
  await world.waitFor(stream, 'up');
  const id = await world.subscriptionOf(stream);
  // What came is read from what is stored, which keeps the newest two thousand.
  await world.ask('clear', { subscriptionId: id });
  await page.evaluate(() => {
    (globalThis as unknown as { heard: Heard }).heard.numbers = [];
  }, null);
  tally.forget();
  const beforeMs = random.below(MOST_BEFORE_MS);
  const downMs = random.below(MOST_DOWN_MS);
  const apartMs = random.below(500) - 250;

  let isOver = false;
  const published = tally.publishUntil(() => isOver, BETWEEN_MS);
  const waits: string[] = [];
  let killedAt = 0;
  try {
    await pause(beforeMs);
    killedAt = Date.now();
    const killServer = async (): Promise<void> => {
      await server.kill();
      await pause(downMs);
      await server.restart();
    };
    const killBackground = async (): Promise<void> => {
      await browser.killBackground();
      // What wakes it, in the place of the browser's alarm.
      await world.stored();
    };
    if (kind === 'server') await Promise.all([killServer(), watch(scene, waits)]);
    else if (kind === 'background') await killBackground();
    else {
      await Promise.all([
        pause(Math.max(0, apartMs)).then(killServer),
        pause(Math.max(0, -apartMs)).then(killBackground),
      ]);
    }
    const since = Date.now();
    await world.waitFor(stream, 'up');
    // It hears again, and so does the page, as long as it takes.
    const fresh = tally.last;
    await until(
      async () => ((await heardBy(page)).numbers.at(-1) ?? -1) > fresh,
      'the page to hear again',
      LIMIT_MS,
    );
    const backMs = Date.now() - since;
    isOver = true;
    await published;
    await tally.publish(1);
    return await judge(scene, kind, { id, killedAt, backMs, waits });
  } finally {
    isOver = true;
    await published;
    await server.restart();
  }
}

/** Notes each wait that is not within the backoff's bounds. */
async function watch({ world, stream }: Scene, waits: string[]): Promise<void> {
  await until(
    async () => {
      const state = await world.state(stream).catch(() => undefined);
      if (state?.phase === 'waiting' && state.retryAt !== null) {
        const waitMs = state.retryAt - state.since;
        const [least, most] = [backoffMs(state.failures, 0), backoffMs(state.failures, 1)];
        if (waitMs < least - 1 || waitMs > most + 1) {
          waits.push(`failure ${state.failures}: ${waitMs} ms, not ${least} to ${most}`);
        }
      }
      return state?.phase === 'up' && state.gaps.every(({ to }) => to !== null);
    },
    'it to be back',
    LIMIT_MS,
  );
}

interface Fall {
  readonly id: string;
  readonly killedAt: number;
  readonly backMs: number;
  readonly waits: readonly string[];
}

async function judge(
  { browser, world, tally, stream, page }: Scene,
  kind: Kind,
  { id, killedAt, backMs, waits }: Fall,
): Promise<Outcome> {
  let came: number[] = [];
  await until(async () => {
    came = (await world.history(id)).map(({ body }) => Number(body));
    const heard = await heardBy(page);
    return came.at(-1) === tally.last && heard.numbers.at(-1) === tally.last;
  }, 'the last message').catch(() => undefined);
  const gaps = (await world.state(stream))?.gaps ?? [];
  const heard = await heardBy(page);
  const covers = (holes: readonly Hole[]): boolean =>
    holes.some(({ from, to }) => from <= killedAt + SLACK_MS && (to === null || to >= killedAt));
  // In Chromium neither the listener nor the way to the page is part of the background.
  const falls = kind !== 'background' || browser.name === 'firefox';
  const faults = [
    ...waits,
    tally.faultOf(came, gaps),
    tally.faultOf(heard.numbers, heard.missed)?.replace(/^/, 'page: ') ?? null,
    heard.ended === null ? null : `page: ended, ${heard.ended}`,
    falls && !covers(gaps) ? 'no gap was written down' : null,
    falls && !covers(heard.missed) ? 'page: told of no gap' : null,
    backMs > LIMIT_MS ? `back after ${backMs} ms` : null,
  ].filter((fault) => fault !== null);
  const what = `${came.length} came, ${heard.numbers.length} to the page, back in ${backMs} ms`;
  if (faults.length > 0) {
    const recent = ({ to }: Hole): boolean => to === null || to > killedAt - 60_000;
    return bad(`LOSS: ${faults.join('; ')}`, {
      what,
      killedAt,
      gaps: gaps.filter(recent),
      missed: heard.missed.filter(recent),
    });
  }
  return good(what);
}
