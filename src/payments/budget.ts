import { MOST_PICONERO, type Piconero, piconero } from '../money/piconero.ts';

/** What was spent, network fees included, that counts against the user's limits. */
export interface Spent {
  /** At the origin in question, today. */
  readonly siteDay: Piconero;
  readonly day: Piconero;
  readonly month: Piconero;
}

/** A month of spending: by day of the month, by origin. */
export type MonthBook = ReadonlyMap<string, ReadonlyMap<string, Piconero>>;

/** One sum that is spent, or given back, at a time. */
export interface Booking {
  readonly origin: string;
  readonly total: Piconero;
  readonly at: number;
  readonly sign: 1 | -1;
}

/**
 * The month that a moment lies in, by the clock on the user's wall: `2026-11`. A limit for a month
 * starts anew when that changes; so does one for a day (`dayOf`).
 */
export function monthOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

/** The day of its month that a moment lies in, by the user's clock: `07`. */
export function dayOf(at: number): string {
  return String(new Date(at).getDate()).padStart(2, '0');
}

/**
 * A month's book with one more booking. Giving back never makes a sum negative, and no sum outgrows
 * what an amount can be: a wallet that lies about its fees must not bring the book down.
 */
export function book(month: MonthBook, { origin, total, at, sign }: Booking): MonthBook {
  const day = dayOf(at);
  const sites = new Map(month.get(day));
  const before = sites.get(origin) ?? 0n;
  const after = before + BigInt(sign) * total;
  sites.set(origin, clamped(after));
  return new Map(month).set(day, sites);
}

/** The sums of a month's book that bear on a payment to `origin` at `at`. */
export function spentIn(month: MonthBook, origin: string, at: number): Spent {
  const today = month.get(dayOf(at));
  const total = (sites: ReadonlyMap<string, Piconero> | undefined): bigint =>
    [...(sites?.values() ?? [])].reduce((sum: bigint, amount) => sum + amount, 0n);
  return {
    siteDay: today?.get(origin) ?? piconero(0n),
    day: clamped(total(today)),
    month: clamped([...month.values()].reduce((sum, sites) => sum + total(sites), 0n)),
  };
}

function clamped(value: bigint): Piconero {
  return piconero(value < 0n ? 0n : value > MOST_PICONERO ? MOST_PICONERO : value);
}
