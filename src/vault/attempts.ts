import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
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
  function note(wrong: number): Promise<Result<null, Failure>> {
    const ms = Math.min(LONGEST_MS, 1000 * 2 ** Math.min(wrong - 1, 10));
    return session.set(KEY, { wrong, until: now() + ms });
  }

  async function read(): Promise<Result<v.InferOutput<typeof stored>, Failure>> {
    const known = await session.get(KEY);
    return known.ok ? ok(v.parse(stored, known.value)) : known;
  }

  return {
    /** Errors: `vault_wait`, with the `seconds` until the next attempt. */
    async begin(): Promise<Result<null, Failure>> {
      const known = await read();
      if (!known.ok) return known;
      const left = known.value.until - now();
      // More than the longest was never set: the clock was turned back.
      if (left > 0 && left <= LONGEST_MS) {
        return err(failure('vault_wait', { seconds: String(Math.ceil(left / 1000)) }));
      }
      return note(known.value.wrong + 1);
    },
    /** The password was wrong: the wait begins now, and not while it was being looked at. */
    async failed(): Promise<Result<null, Failure>> {
      const known = await read();
      return known.ok ? note(known.value.wrong) : known;
    },
    /** The password was right. */
    succeeded: (): Promise<Result<null, Failure>> => session.set(KEY, null),
  };
}
