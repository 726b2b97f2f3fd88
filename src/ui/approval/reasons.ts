import type { QuestionView } from '../../messages/contract.ts';
import { xmrWithUnit } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.reasons;

/** Why the user is asked, one sentence each. */
export function reasonsToAsk(question: QuestionView): string[] {
  const reasons: string[] = [];
  if (question.again) {
    reasons.push(texts.again);
  }
  reasons.push(reasonToAsk(question));
  return reasons;
}

/** Whether there is nothing to be wary of: the user wished it so, or it is a matter of limits. */
export function isEveryday({ reason, again }: QuestionView): boolean {
  const wary: readonly Reason[] = [
    'third_party',
    'look_alike',
    'payee_changed',
    'dearer',
    'page_says',
  ];
  return !again && !wary.includes(reason);
}

type Reason = QuestionView['reason'];

function reasonToAsk({ reason, limit, budget }: QuestionView): string {
  switch (reason) {
    case 'wished':
    case 'third_party':
    case 'look_alike':
    case 'payee_changed':
    case 'dearer':
    case 'page_says':
    case 'site_asks':
      return texts[reason];
    case 'over_threshold':
      return limit === '0' ? texts.always : texts.over_threshold(xmrWithUnit(limit));
    case 'over_site_day':
      return texts.over_site_day(limitOf(budget.siteDay));
    case 'over_day':
      return texts.over_day(limitOf(budget.day));
    case 'over_month':
      return texts.over_month(limitOf(budget.month));
    default:
      return reason satisfies never;
  }
}

/** Null if it was taken away while the question stood there. */
function limitOf({ limit }: { readonly limit: string | null }): string | null {
  return limit === null ? null : xmrWithUnit(limit);
}
