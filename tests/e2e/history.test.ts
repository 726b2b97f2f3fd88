import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe } from 'vitest';
import type { History } from '../../src/streams/history.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import { historyContract } from '../unit/streams/history-contract.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { BROWSERS, launchTollpass } from './world.ts';

// The history of streams in a real IndexedDB: the same suite as its fake.

const ENTRY = fileURLToPath(new URL('../../src/listener/history-database.ts', import.meta.url));

/** `src/listener/history-database.ts` as a script that a page can have. */
async function script(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'tollpass-history-'));
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir,
        lib: { entry: ENTRY, formats: ['iife'], name: 'database', fileName: () => 'database.js' },
      },
    });
    return await readFile(join(outDir, 'database.js'), 'utf8');
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

interface Page {
  readonly database: { openHistoryDatabase(factory: IDBFactory, name: string): Promise<History> };
  histories: Map<string, History>;
}

/** Bytes do not travel as JSON. */
function packed(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Set) return { set: [...value] };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, packed(each)]));
}

function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== 'object' || value === null) return value;
  const { bytes } = value as { bytes?: number[] };
  if (bytes !== undefined) return new Uint8Array(bytes);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpacked(each)]));
}

describe.each(BROWSERS)('the history of streams, in %s', (name) => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof listenOnLoopback>>;
  let tab: Tab;

  beforeAll(async () => {
    const database = await script();
    site = await listenOnLoopback(
      createServer((request, response) => {
        request.resume();
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end(`<!doctype html><title>History</title><script>${database}</script><p>ready`);
      }),
    );
    browser = await launchTollpass(name);
    tab = await browser.newTab();
    await tab.goto(`${site.origin}/`);
    await tab.waitForText('ready');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  function call(history: string, method: keyof History, ...input: unknown[]): Promise<unknown> {
    return tab
      .evaluate(
        async ({ history, method, input }) => {
          const revive = (value: unknown): unknown => {
            if (Array.isArray(value)) return value.map(revive);
            if (typeof value !== 'object' || value === null) return value;
            const { bytes, set } = value as { bytes?: number[]; set?: string[] };
            if (bytes !== undefined) return new Uint8Array(bytes);
            if (set !== undefined) return new Set(set);
            return Object.fromEntries(
              Object.entries(value).map(([key, each]) => [key, revive(each)]),
            );
          };
          const pack = (value: unknown): unknown => {
            if (value instanceof Uint8Array) return { bytes: [...value] };
            if (Array.isArray(value)) return value.map(pack);
            if (typeof value !== 'object' || value === null) return value;
            return Object.fromEntries(
              Object.entries(value).map(([key, each]) => [key, pack(each)]),
            );
          };
          const page = globalThis as unknown as Page;
          const of = page.histories.get(history) as History;
          const work = of[method] as (...input: unknown[]) => Promise<unknown>;
          return pack((await work(...(revive(input) as unknown[]))) ?? null);
        },
        { history, method, input: packed(input) as unknown[] },
      )
      .then(unpacked);
  }

  let lives = 0;
  historyContract(async (of) => {
    lives += 1;
    const life = `life-${lives}`;
    await tab.evaluate(
      async ({ of, life }) => {
        const page = globalThis as unknown as Page;
        page.histories ??= new Map();
        page.histories.set(life, await page.database.openHistoryDatabase(indexedDB, of));
        return null;
      },
      { of, life },
    );
    const remote = (method: keyof History) =>
      ((...input: unknown[]) => call(life, method, ...input)) as never;
    return {
      load: remote('load'),
      tally: remote('tally'),
      write: remote('write'),
      read: remote('read'),
      clear: remote('clear'),
      keepOnly: remote('keepOnly'),
    };
  });
});
