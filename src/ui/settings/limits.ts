import type { BudgetView, Input } from '../../messages/contract.ts';
import { readXmr, xmr } from '../wording.ts';
import { texts } from './texts.ts';

export type LimitName = 'threshold' | 'siteDay' | 'day' | 'month';
export type LimitTexts = Readonly<Record<LimitName, string>>;

/** In the order of their fields. */
export const LIMITS: readonly LimitName[] = ['threshold', 'siteDay', 'day', 'month'];

/** The limits that are stored, as the fields show them: empty is no limit. */
export function storedTexts(budget: BudgetView): LimitTexts {
  const text = (limit: string | null): string => (limit === null ? '' : xmr(limit));
  return {
    threshold: xmr(budget.threshold),
    siteDay: text(budget.siteDay.limit),
    day: text(budget.day.limit),
    month: text(budget.month.limit),
  };
}

/** What the fields say: what has to be stored anew, or why a field says nothing. */
export type LimitsInput = {
  readonly whys: Readonly<Partial<Record<LimitName, string>>>;
} & ({ readonly ok: true; readonly change: Input<'limits.set'> } | { readonly ok: false });

/**
 * Reads the fields. Only those that differ from what is stored are in the change, so that nothing
 * is set back that was changed elsewhere meanwhile.
 */
export function readLimits(typed: LimitTexts, stored: LimitTexts): LimitsInput {
  const whys: Partial<Record<LimitName, string>> = {};
  const change: { -readonly [K in LimitName]?: string | null } = {};
  for (const name of LIMITS) {
    const text = typed[name];
    const isNone = text.trim() === '';
    if (isNone && name !== 'threshold') {
      if (stored[name] !== '') change[name] = null;
      continue;
    }
    const read = readXmr(text);
    if (!read.ok) whys[name] = isNone ? texts.limits.zeroNeeded : read.why;
    else if (text !== stored[name]) change[name] = read.amount.toString();
  }
  if (Object.keys(whys).length > 0) return { ok: false, whys };
  return { ok: true, whys, change: change as Input<'limits.set'> };
}
