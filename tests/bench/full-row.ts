/**
 * The same with 10 000 passes and 10 000 payments in storage, and as many rules as the extension
 * keeps in the browser, over an extension that has one pass: what the popup waits for (`overview`),
 * and a request to which the one pass is attached.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { storePasses } from './stored-passes.ts';

const ROUNDS = 40;
const WARM_UP_ROUNDS = 4;
const PASSES = 10_000;
/** As many as `src/platform/attach-headers.ts` keeps, but for the one that is asked with. */
const RULES = 4499;
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
  await storePasses(quiet, origin, full ? PASSES : 1);
  await attachPasses(quiet, [origin, ...foreignOrigins(full ? RULES : 0)]);
  // The background has read storage before: its next life finds what is there now.
  await chromium.stopAllWorkers();
  const site = await chromium.openPage(`${origin}/`);
  return { chromium, quiet, site, overviews: [], requests: [] };
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
