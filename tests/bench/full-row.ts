/**
 * The same with 10 000 passes and 10 000 payments in storage, and as many rules as the extension
 * keeps in the browser, over an extension that has one pass: what the popup waits for (`overview`),
 * and a request to which the one pass is attached.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { piconero } from '../../src/money/piconero.ts';
import type { Pass } from '../../src/passes/pass.ts';
import { storeEntry, storeToll } from '../../src/platform/stored-toll.ts';
import type { UndebuggedChromium, UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import {
  attachPasses,
  awaitInstalled,
  foreignOrigins,
  launchInstalled,
  openQuietPage,
} from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';

const ROUNDS = 40;
const WARM_UP_ROUNDS = 4;
const PASSES = 10_000;
/** As many as `src/platform/attach-headers.ts` keeps, but for the one that is asked with. */
const RULES = 4499;
/** `storage.local.set` takes a message of this many entries at once. */
const CHUNK = 500;
const FETCHES = 50;

/** What a person does not notice: 100 ms where one pass takes 10. */
const OVERVIEW_BAR = 10;
const REQUEST_BAR = 1.05;

interface Side {
  readonly chromium: UndebuggedChromium;
  readonly quiet: UndebuggedPage;
  readonly site: UndebuggedPage;
  readonly overviews: number[];
  readonly requests: number[];
}

export const fullRow: Group = {
  names: ['overview-full', 'attached-full'],
  async measure({ extension, rounds = ROUNDS, note }) {
    let shown = 0;
    const server = createServer((request, response) => {
      if (request.headers.authorization !== undefined) shown += 1;
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
      response.end('hello, road!');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sides: Side[] = [];
    try {
      for (const full of [true, false]) sides.push(await open(extension, origin, full));
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, sides.length)) {
          const side = sides[turn];
          if (side === undefined) continue;
          const overview = await timeOverview(side.quiet, origin);
          const requests = await timeRequests(side.site);
          if (round < 0) continue;
          side.overviews.push(overview);
          side.requests.push(requests);
        }
      }
      const first = await coldOverview(sides[0], origin);
      // A request that shows no pass costs less, and is not what is measured.
      const sent = sides.length * (rounds + WARM_UP_ROUNDS) * FETCHES;
      if (shown < sent) throw new Error(`of ${sent} requests only ${shown} showed their pass`);
      note(`overview-full: the first one after the background was stopped takes ${first} ms`);
    } finally {
      await Promise.allSettled(sides.map(({ chromium }) => chromium.close()));
      server.closeAllConnections();
      server.close();
    }
    const [full, one] = sides as [Side, Side];
    return [
      pairedRow(
        { name: 'overview-full', unit: 'ms', bar: OVERVIEW_BAR },
        full.overviews,
        one.overviews,
      ),
      pairedRow(
        { name: 'attached-full', unit: 'ms', bar: REQUEST_BAR },
        full.requests,
        one.requests,
      ),
    ];
  },
};

async function open(extension: string, origin: string, full: boolean): Promise<Side> {
  const chromium = await launchInstalled(extension);
  const quiet = await openQuietPage(chromium);
  await awaitInstalled(quiet);
  const entries = Object.entries(stored(origin, full ? PASSES : 1));
  for (let at = 0; at < entries.length; at += CHUNK) {
    await quiet.evaluate(
      (some) => chrome.storage.local.set(some),
      Object.fromEntries(entries.slice(at, at + CHUNK)),
    );
  }
  await attachPasses(quiet, [origin, ...foreignOrigins(full ? RULES : 0)]);
  // The background has read storage before: its next life finds what is there now.
  await chromium.stopAllWorkers();
  const site = await chromium.openPage(`${origin}/`);
  return { chromium, quiet, site, overviews: [], requests: [] };
}

/** The newest pass is the given origin's; the others were bought by the hour before it. */
function stored(origin: string, count: number): Record<string, unknown> {
  const now = Date.now();
  const entries: Record<string, unknown> = {};
  for (let at = 0; at < count; at += 1) {
    const pass = passOf(at === 0 ? origin : `https://toll-${at}.example`, at, now - at * 3_600_000);
    const { toll, txid, boughtAt, blocks, proof, message, paid, fee, height } = pass;
    entries[`toll:${toll.origin}|${toll.dialect}|${toll.address}`] = storeToll({
      toll,
      payment: null,
      pass,
    });
    entries[`paid:${String(boughtAt).padStart(15, '0')}:${txid}`] = storeEntry({
      txid,
      toll,
      url: `${toll.origin}/article`,
      amount: paid,
      fee,
      at: boughtAt,
      state: 'confirmed',
      blocks,
      proof,
      message,
      height,
    });
  }
  return entries;
}

function passOf(origin: string, at: number, boughtAt: number): Pass {
  const address = `8${at.toString().padStart(94, '1')}`;
  return {
    txid: at.toString(16).padStart(64, '0'),
    toll: { origin, dialect: 'TPAT', address },
    proof: `OutProofV2${'1'.repeat(130)}`,
    message: null,
    paid: piconero(1_000_000n),
    fee: piconero(1_800_000_000n),
    price: piconero(1_000_000n),
    needs: 1,
    blocks: 5,
    extensible: true,
    restMs: null,
    urls: [`${origin}/article`, `${origin}/`],
    signedAt: boughtAt,
    boughtAt,
    metadata: null,
    wallet: null,
    height: 3_000_000,
    minedAt: boughtAt,
    lastUsedAt: boughtAt,
    uses: 3,
    refusedAt: null,
    refusals: 0,
    // A pass of which nothing was heard again is over by its blocks alone.
    ended: at % 2 === 0 ? null : 'expired',
  };
}

function timeOverview(quiet: UndebuggedPage, origin: string): Promise<number> {
  return quiet.evaluate(async (url) => {
    const begun = performance.now();
    const answer = await chrome.runtime.sendMessage({ name: 'overview', input: { url } });
    const ms = performance.now() - begun;
    if (!(answer?.passes?.length > 0)) throw new Error('an overview without passes');
    return ms;
  }, `${origin}/`);
}

async function coldOverview(side: Side | undefined, origin: string): Promise<string> {
  if (side === undefined) throw new Error('nothing was opened');
  await side.chromium.stopAllWorkers();
  return (await timeOverview(side.quiet, origin)).toFixed(0);
}

function timeRequests(site: UndebuggedPage): Promise<number> {
  return site.evaluate(async (fetches) => {
    const begun = performance.now();
    for (let n = 0; n < fetches; n++) await (await fetch('/ping')).text();
    return (performance.now() - begun) / fetches;
  }, FETCHES);
}
