/**
 * Messages of a NATS server into the live view of the streams page: the time from the first of a
 * flood of 200-byte JSON messages until the page knows of the last. Beside it nats.ws alone in a page
 * of the same browser, which only counts them. And what a flood leaves of the page's frames, and of
 * the browser's memory.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startNats } from '../devnet/nats.ts';
import type { NatsClient } from '../devnet/nats-client.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { poll } from '../e2e/browsers/view.ts';
import { launchInstalled, tell } from './extension-page.ts';
import { type Group, pairedRow, type Row } from './row.ts';
import { median, turnsOf } from './statistics.ts';
import {
  addBareNats,
  BAR,
  type Bare,
  FLOOD,
  messages,
  perSecond,
  residentMb,
} from './stream-flood.ts';

const ROUNDS = 10;
const WARM_UP_ROUNDS = 2;
const MILLION = 1_000_000;
/** Messages a second for the frames. */
const STEADY = 20_000;
const STEADY_SECONDS = 5;
const FLOOD_MS = 60_000;
/** Of twenty frames nineteen are no later than the one after they were due. */
const FRAMES_BAR = 2;
/** It grows by what is kept, and not by what came. */
const MEMORY_BAR = 1.25;

export const streamRow: Group = {
  names: ['stream', 'stream-frames', 'stream-memory'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    const directory = join(scratch, 'with-bare-nats');
    await cp(extension, directory, { recursive: true });
    await addBareNats(directory);
    const server = await startNats('none');
    const chromium = await launchInstalled(directory);
    const times: [number[], number[]] = [[], []];
    const rows: Row[] = [];
    try {
      const client = await server.connect();
      const view = await openView(chromium, server.url);
      const bare = await chromium.openPage(`${chromium.extensionOrigin}/bare.html`);
      await bare.evaluate((url) => (globalThis as unknown as Bare).bare.listen(url), server.url);
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, 2)) {
          const [page, subject] =
            turn === 0 ? ([view, 'ours'] as const) : ([bare, 'bare'] as const);
          const ms = await flood(client, page, subject, FLOOD);
          if (round >= 0) times[turn === 0 ? 0 : 1].push(ms);
        }
      }
      await bare.close();
      const idle = await framesOf(view, async () => pause(STEADY_SECONDS * 1000));
      const busy = await framesOf(view, () => steady(client));
      rows.push(levelRow('stream-frames', 'ms', busy.late, idle.late, FRAMES_BAR));
      note(
        `stream-frames: 95 of 100 frames of the live view, with ${STEADY} messages a second and idle; medians ${busy.median.toFixed(1)} and ${idle.median.toFixed(1)} ms`,
      );
      const before = residentMb(chromium.pid);
      for (let sent = 0; sent < MILLION; sent += FLOOD) await flood(client, view, 'ours', FLOOD);
      const after = residentMb(chromium.pid);
      rows.push(levelRow('stream-memory', 'MB', after, before, MEMORY_BAR));
      note(`stream-memory: the whole browser, after ${MILLION} messages and before`);
      client.close();
    } finally {
      await chromium.close();
      await server.stop();
    }
    const row = pairedRow({ name: 'stream', unit: `ms per ${FLOOD} messages`, bar: BAR }, ...times);
    note(
      `stream: ${perSecond(times[0])} messages a second into the live view, ${perSecond(times[1])} with nats.ws alone`,
    );
    return [row, ...rows];
  },
};

function levelRow(name: string, unit: string, ours: number, reference: number, bar: number): Row {
  return { name, unit, ours, reference, ratio: ours / reference, bar };
}

/** The streams page, with the live view of its one subject open. */
async function openView(chromium: UndebuggedChromium, url: string): Promise<UndebuggedPage> {
  const page = await chromium.openPage(`${chromium.extensionOrigin}/src/ui/streams/index.html`);
  const login = { type: 'none' };
  await tell(page, 'stream.save', { id: null, name: 'Bench', url, insists: false, login });
  const id = await page.evaluate(async () => {
    const message = { name: 'streams.read', input: {} };
    const read = (await chrome.runtime.sendMessage(message)) as { streams: { id: string }[] };
    return read.streams[0]?.id;
  }, null);
  await tell(page, 'stream.subscribe', { id, subject: 'ours.>' });
  const click = (selector: string) =>
    poll(
      () =>
        page.evaluate((css) => {
          const found = document.querySelector<HTMLElement>(css);
          found?.click();
          return found === null ? undefined : true;
        }, selector),
      10_000,
      () => `no ${selector}`,
    );
  await click('.standing.up');
  await click('[data-testid=subscription-show]');
  return page;
}

/** Milliseconds from the first message until the page knows of the last. */
async function flood(
  client: NatsClient,
  page: UndebuggedPage,
  subject: 'ours' | 'bare',
  count: number,
): Promise<number> {
  const before = await countOf(page, subject);
  const begun = performance.now();
  const published = client.publish(messages(subject, count));
  await poll(
    async () => ((await countOf(page, subject)) >= before + count ? true : undefined),
    FLOOD_MS,
    () => `${subject}: not all messages came`,
  );
  const ms = performance.now() - begun;
  await published;
  return ms;
}

function countOf(page: UndebuggedPage, subject: 'ours' | 'bare'): Promise<number> {
  if (subject === 'bare') {
    return page.evaluate(() => (globalThis as unknown as Bare).bare.counted(), null);
  }
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const line = new BroadcastChannel('tollpass-streams');
        const from = crypto.randomUUID();
        line.onmessage = ({ data }) => {
          if (data.to !== from) return;
          line.close();
          resolve(data.output.streams[0]?.subscriptions[0]?.count ?? 0);
        };
        line.postMessage({ from, call: 'look', input: { subscriptionId: null, after: 0 } });
      }),
    null,
  );
}

/** A tenth of a second's messages ten times a second. */
async function steady(client: NatsClient): Promise<void> {
  const part = messages('ours', STEADY / 10);
  for (let tenth = 0; tenth < STEADY_SECONDS * 10; tenth += 1) {
    const next = pause(100);
    await client.publish(part);
    await next;
  }
}

interface Frames {
  readonly median: number;
  /** 95 of 100 are no longer. */
  readonly late: number;
}

/** What the time between two frames was meanwhile. */
async function framesOf(page: UndebuggedPage, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    Object.assign(globalThis, { frames });
    const next = (): void => {
      const at = performance.now();
      frames.push(at - last);
      last = at;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }, null);
  await page.send('Page.bringToFront');
  await work();
  const frames = await page.evaluate(
    () => (globalThis as unknown as { frames: number[] }).frames,
    null,
  );
  const sorted = frames.toSorted((one, other) => one - other);
  const late = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return { median: median(frames), late };
}
