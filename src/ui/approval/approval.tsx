import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { onChanged, send } from '../../messages/client.ts';
import type { QuestionView } from '../../messages/contract.ts';
import { read } from '../background.ts';
import { Notice } from '../parts/notice.tsx';
import { BACKGROUND_SILENT, explain } from '../sentences.ts';
import type { Agreed, Agreement } from './agreement.ts';
import { Question } from './question.tsx';
import { Unlock } from './unlock.tsx';

const LOST_RETRY_MS = 2000;

type Shown =
  | { readonly is: 'reading' }
  | { readonly is: 'none' }
  | { readonly is: 'lost' }
  | { readonly is: 'unlock' }
  | { readonly is: 'question'; readonly question: QuestionView };

/** The window that asks before a payment, one question after the other. */
export function Approval() {
  const shown = useSignal<Shown>({ is: 'reading' });
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);

  const newest = useRef(0);

  // Of several readings under way only the last one counts: the others may be from before an answer.
  const load = useCallback(async (): Promise<void> => {
    newest.current += 1;
    const turn = newest.current;
    try {
      const [question, vault] = await Promise.all([
        read('question.read', {}),
        read('vault.read', {}),
      ]);
      if (turn !== newest.current) return;
      const before = shown.value;
      if (vault.ok && vault.asked) {
        shown.value = { is: 'unlock' };
        return;
      }
      if (question === null) {
        if (before.is === 'question' || before.is === 'unlock') window.close();
        // Still here: a window that a link opened may not close itself.
        shown.value = { is: 'none' };
        return;
      }
      if (before.is === 'question' && !isSame(before.question, question)) problem.value = null;
      shown.value = { is: 'question', question };
    } catch {
      if (turn !== newest.current) return;
      if (shown.value.is === 'question') problem.value = BACKGROUND_SILENT;
      else shown.value = { is: 'lost' };
      setTimeout(() => void (turn === newest.current && load()), LOST_RETRY_MS);
    }
  }, [shown, problem]);

  useEffect(() => {
    onChanged(() => {
      if (!busy.value) void load();
    });
    void load();
  }, [load, busy]);

  const answer = useCallback(
    async (kind: 'pay' | 'reject', agreed: Agreed): Promise<void> => {
      const now = shown.value;
      if (now.is !== 'question' || busy.value) return;
      const { id } = now.question;
      busy.value = true;
      problem.value = null;
      let said: string | null = null;
      try {
        const done = await send('question.answer', { id, answer: kind, ...agreed });
        if (!done.ok) said = explain(done.failure);
      } catch {
        // If it did arrive, the question is gone and the next one is read below.
        said =
          'Your answer may not have arrived. If this is still the same question, answer again.';
      }
      await load();
      problem.value ??= said;
      busy.value = false;
    },
    [shown, busy, problem, load],
  );
  const reject = useCallback(
    (shown: Agreement) => void answer('reject', { ...shown, alwaysUpTo: null }),
    [answer],
  );

  const state = shown.value;
  if (state.is === 'question') {
    const { question } = state;
    return (
      <Question
        key={keyOf(question)}
        question={question}
        busy={busy.value}
        problem={problem.value}
        onPay={(agreed) => void answer('pay', agreed)}
        onReject={reject}
      />
    );
  }
  if (state.is === 'unlock') return <Unlock />;
  return (
    <main class="stack middle" aria-live="polite">
      {state.is === 'reading' ? <p class="faint">Reading…</p> : null}
      {state.is === 'lost' ? (
        <Notice kind="error">
          <p>{BACKGROUND_SILENT}</p>
        </Notice>
      ) : null}
      {state.is === 'none' ? (
        <>
          <h1>No question is waiting</h1>
          <p class="faint">You can close this window.</p>
          <div class="buttons">
            <button type="button" onClick={() => window.close()}>
              Close
            </button>
          </div>
        </>
      ) : null}
    </main>
  );
}

/** What makes a question another one: all that is agreed to. */
function keyOf({ id, amount, fee, times, total }: QuestionView): string {
  return [id, amount, fee, times, total].join(' ');
}

function isSame(a: QuestionView, b: QuestionView): boolean {
  return keyOf(a) === keyOf(b);
}
