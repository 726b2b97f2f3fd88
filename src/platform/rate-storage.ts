import * as v from 'valibot';
import { type RateView, rate } from '../messages/rate.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

/** Apart from the settings, which are read at each wake: no toll needs it. */
const KEY = 'rate';

/** What 1 XMR is in money of the user's; null until the user says it. */
export async function readRate(storage: LocalStorage): Promise<Result<RateView | null, Failure>> {
  const entry = await storage.get(KEY);
  if (!entry.ok) return entry;
  if (entry.value === undefined) return ok(null);
  const read = v.safeParse(v.nullable(rate), entry.value);
  return read.success ? ok(read.output) : err(failure('storage_failed', { record: KEY }));
}

/** null switches it off, and is written: a backup that is restored then switches it off too. */
export function writeRate(
  storage: LocalStorage,
  rate: RateView | null,
): Promise<Result<null, Failure>> {
  return storage.set({ [KEY]: rate });
}
