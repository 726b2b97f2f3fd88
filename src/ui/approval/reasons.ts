import type { QuestionView } from '../../messages/contract.ts';
import { xmrWithUnit } from '../wording.ts';

/** Why the user is asked, one sentence each. */
export function reasonsToAsk(question: QuestionView): string[] {
  const reasons: string[] = [];
  if (question.again) {
    reasons.push('The network fee rose since you agreed. This is the new total.');
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
      return 'You want a longer pass. It takes the place of the one that you hold.';
    case 'third_party':
      return 'This is not the site that you opened: it is another site, embedded in that page.';
    case 'look_alike':
      return 'The name has letters that can look like those of another site. Here it is written so that they show.';
    case 'payee_changed':
      return "This site's address for payments changed since you last paid it.";
    case 'dearer':
      return 'You hold a pass for this site, but this page costs more than it is worth.';
    case 'page_says':
      return 'The page says that it was asked for this payment. Tollpass did not see that on the network.';
    case 'site_asks':
      return 'You want to be asked before every payment to this site.';
    case 'over_threshold':
      return limit === '0'
        ? 'You want to be asked before every payment.'
        : `The total is over your limit of ${xmrWithUnit(limit)}.`;
    case 'over_site_day':
      return `With this payment you spend more than ${ofLimit(budget.siteDay)} at this site today.`;
    case 'over_day':
      return `With this payment you spend more than ${ofLimit(budget.day)} today.`;
    case 'over_month':
      return `With this payment you spend more than ${ofLimit(budget.month)} this month.`;
    default:
      return reason satisfies never;
  }
}

/** A limit may have been taken away while the question stood there. */
function ofLimit({ limit }: { readonly limit: string | null }): string {
  return limit === null ? 'you allowed' : `your limit of ${xmrWithUnit(limit)}`;
}
