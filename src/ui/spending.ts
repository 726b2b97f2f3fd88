import type { BudgetView } from '../messages/contract.ts';
import { xmr, xmrWithUnit } from './wording.ts';

/** One limit and what was spent of it. Amounts in piconero, as text. */
export interface MeterLine {
  readonly id: 'siteDay' | 'day' | 'month';
  /** `0.003 of 0.01 XMR today in all` */
  readonly text: string;
  /** What is left, in words; or that nothing is. */
  readonly left: string;
  /** Of the limit: what was spent, and what a planned payment would add. At most 1 together. */
  readonly spent: number;
  readonly planned: number;
  /** Nothing is left of it, or less than is planned. */
  readonly over: boolean;
}

const PERIODS = [
  ['siteDay', 'today at this site'],
  ['day', 'today in all'],
  ['month', 'this month'],
] as const;

/**
 * A line for each limit that is set.
 *
 * @param site whether there is a site in question, so that its own day counts
 * @param planned a payment that is asked about, in piconero
 */
export function meterLines(budget: BudgetView, site: boolean, planned = '0'): MeterLine[] {
  return PERIODS.flatMap(([id, period]) => {
    const { limit, spent } = budget[id];
    if (limit === null || (id === 'siteDay' && !site)) return [];
    const [most, gone, more] = [BigInt(limit), BigInt(spent), BigInt(planned)];
    const over = more > 0n ? gone + more > most : gone >= most;
    const spentPart = part(gone, most);
    return [
      {
        id,
        text: `${xmr(spent)} of ${xmrWithUnit(limit)} ${period}`,
        left: leftWords(most - gone, more),
        spent: spentPart,
        planned: Math.min(1 - spentPart, part(more, most)),
        over,
      },
    ];
  });
}

function leftWords(left: bigint, planned: bigint): string {
  if (left <= 0n) return 'used up';
  const words = `${xmr(left.toString())} left`;
  return planned > left ? `only ${words}` : words;
}

/** Between 0 and 1, to a thousandth: amounts do not fit a number. */
function part(amount: bigint, whole: bigint): number {
  if (whole === 0n) return amount === 0n ? 0 : 1;
  return amount >= whole ? 1 : Number((amount * 1000n) / whole) / 1000;
}

/** What was spent, where no limit is set that it could be compared with. */
export function spentWords(budget: BudgetView, site: boolean): string {
  const { siteDay, day, month } = budget;
  if (BigInt(month.spent) === 0n && BigInt(day.spent) === 0n)
    return 'Nothing was spent this month.';
  const here = site && siteDay.spent !== '0' && siteDay.spent !== day.spent;
  return `${xmrWithUnit(day.spent)} was spent today${
    here ? ` (${xmrWithUnit(siteDay.spent)} of it at this site)` : ''
  }, ${xmrWithUnit(month.spent)} this month.`;
}
