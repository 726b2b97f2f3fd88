import type { FailureView } from '../messages/contract.ts';
import type { RateView } from '../messages/rate.ts';
import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import { readRate, writeRate } from '../platform/rate-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';

interface RatePorts {
  readonly storage: LocalStorage;
  readonly clock: Pick<Clock, 'now'>;
  /** Turns a result into the answer of a message, and tells open pages. */
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** The rate that pages are shown: none where it cannot be read, since amounts can be read without. */
export async function rateView(storage: LocalStorage): Promise<RateView | null> {
  const rate = await readRate(storage);
  return rate.ok ? rate.value : null;
}

/** The handler for the rate that the user sets. */
export function rateHandlers({ storage, clock, done }: RatePorts): Pick<Handlers, 'rate.set'> {
  return {
    'rate.set': async ({ rate }) =>
      done(await writeRate(storage, rate && { ...rate, setAt: clock.now() })),
  };
}
