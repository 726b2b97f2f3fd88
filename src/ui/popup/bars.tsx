import { xmr, xmrWithUnit } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.spending;

/** The spending of a month by days, as bars: each with its part of the highest one. */
export interface DayBar {
  readonly day: number;
  /** In piconero, as text. */
  readonly amount: string;
  /** Of the highest: 0 to 1. */
  readonly part: number;
}

/** @param days what was spent on each day, from the first to today */
export function barsOf(days: readonly string[]): readonly DayBar[] {
  let most = 0n;
  // `Math.max` knows no bigint.
  for (const amount of days) if (BigInt(amount) > most) most = BigInt(amount);
  return days.map((amount, index) => ({
    day: index + 1,
    amount,
    part: most === 0n ? 0 : Number((BigInt(amount) * 1000n) / most) / 1000,
  }));
}

/** What the bars say, in a sentence. */
export function barsWords(days: readonly string[]): string {
  const bars = barsOf(days);
  const highest = bars.reduce((high, bar) => (bar.part > high.part ? bar : high), {
    day: 0,
    amount: '0',
    part: 0,
  });
  const today = bars.at(-1)?.amount ?? '0';
  return texts.bars(xmrWithUnit(today), highest.day, xmrWithUnit(highest.amount));
}

/** A small chart of the days of this month. Nothing where nothing was spent. */
export function Bars(props: { days: readonly string[]; length: number }) {
  const bars = barsOf(props.days);
  if (bars.every(({ part }) => part === 0)) return null;
  const ahead = Array.from({ length: props.length - bars.length }, (_, index) => index);
  return (
    <div class="bars" role="img" aria-label={barsWords(props.days)} data-testid="bars">
      {bars.map(({ day, amount, part }) => (
        <span key={day} class="day" title={texts.day(day, xmr(amount))}>
          {part === 0 ? null : <span class="day-spent" style={{ height: `${part * 100}%` }} />}
        </span>
      ))}
      {ahead.map((index) => (
        <span key={`ahead-${index}`} class="day day-ahead" />
      ))}
    </div>
  );
}
