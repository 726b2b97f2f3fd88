import type { BudgetView, Input } from '../../messages/contract.ts';

/** Limits that suit many people. In piconero; null is no limit. */
export interface Suggestion {
  readonly id: 'ask' | 'small' | 'wide';
  readonly limits: {
    readonly [K in keyof Required<Input<'limits.set'>>]: Exclude<Input<'limits.set'>[K], undefined>;
  };
}

const MILLI_XMR = 1_000_000_000n;
const milli = (count: bigint): string => (count * MILLI_XMR).toString();

export const SUGGESTIONS: readonly Suggestion[] = [
  {
    id: 'small',
    limits: { threshold: milli(5n), siteDay: milli(10n), day: milli(20n), month: milli(200n) },
  },
  {
    id: 'ask',
    limits: { threshold: '0', siteDay: null, day: null, month: null },
  },
  {
    id: 'wide',
    limits: { threshold: milli(20n), siteDay: milli(50n), day: milli(100n), month: milli(1000n) },
  },
];

/**
 * The suggestion that is to be chosen at first: the one that holds already, the first where nothing
 * was ever set, or none where the user has limits of their own.
 */
export function suggestionFor(budget: BudgetView, isFirst: boolean): Suggestion | null {
  const { threshold, siteDay, day, month } = budget;
  const held = SUGGESTIONS.find(
    ({ limits }) =>
      limits.threshold === threshold &&
      limits.siteDay === siteDay.limit &&
      limits.day === day.limit &&
      limits.month === month.limit,
  );
  // To be asked each time is what holds before anything was set, so it says nothing of a wish.
  if (isFirst && held?.id === 'ask') return SUGGESTIONS[0] ?? null;
  return held ?? null;
}
