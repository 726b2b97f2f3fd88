import { useCallback } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { QuestionView } from '../../messages/contract.ts';
import { type Asking, useAsked } from '../asked.ts';
import { read } from '../background.ts';
import { Rate } from '../parts/amount.tsx';
import { NoQuestion } from '../parts/no-question.tsx';
import type { Agreed, Agreement } from './agreement.ts';
import { Question } from './question.tsx';

const PAYMENTS: Asking<QuestionView> = {
  read: () => read('question.read', {}),
  keyOf: ({ id, amount, fee, times, total }) => [id, amount, fee, times, total].join(' '),
};

/** The window that asks before a payment, one question after the other. */
export function Approval() {
  const { shown, busy, problem, answer } = useAsked(PAYMENTS);

  const say = useCallback(
    (kind: 'pay' | 'reject', agreed: Agreed) =>
      void answer(({ id }) => send('question.answer', { id, answer: kind, ...agreed })),
    [answer],
  );
  const reject = useCallback(
    (agreed: Agreement) => say('reject', { ...agreed, alwaysUpTo: null }),
    [say],
  );

  if (shown.is !== 'question') return <NoQuestion is={shown.is} />;
  return (
    <Rate.Provider value={shown.question.rate}>
      <Question
        key={PAYMENTS.keyOf(shown.question)}
        question={shown.question}
        busy={busy}
        problem={problem}
        onPay={(agreed) => say('pay', agreed)}
        onReject={reject}
      />
    </Rate.Provider>
  );
}
