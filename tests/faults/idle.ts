// Half an hour in which nobody does anything, in a browser that no debugger is attached to: a message
// that is published at its end arrives.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtExtension, targetOf } from '../../tools/paths.ts';
import { startNats } from '../devnet/nats.ts';
import { type Browser, type BrowserName, launch } from '../e2e/browsers/browser.ts';
import { FIREFOX } from '../e2e/browsers/firefox-profile.ts';
import { deleteProfile, makeProfile, startBrowser } from '../e2e/browsers/process.ts';
import { launchUndebugged } from '../e2e/browsers/undebugged.ts';
import { poll } from '../e2e/browsers/view.ts';
import { StreamWorld } from '../e2e/stream-world.ts';
import { bad, good, type Outcome, type Run } from './run.ts';

/** For a browser to start, and the extension to connect. */
const START_MS = 60_000;
/** The last message is written down once a second. */
const WRITTEN_MS = 5000;
const LAST = 'said after a long silence';

/** @param say a line while it goes on */
export function idleRuns(name: BrowserName, minutes: number, say: (line: string) => void): Run[] {
  return [{ name: `${minutes} minutes`, do: () => idle(name, minutes, say) }];
}

async function idle(
  name: BrowserName,
  minutes: number,
  say: (line: string) => void,
): Promise<Outcome> {
  // A copy: another build may come meanwhile, and browsers read files late.
  const directory = await mkdtemp(join(tmpdir(), 'tollpass-idle-'));
  const extension = join(directory, targetOf(name));
  await cp(builtExtension(targetOf(name)), extension, { recursive: true });
  const profile = await makeProfile();
  const server = await startNats('none');
  try {
    const stream = await setUp(name, extension, profile, server.url);
    const before = await server.connections();
    const alone = await startAlone(name, extension, profile);
    const from = Date.now();
    let delivered: number;
    try {
      await poll(
        async () => ((await server.open()) === 1 ? true : undefined),
        START_MS,
        () => 'the extension does not connect',
      );
      for (let minute = 0; minute < minutes; minute += 1) {
        await pause(60_000);
        const dialled = (await server.connections()) - before;
        const took = [await server.open(), dialled, await server.delivered()].join('/');
        say(`idle ${name} minute ${minute + 1}: open/dialled/delivered ${took}`);
      }
      delivered = await server.delivered();
      const client = await server.connect();
      await client.publish([{ subject: 'idle.last', data: LAST }]);
      client.close();
      await pause(WRITTEN_MS);
      delivered = (await server.delivered()) - delivered;
    } finally {
      await alone.end();
    }
    const to = Date.now();
    const dialled = (await server.connections()) - before;
    return await judge(name, extension, profile, { stream, from, to, dialled, delivered });
  } finally {
    await server.stop();
    await deleteProfile(profile);
    await rm(directory, { recursive: true, force: true });
  }
}

/** The user's connection, made by a driver, which then lets go of the browser. */
async function setUp(
  name: BrowserName,
  extension: string,
  profile: string,
  url: string,
): Promise<string> {
  const browser = await launch(name, { extension, profile });
  try {
    const world = await StreamWorld.open(browser);
    const stream = await world.add(url, ['idle.>']);
    await world.waitFor(stream, 'up');
    return stream;
  } finally {
    await browser.close();
  }
}

/** The browser as a user starts it: in Chromium nothing is attached, Firefox has no way to. */
async function startAlone(
  name: BrowserName,
  extension: string,
  profile: string,
): Promise<{ end(): Promise<void> }> {
  if (name === 'chromium') {
    const chromium = await launchUndebugged(extension, { profile });
    return { end: () => chromium.close() };
  }
  const firefox = await startBrowser(
    FIREFOX,
    ['--headless', '--no-remote', '--profile', profile, 'about:blank'],
    /(headless mode)/,
    { MOZ_CRASHREPORTER_DISABLE: '1' },
  );
  return {
    async end() {
      // As the desktop ends it: it writes what it has to.
      process.kill(firefox.pid, 'SIGTERM');
      await firefox.end(10_000);
    },
  };
}

interface Facts {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  /** Connections that the server took, all of them of browsers but one, which published. */
  readonly dialled: number;
  /** Messages that the server handed over after the silence. */
  readonly delivered: number;
}

/** Looks into the browser again, with a driver, at what the listener has written down. */
async function judge(
  name: BrowserName,
  extension: string,
  profile: string,
  facts: Facts,
): Promise<Outcome> {
  const browser: Browser = await launch(name, { extension, profile });
  try {
    const world = await StreamWorld.open(browser);
    const state = await world.waitFor(facts.stream, 'up');
    const messages = await world.history(await world.subscriptionOf(facts.stream));
    const heard = messages.map(({ body }) => body);
    const since = firstConnected(facts, state.gaps);
    const gaps = state.gaps.filter(
      (gap) => gap.from > since && gap.from < facts.to - WRITTEN_MS - 1000,
    );
    const evidence = { ...facts, heard, gaps: state.gaps, since };
    if (facts.delivered < 1) return bad('the server had nobody to hand it to', evidence);
    if (heard.at(-1) !== LAST) return bad('the message was not written down', evidence);
    if (gaps.length > 0) return bad(`${gaps.length} gaps in the silence`, evidence);
    return good(`the message came, ${facts.dialled} connections, no gap`);
  } finally {
    await browser.close();
  }
}

/** When the browser that was let go stood: the end of the gap that its start was. */
function firstConnected(
  { from }: Facts,
  gaps: readonly { from: number; to: number | null }[],
): number {
  return gaps.find((gap) => gap.to !== null && gap.to > from)?.to ?? from;
}
