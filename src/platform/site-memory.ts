import * as v from 'valibot';
import { FAILURE_CODES, type Failure } from '../outcome/failure.ts';
import { sessionStorage } from './storage.ts';

/** A "no" of the user holds for so long: a page that reloads itself cannot ask again and again. */
const REJECTION_MS = 600_000;
const MOST = 50;

const REJECTIONS = 'rejections';
const TROUBLES = 'troubles';

const rejections = v.fallback(v.array(v.object({ key: v.string(), until: v.number() })), []);
const troubles = v.fallback(
  v.array(
    v.object({
      origin: v.string(),
      url: v.string(),
      at: v.number(),
      failure: v.object({
        code: v.picklist(FAILURE_CODES),
        detail: v.optional(v.record(v.string(), v.string())),
      }),
    }),
  ),
  [],
);

/** A toll that ended in a way that the user should see. */
export type Trouble = v.InferOutput<typeof troubles>[number];

/** What is remembered of sites until the browser closes: the user's noes, and what went wrong. */
export interface SiteMemory {
  readonly rejections: { has(key: string): Promise<boolean>; add(key: string): Promise<void> };
  troubles(): Promise<readonly Trouble[]>;
  addTrouble(origin: string, url: string, failure: Failure): Promise<void>;
  /** Forgets the noes and the troubles of one origin. */
  forgive(origin: string): Promise<void>;
}

export function openSiteMemory(now: () => number): SiteMemory {
  let line: Promise<unknown> = Promise.resolve();
  function update<T>(key: string, schema: v.GenericSchema<unknown, T>, change: (value: T) => T) {
    const turn = line.then(async () => {
      const value = v.parse(schema, await sessionStorage.get(key));
      await sessionStorage.set(key, change(value));
    });
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    rejections: {
      async has(key) {
        const known = v.parse(rejections, await sessionStorage.get(REJECTIONS));
        return known.some((rejection) => rejection.key === key && rejection.until > now());
      },
      add: (key) =>
        update(REJECTIONS, rejections, (known) =>
          [...known.filter((one) => one.key !== key), { key, until: now() + REJECTION_MS }].slice(
            -MOST,
          ),
        ),
    },
    async troubles() {
      return v.parse(troubles, await sessionStorage.get(TROUBLES));
    },
    addTrouble: (origin, url, { code, detail }) =>
      update(TROUBLES, troubles, (known) =>
        [
          ...known.filter((one) => one.origin !== origin),
          { origin, url, at: now(), failure: { code, detail: detail && { ...detail } } },
        ].slice(-MOST),
      ),
    async forgive(origin) {
      await update(REJECTIONS, rejections, (known) =>
        known.filter((one) => !one.key.startsWith(`${origin}|`)),
      );
      await update(TROUBLES, troubles, (known) => known.filter((one) => one.origin !== origin));
    },
  };
}
