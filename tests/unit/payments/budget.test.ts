import { describe, expect, it } from 'vitest';
import { book, dayOf, type MonthBook, monthOf, spentIn } from '../../../src/payments/budget.ts';
import { ORIGIN, pico } from '../fakes/samples.ts';

const OTHER = 'https://other.example';
/** Noon, by the clock on this machine's wall. */
const noon = (day: number): number => new Date(2026, 10, day, 12).getTime();

function booked(...bookings: [origin: string, total: number, at: number, sign?: 1 | -1][]) {
  return bookings.reduce<MonthBook>(
    (month, [origin, total, at, sign = 1]) => book(month, { origin, total: pico(total), at, sign }),
    new Map(),
  );
}

describe('what was spent', () => {
  it('counts for its site and day, its day, and its month', () => {
    const month = booked(
      [ORIGIN, 10, noon(3)],
      [ORIGIN, 5, noon(4)],
      [OTHER, 2, noon(4)],
      [ORIGIN, 1, noon(4)],
    );
    expect(spentIn(month, ORIGIN, noon(4))).toEqual({ siteDay: 6n, day: 8n, month: 18n });
    expect(spentIn(month, OTHER, noon(4))).toEqual({ siteDay: 2n, day: 8n, month: 18n });
    expect(spentIn(month, ORIGIN, noon(5))).toEqual({ siteDay: 0n, day: 0n, month: 18n });
  });

  it('is taken back in the day that it was booked in, and never below nothing', () => {
    const month = booked([ORIGIN, 10, noon(3)], [ORIGIN, 4, noon(3), -1]);
    expect(spentIn(month, ORIGIN, noon(3))).toEqual({ siteDay: 6n, day: 6n, month: 6n });
    const nothing = booked([ORIGIN, 10, noon(3)], [ORIGIN, 11, noon(3), -1]);
    expect(spentIn(nothing, ORIGIN, noon(3)).month).toBe(0n);
  });

  it('never outgrows what an amount can be', () => {
    const much = pico(2n ** 64n - 1n);
    let month: MonthBook = new Map();
    for (const origin of [ORIGIN, OTHER, ORIGIN]) {
      month = book(month, { origin, total: much, at: noon(3), sign: 1 });
    }
    expect(spentIn(month, ORIGIN, noon(3))).toEqual({ siteDay: much, day: much, month: much });
  });
});

describe('days and months', () => {
  it('turn at local midnight', () => {
    const last = new Date(2026, 10, 30, 23, 59, 59, 999).getTime();
    expect([monthOf(last), dayOf(last)]).toEqual(['2026-11', '30']);
    expect([monthOf(last + 1), dayOf(last + 1)]).toEqual(['2026-12', '01']);
  });

  it('are those of the year too', () => {
    const eve = new Date(2026, 11, 31, 23, 59).getTime();
    expect(monthOf(eve)).toBe('2026-12');
    expect(monthOf(eve + 60_000)).toBe('2027-01');
  });
});
