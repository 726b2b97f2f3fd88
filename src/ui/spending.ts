import type { BudgetView } from '../messages/contract.ts';
import type { RateView } from '../messages/rate.ts';
import { inLanguage } from './language.ts';
import { de } from './spending.de.ts';
import { en } from './spending.en.ts';
import { xmr, xmrWithUnit } from './wording.ts';
import { worth, xmrAndWorth } from './worth.ts';

const texts = inLanguage({ en, de });

/** One limit and what was spent of it. Amounts in piconero, as text. */
export interface MeterLine {
  readonly id: 'siteDay' | 'day' | 'month';
  /** `0.003 of 0.01 XMR today in all` */
  readonly text: string;
  /** What is left, in words; or that nothing is. */
  readonly left: string;
  /** The same in money of the user's: `about €0.45 of about €1.50`. */
  readonly worth: string | null;
  /** Of the limit: what was spent, and what a planned payment would add. At most 1 together. */
  readonly spent: number;
  readonly planned: number;
  /** Nothing is left of it, or less than is planned. */
  readonly over: boolean;
}

const PERIODS = ['siteDay', 'day', 'month'] as const;

/**
 * A line for each limit that is set.
 *
 * @param site whether there is a site in question, so that its own day counts
 * @param planned a payment that is asked about, in piconero
 */
export function meterLines(
  budget: BudgetView,
  site: boolean,
  planned = '0',
  rate: RateView | null = null,
): MeterLine[] {
  return PERIODS.flatMap((id) => {
    const { limit, spent } = budget[id];
    if (limit === null || (id === 'siteDay' && !site)) return [];
    const [most, gone, more] = [BigInt(limit), BigInt(spent), BigInt(planned)];
    const over = more > 0n ? gone + more > most : gone >= most;
    const spentPart = part(gone, most);
    return [
      {
        id,
        text: texts.meters[id](xmr(spent), xmrWithUnit(limit)),
        left: leftWords(most - gone, more),
        worth: worthWords(spent, limit, rate),
        spent: spentPart,
        planned: Math.min(1 - spentPart, part(more, most)),
        over,
      },
    ];
  });
}

function leftWords(left: bigint, planned: bigint): string {
  if (left <= 0n) return texts.usedUp;
  const words = planned > left ? texts.onlyLeft : texts.left;
  return words(xmr(left.toString()));
}

function worthWords(spent: string, limit: string, rate: RateView | null): string | null {
  const most = worth(limit, rate);
  return most === null ? null : texts.worth(worth(spent, rate), most);
}

/** Between 0 and 1, to a thousandth: amounts do not fit a number. */
function part(amount: bigint, whole: bigint): number {
  if (whole === 0n) return amount === 0n ? 0 : 1;
  return amount >= whole ? 1 : Number((amount * 1000n) / whole) / 1000;
}

/** What was spent, where no limit is set that it could be compared with. */
export function spentWords(
  budget: BudgetView,
  site: boolean,
  rate: RateView | null = null,
): string {
  const { siteDay, day, month } = budget;
  if (BigInt(month.spent) === 0n && BigInt(day.spent) === 0n) return texts.nothingSpent;
  const [today, inAll] = [xmrAndWorth(day.spent, rate), xmrAndWorth(month.spent, rate)];
  return site && siteDay.spent !== '0' && siteDay.spent !== day.spent
    ? texts.spentHere(today, xmrAndWorth(siteDay.spent, rate), inAll)
    : texts.spent(today, inAll);
}
