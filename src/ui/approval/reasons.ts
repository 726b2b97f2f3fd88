import type { QuestionView } from '../../messages/contract.ts';
import { xmrWithUnit } from '../wording.ts';

/** Why the user is asked, one sentence each. */
export function reasonsToAsk(question: QuestionView): string[] {
  const reasons: string[] = [];
  if (question.again) {
    reasons.push('The network fee rose since you agreed. This is the new total.');
  }
  switch (question.reason) {
    case 'over_threshold':
      reasons.push(
        question.limit === '0'
          ? 'You want to be asked before every payment.'
          : `The total is over your limit of ${xmrWithUnit(question.limit)}.`,
      );
      break;
    case 'third_party':
      reasons.push(
        'This is not the site that you opened: it is another site, embedded in that page.',
      );
      break;
    case 'look_alike':
      reasons.push(
        'The name has letters that can look like those of another site. Here it is written so that they show.',
      );
      break;
    case 'payee_changed':
      reasons.push("This site's address for payments changed since you last paid it.");
      break;
    default:
      question.reason satisfies never;
  }
  return reasons;
}
