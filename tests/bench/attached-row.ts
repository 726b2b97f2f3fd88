/**
 * A request that a pass is attached to, over one to an origin without a pass in the same browser; and
 * that, over the same with an extension that is one header rule and nothing else.
 *
 * The second, because the browser itself takes 2.7 to 4.4 % for any header rule, were its header one
 * letter long (measured: eight runs). A bar of 3 % over no rule says nothing of what is ours.
 *
 * A gate's own check of the proof takes 45 ms and would drown the few microseconds in question. So
 * the pass is bought at a real gate; then the gate closes and a server that answers everything takes
 * its port, that is: its origin. The extension attaches the pass there as before. The other origin
 * is a second server of the same kind. One page on a third origin asks both in turn, so that
 * document, connection and cross-origin checks are alike.
 */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { launchInstalled } from './extension-page.ts';
import { type Paying, startPaying } from './paying.ts';
import type { Group } from './row.ts';
import { median, pairedRatio, turnsOf } from './statistics.ts';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 4;
const BAR = 1.03;

/** Of each origin a round, in blocks that take turns. */
const BLOCKS = 10;
const FETCHES = 10;

interface Answering {
  readonly origin: string;
  /** How many requests came, and how many of them with an `Authorization`. */
  readonly seen: { requests: number; credentials: number };
  stop(): Promise<void>;
}

export const attachedRow: Group = {
  names: ['attached'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    const paying = await startPaying(extension);
    const servers: Answering[] = [];
    let bare: UndebuggedChromium | undefined;
    try {
      const port = await buyPass(paying);
      for (const wanted of [port, 0, 0, 0]) servers.push(await answerAll(wanted));
      const [ours, reference, again] = await askInTurns(paying.chromium, servers, rounds);
      bare = await launchInstalled(await bareRule(scratch, servers[0]?.origin ?? ''));
      const [ruled, unruled] = await askInTurns(bare, servers, rounds);
      const [costs, floor] = [pairedRatio(ours, reference), pairedRatio(ruled, unruled)];
      note(
        `attached: a request takes ${median(ours).toFixed(3)} ms with its pass and ` +
          `${median(reference).toFixed(3)} ms without; to a third origin ` +
          `${pairedRatio(again, reference).toFixed(3)} of that`,
      );
      return [
        {
          name: 'attached',
          unit: 'ratio',
          ours: costs,
          reference: floor,
          ratio: costs / floor,
          bar: BAR,
        },
      ];
    } finally {
      await bare?.close();
      await Promise.allSettled(servers.map(({ stop }) => stop()));
      await paying.stop();
    }
  },
};

/**
 * Milliseconds of a request, the median of each round: to the origin with a pass, to one without, and
 * to another one without.
 */
async function askInTurns(
  chromium: UndebuggedChromium,
  servers: readonly Answering[],
  rounds: number,
): Promise<[number[], number[], number[]]> {
  const [sold, plain, control, site] = servers as [Answering, Answering, Answering, Answering];
  for (const { seen } of servers) Object.assign(seen, { requests: 0, credentials: 0 });
  const page = await chromium.openPage(site.origin);
  const origins = [sold.origin, plain.origin, control.origin];
  const times: [number[], number[], number[]] = [[], [], []];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const each = await fetchInTurns(page, origins, round + WARM_UP_ROUNDS);
    if (round >= 0) for (const [at, ms] of each.entries()) times[at]?.push(median(ms));
  }
  if (sold.seen.credentials !== sold.seen.requests || plain.seen.credentials > 0) {
    throw new Error(`credentials: ${JSON.stringify([sold.seen, plain.seen])}`);
  }
  return times;
}

/** Makes an extension of one rule, which attaches a header as long as a pass's, and gives its folder. */
async function bareRule(scratch: string, origin: string): Promise<string> {
  const folder = join(scratch, 'bare-rule');
  await mkdir(folder, { recursive: true });
  const write = (name: string, content: unknown): Promise<void> =>
    writeFile(join(folder, name), JSON.stringify(content));
  await write('manifest.json', {
    manifest_version: 3,
    name: 'One rule',
    version: '1',
    permissions: ['declarativeNetRequestWithHostAccess'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'background.js' },
    declarative_net_request: {
      rule_resources: [{ id: 'rules', enabled: true, path: 'rules.json' }],
    },
  });
  await writeFile(join(folder, 'background.js'), '');
  await write('rules.json', [
    {
      id: 1,
      action: {
        type: 'modifyHeaders',
        requestHeaders: [
          { header: 'Authorization', operation: 'set', value: `TPAT ${'a'.repeat(200)}` },
        ],
      },
      condition: { urlFilter: `|${origin}/`, resourceTypes: ['xmlhttprequest'] },
    },
  ]);
  return folder;
}

/** Returns the port of an origin for which the extension now has a pass. */
async function buyPass({ net, chromium, settle }: Paying): Promise<number> {
  const gate = await net.gate({ acceptFrom: 'pool', body: 'page' });
  const page = await chromium.openPage(`${gate.origin}/lab`);
  const status = await page.evaluate(async () => (await fetch('/ping')).status, null);
  await page.close();
  if (status !== 200) throw new Error(`the toll was not paid: ${status}`);
  await gate.stop();
  // In a block, so that nothing is left for the background to do.
  await settle();
  return Number(new URL(gate.origin).port);
}

async function answerAll(port: number): Promise<Answering> {
  const seen = { requests: 0, credentials: 0 };
  const server = createServer((request, response) => {
    if (request.url === '/ping') {
      seen.requests += 1;
      if (request.headers.authorization !== undefined) seen.credentials += 1;
    }
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Content-Length': 12,
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      // Both isolate a page, whose clock then counts in steps of 5 µs and not of 100.
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    response.end('hello, road!');
  });
  server.keepAliveTimeout = 30_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Milliseconds of each request, for each origin: of a hundred the median says what one takes, and a
 * sum what else the machine did meanwhile. The order is made here, where it is tested.
 */
function fetchInTurns(
  page: UndebuggedPage,
  origins: readonly string[],
  round: number,
): Promise<number[][]> {
  const turns = Array.from({ length: BLOCKS }, (_, block) =>
    turnsOf(round * BLOCKS + block, origins.length),
  );
  return page.evaluate(
    async ({ origins, turns, fetches }) => {
      if (!crossOriginIsolated) throw new Error('the clock is coarse: the page is not isolated');
      const times: number[][] = origins.map(() => []);
      for (const turn of turns.flat()) {
        const url = `${origins[turn]}/ping`;
        for (let n = 0; n < fetches; n++) {
          const begun = performance.now();
          await (await fetch(url)).text();
          times[turn]?.push(performance.now() - begun);
        }
      }
      return times;
    },
    { origins, turns, fetches: FETCHES },
  );
}
