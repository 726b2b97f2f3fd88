import { piconero } from '../../../src/money/piconero.ts';
import type { Answer, Approver, Question } from '../../../src/payments/approval.ts';
import { totalOf } from '../../../src/payments/payment.ts';

/** A user. Questions stand until they are answered, or are answered at once by `always`. */
export interface FakeApprover extends Approver {
  /** Every question that was ever asked. */
  readonly asked: readonly Question[];
  /** How many of them stand. */
  standing(): number;
  /** Answers the oldest question that stands. */
  answer(what: 'pay' | 'reject'): void;
  always: 'pay' | 'reject' | null;
  /** How many times the amount is paid; null: as many as is proposed. */
  times: number | null;
}

export function fakeApprover(): FakeApprover {
  const asked: Question[] = [];
  const line: { question: Question; answer: (answer: Answer) => void }[] = [];
  const said = (what: 'pay' | 'reject', { offer, fee, times }: Question): Answer => {
    const many = approver.times ?? times;
    const amount = piconero(offer.amount * BigInt(many));
    return what === 'pay'
      ? { do: 'pay', upTo: totalOf({ amount, fee }), times: many }
      : { do: 'reject' };
  };

  const approver: FakeApprover = {
    asked,
    always: null,
    times: null,
    standing: () => line.length,
    ask(question) {
      asked.push(question);
      if (approver.always !== null) return Promise.resolve(said(approver.always, question));
      return new Promise((resolve) => {
        line.push({ question, answer: resolve });
      });
    },
    answer(what) {
      const head = line.shift();
      if (head === undefined) throw new Error('nobody asked');
      head.answer(said(what, head.question));
    },
  };
  return approver;
}
