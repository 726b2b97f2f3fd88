import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import type { VaultSession } from './vault.ts';

const KEY = 'vault-attempts';
const LONGEST_MS = 60_000;

const stored = v.fallback(v.object({ wrong: v.number(), until: v.number() }), {
  wrong: 0,
  until: 0,
});

/**
 * Makes who guesses wait: a second after the first wrong password, then twice as long each time, a
 * minute at most.
 *
 * An attempt counts as wrong from its beginning, so that one whose background is killed counts too.
 */
export function countAttempts(session: VaultSession, now: () => number) {
  return {
    /** Errors: `vault_wait`, with the `seconds` until the next attempt. */
    async begin(): Promise<Result<null, Failure>> {
      const read = await session.get(KEY);
      if (!read.ok) return read;
      const { wrong, until } = v.parse(stored, read.value);
      const left = until - now();
      // More than the longest was never set: the clock was turned back.
      if (left > 0 && left <= LONGEST_MS) {
        return err(failure('vault_wait', { seconds: String(Math.ceil(left / 1000)) }));
      }
      const ms = Math.min(LONGEST_MS, 1000 * 2 ** Math.min(wrong, 10));
      return session.set(KEY, { wrong: wrong + 1, until: now() + ms });
    },
    /** The password was right. */
    succeeded: (): Promise<Result<null, Failure>> => session.set(KEY, null),
  };
}
