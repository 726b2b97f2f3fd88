import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { sessionStorage } from './storage.ts';

/** The name of the alarm that goes off when the next header rule has reached its end. */
export const HEADERS_ALARM = 'headers';

const KEY = 'rule-ends';
const stored = v.fallback(v.array(v.tuple([v.number(), v.number()])), []);

/**
 * When header rules end. The browser's rules do not say, so it is kept beside them: session rules and
 * `storage.session` live equally long.
 */
export interface RuleEnds {
  /** Notes ends, by a rule's id; null: none. */
  add(ends: readonly (readonly [id: number, until: number | null])[]): Promise<void>;
  /** Forgets the ends of all others, and has the background woken at the next one. */
  keep(ids: readonly number[]): Promise<void>;
  /** The ends of those of these that have one. */
  of(ids: readonly number[]): Promise<ReadonlyMap<number, number>>;
}

export function openRuleEnds(): RuleEnds {
  const read = async () => v.parse(stored, await sessionStorage.get(KEY));

  return {
    async add(ends) {
      const added = ends.flatMap(([id, until]) => (until === null ? [] : [[id, until] as const]));
      if (added.length > 0) await sessionStorage.set(KEY, [...(await read()), ...added]);
    },
    async keep(ids) {
      const known = await read();
      const kept = known.filter(([id]) => ids.includes(id));
      if (kept.length < known.length) await sessionStorage.set(KEY, kept);
      if (kept.length === 0) await browser.alarms.clear(HEADERS_ALARM);
      else {
        const when = Math.min(...kept.map(([, until]) => until));
        await browser.alarms.create(HEADERS_ALARM, { when });
      }
    },
    async of(ids) {
      return new Map((await read()).filter(([id]) => ids.includes(id)));
    },
  };
}
