/**
 * Messages of a NATS server into a page that may hear them (`window.tollpass.streams`): the time from
 * the first of a flood of 200-byte JSON messages until the page has been handed the last. Beside it
 * nats.ws alone in a page of the same site.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listenOnLoopback } from '../devnet/listen.ts';
import { startNats } from '../devnet/nats.ts';
import type { NatsClient } from '../devnet/nats-client.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { launchInstalled, openQuietPage, tell } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';
import { addBareNats, BAR, type Bare, FLOOD, messages, perSecond } from './stream-flood.ts';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 8;

export const streamPageRow: Group = {
  names: ['stream-page'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    await addBareNats(scratch);
    const script = await readFile(join(scratch, 'bare.js'));
    const site = await listenOnLoopback(
      createServer((request, response) => {
        request.resume();
        const isScript = request.url === '/bare.js';
        response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
        response.end(isScript ? script : '<!doctype html><script src="/bare.js"></script>');
      }),
    );
    const server = await startNats('none');
    const chromium = await launchInstalled(extension);
    const times: [number[], number[]] = [[], []];
    let lost = 0;
    try {
      const client = await server.connect();
      await allow(chromium, server.url, site.origin);
      const [ours, bare] = [
        await chromium.openPage(`${site.origin}/ours`),
        await chromium.openPage(`${site.origin}/bare`),
      ];
      await listen(ours);
      await bare.evaluate((url) => (globalThis as unknown as Bare).bare.listen(url), server.url);
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, 2)) {
          const took = turn === 0 ? await floodOurs(client, ours) : await floodBare(client, bare);
          lost += took.lost;
          // What was not handed over does not count as if it was.
          if (round >= 0) times[turn === 0 ? 0 : 1].push((took.ms * FLOOD) / (FLOOD - took.lost));
        }
      }
      client.close();
    } finally {
      await chromium.close();
      await server.stop();
      await site.stop();
    }
    note(
      `stream-page: ${perSecond(times[0])} messages a second into a page, ${perSecond(times[1])} with nats.ws alone; ${lost} of all were too many at once`,
    );
    return [
      pairedRow({ name: 'stream-page', unit: `ms per ${FLOOD} messages`, bar: BAR }, ...times),
    ];
  },
};

/** A connection, and the user's word for the site, as the background keeps it. */
async function allow(chromium: UndebuggedChromium, url: string, origin: string): Promise<void> {
  const page = await openQuietPage(chromium);
  const login = { type: 'none' };
  await tell(page, 'stream.save', { id: null, name: 'Bench', url, insists: false, login });
  await page.evaluate(async (origin) => {
    const message = { name: 'streams.read', input: {} };
    const read = (await chrome.runtime.sendMessage(message)) as { streams: { id: string }[] };
    const streams = [{ streamId: read.streams[0]?.id, subject: 'ours.>', at: Date.now() }];
    await chrome.storage.local.set({
      [`signer-site:${origin}`]: { grants: [], streams, autoSign: [] },
    });
  }, origin);
  await page.close();
}

/** What the page counts. */
interface Ours {
  heard: number;
  lost: number;
  /** Resolves once so many have come, or are known to be lost. */
  reached(count: number): Promise<void>;
}

function listen(page: UndebuggedPage): Promise<void> {
  return page.evaluate(async () => {
    let wanted = -1;
    let resolve: () => void = () => undefined;
    const ours: Ours = {
      heard: 0,
      lost: 0,
      reached: (count) =>
        new Promise((done) => {
          wanted = count;
          resolve = done;
          look();
        }),
    };
    const look = (): void => {
      if (ours.heard + ours.lost === wanted) resolve();
    };
    Object.assign(globalThis, { ours });
    await window.tollpass?.streams.subscribe(
      {
        subject: 'ours.>',
        missed({ count }) {
          ours.lost += count ?? 0;
          look();
        },
      },
      () => {
        ours.heard += 1;
        look();
      },
    );
  }, null);
}

interface Took {
  readonly ms: number;
  readonly lost: number;
}

async function floodOurs(client: NatsClient, page: UndebuggedPage): Promise<Took> {
  const before = await page.evaluate(() => {
    const { heard, lost } = (globalThis as unknown as { ours: Ours }).ours;
    return { heard, lost };
  }, null);
  const ms = await timed(client, 'ours', () =>
    page.evaluate(
      (count) => (globalThis as unknown as { ours: Ours }).ours.reached(count),
      before.heard + before.lost + FLOOD,
    ),
  );
  const lost = await page.evaluate(() => (globalThis as unknown as { ours: Ours }).ours.lost, null);
  return { ms, lost: lost - before.lost };
}

async function floodBare(client: NatsClient, page: UndebuggedPage): Promise<Took> {
  const before = await page.evaluate(() => (globalThis as unknown as Bare).bare.counted(), null);
  const reached = () =>
    page.evaluate((count) => (globalThis as unknown as Bare).bare.reached(count), before + FLOOD);
  return { ms: await timed(client, 'bare', reached), lost: 0 };
}

async function timed(
  client: NatsClient,
  subject: string,
  reached: () => Promise<void>,
): Promise<number> {
  const flood = messages(subject, FLOOD);
  const all = reached();
  const begun = performance.now();
  const published = client.publish(flood);
  await all;
  const ms = performance.now() - begun;
  await published;
  return ms;
}
