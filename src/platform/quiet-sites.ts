import * as v from 'valibot';
import { sessionStorage } from './storage.ts';

/** After the first no, the second, and every later one: who says no once may change their mind. */
const QUIET_MS = [5_000, 60_000, 600_000] as const;
/** For so long a no counts towards the next. */
const MEMORY_MS = 600_000;
const MOST = 100;

const KEY = 'quiet-sites';
const noes = v.fallback(
  v.array(v.object({ origin: v.string(), at: v.number(), until: v.number() })),
  [],
);

/**
 * Sites that may ask nothing for a while, because the user said no: a page cannot put one window
 * after the other before its user. Kept until the browser closes, and across the background's lives.
 */
export interface QuietSites {
  has(origin: string): Promise<boolean>;
  add(origin: string): Promise<void>;
}

export function openQuietSites(now: () => number): QuietSites {
  let line: Promise<unknown> = Promise.resolve();

  async function read() {
    return v.parse(noes, await sessionStorage.get(KEY));
  }

  return {
    async has(origin) {
      // What is being written counts already.
      await line;
      return (await read()).some((no) => no.origin === origin && no.until > now());
    },
    add(origin) {
      const turn = line.then(async () => {
        const at = now();
        const recent = (await read()).filter((no) => no.at > at - MEMORY_MS);
        const before = recent.filter((no) => no.origin === origin).length;
        const quietMs = QUIET_MS[Math.min(before, QUIET_MS.length - 1)] ?? 0;
        const known = [...recent, { origin, at, until: at + quietMs }];
        await sessionStorage.set(KEY, known.slice(-MOST));
      });
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
