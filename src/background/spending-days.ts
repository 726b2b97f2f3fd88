import * as v from 'valibot';
import { dayOf, monthOf } from '../payments/budget.ts';
import { SPENT } from '../platform/journal-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { storedMonth } from '../platform/stored-toll.ts';

/**
 * What was spent on each day of this month, fees included, from the first to today, in piconero as
 * text. Reads one entry, however much was ever paid. Zeros where that cannot be read.
 */
export async function spendingDays(storage: LocalStorage, now: number): Promise<string[]> {
  const stored = await storage.get(SPENT + monthOf(now));
  const month = v.safeParse(storedMonth, stored.ok ? (stored.value ?? {}) : {});
  return Array.from({ length: Number(dayOf(now)) }, (_, index) => {
    const sites = month.success ? month.output.get(String(index + 1).padStart(2, '0')) : undefined;
    let total = 0n;
    for (const amount of sites?.values() ?? []) total += amount;
    return total.toString();
  });
}
