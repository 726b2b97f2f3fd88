import { type Piconero, piconero, sum } from '../money/piconero.ts';
import type { Answer, Approver, Question } from '../payments/approval.ts';
import type { QuestionLine } from './question-line.ts';

/** Asks before payments, one question at a time. */
export interface ApprovalWindow extends Approver {
  /** The question at the head of the line, and how many wait behind it. */
  current(): { id: string; question: Question; behind: number } | null;
  /**
   * Answers the question at the head of the line: rejects it, or pays `times` its amount.
   * @returns false if it is another one by now, or the total is not what that makes
   */
  answer(id: string, pay: { readonly times: number; readonly total: Piconero } | null): boolean;
  count(): number;
}

export function openApprovals(line: QuestionLine, page: string): ApprovalWindow {
  const questions = line.sort<Question, Answer>({ page, no: { do: 'reject' }, inPopup: true });
  return {
    ask: questions.ask,
    current: questions.current,
    count: questions.count,
    answer(id, pay) {
      if (pay === null) return questions.answer(id, { do: 'reject' });
      const head = questions.current();
      if (head === null || totalOf(head.question, pay.times) !== pay.total) return false;
      return questions.answer(id, { do: 'pay', upTo: pay.total, times: pay.times });
    },
  };
}

/** What paying `times` the amount of a question comes to; null if the site does not sell so many. */
function totalOf({ offer, fee }: Question, times: number): Piconero | null {
  if (times !== 1 && !offer.extensible) return null;
  return sum(piconero(offer.amount * BigInt(times)), fee);
}
