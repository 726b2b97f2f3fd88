import * as v from 'valibot';
import { DIALECT_NAMES } from '../http402/dialect.ts';
import { FAILURE_CODES, type Failure } from '../outcome/failure.ts';
import { sessionStorage } from './storage.ts';

/** A "no" of the user holds for so long: a page that reloads itself cannot ask again and again. */
const REJECTION_MS = 600_000;
const MOST = 50;

/** Stands for an origin where the user closed the window that asked for the vault's password. */
export const UNLOCK = 'unlock';

const REJECTIONS = 'rejections';
const TROUBLES = 'troubles';
const LATER = 'pay-later';

const rejections = v.fallback(v.array(v.object({ key: v.string(), until: v.number() })), []);
const troubles = v.fallback(
  v.array(
    v.object({
      origin: v.string(),
      url: v.string(),
      tabId: v.number(),
      toll: v.nullable(
        v.object({
          origin: v.string(),
          dialect: v.picklist(DIALECT_NAMES),
          address: v.string(),
        }),
      ),
      at: v.number(),
      failure: v.object({
        code: v.picklist(FAILURE_CODES),
        detail: v.optional(v.record(v.string(), v.string())),
      }),
    }),
  ),
  [],
);

const later = v.fallback(
  v.array(v.object({ origin: v.string(), tabId: v.number(), tabUrl: v.string() })),
  [],
);

/** A toll that ended in a way that the user should see. */
export type Trouble = v.InferOutput<typeof troubles>[number];

/** A page that is to be loaded again once the wallet can pay for it, if it still stands there. */
export type Postponed = v.InferOutput<typeof later>[number];

/** What is remembered of sites until the browser closes: the user's noes, and what went wrong. */
export interface SiteMemory {
  readonly rejections: { has(key: string): Promise<boolean>; add(key: string): Promise<void> };
  troubles(): Promise<readonly Trouble[]>;
  addTrouble(trouble: Omit<Trouble, 'at' | 'failure'>, failure: Failure): Promise<void>;
  /** Forgets the noes and the troubles of one origin. */
  forgive(origin: string): Promise<void>;
  postponed(): Promise<readonly Postponed[]>;
  postpone(page: Postponed): Promise<void>;
  /** Forgets what was postponed. */
  forgetPostponed(): Promise<void>;
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
    addTrouble: (trouble, { code, detail }) =>
      update(TROUBLES, troubles, (known) =>
        [
          ...known.filter((one) => one.origin !== trouble.origin),
          { ...trouble, at: now(), failure: { code, detail: detail && { ...detail } } },
        ].slice(-MOST),
      ),
    async forgive(origin) {
      await update(REJECTIONS, rejections, (known) =>
        known.filter((one) => !one.key.startsWith(`${origin}|`)),
      );
      await update(TROUBLES, troubles, (known) => known.filter((one) => one.origin !== origin));
    },
    async postponed() {
      return v.parse(later, await sessionStorage.get(LATER));
    },
    postpone: (page) =>
      update(LATER, later, (known) =>
        [...known.filter((one) => one.tabId !== page.tabId), page].slice(-MOST),
      ),
    forgetPostponed: () => update(LATER, later, () => []),
  };
}
