import { useSignal } from '@preact/signals';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import { onChanged } from '../messages/client.ts';
import type { FailureView } from '../messages/contract.ts';
import { ANSWER_LOST, BACKGROUND_SILENT, explained, type Said } from './sentences.ts';

const LOST_RETRY_MS = 2000;

/** What a window that asks shows: the question at the head of the line, or that there is none. */
export type Shown<Q> =
  | { readonly is: 'reading' }
  | { readonly is: 'none' }
  | { readonly is: 'lost' }
  | { readonly is: 'question'; readonly question: Q };

/** One sort of questions, as its window reads them. Both are to be the same at every rendering. */
export interface Asking<Q> {
  /** null: none is left. */
  read(): Promise<Q | null>;
  /** What makes a question another one: all that is agreed to. */
  keyOf(question: Q): string;
}

export interface Asked<Q> {
  readonly shown: Shown<Q>;
  /** An answer is on its way. */
  readonly busy: boolean;
  readonly problem: Said | null;
  /** Sends the answer to the question that is shown, and goes on to the next. */
  answer(
    send: (
      question: Q,
    ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: FailureView }>,
  ): Promise<void>;
}

/** Reads the questions that wait in line, one after the other; closes the window after the last. */
export function useAsked<Q>({ read, keyOf }: Asking<Q>): Asked<Q> {
  const shown = useSignal<Shown<Q>>({ is: 'reading' });
  const busy = useSignal(false);
  const problem = useSignal<Said | null>(null);

  const newest = useRef(0);

  // Of several readings under way only the last one counts: the others may be from before an answer.
  const load = useCallback(async (): Promise<void> => {
    newest.current += 1;
    const turn = newest.current;
    try {
      const question = await read();
      if (turn !== newest.current) return;
      const before = shown.value;
      if (question === null) {
        if (before.is === 'question') window.close();
        // Still here: a window that a link opened may not close itself.
        shown.value = { is: 'none' };
        return;
      }
      if (before.is === 'question' && keyOf(before.question) !== keyOf(question)) {
        problem.value = null;
      }
      shown.value = { is: 'question', question };
    } catch {
      if (turn !== newest.current) return;
      if (shown.value.is === 'question') problem.value = BACKGROUND_SILENT;
      else shown.value = { is: 'lost' };
      setTimeout(() => void (turn === newest.current && load()), LOST_RETRY_MS);
    }
  }, [shown, problem, read, keyOf]);

  // At once: an effect would come after the first frame, which has nothing in it yet.
  useLayoutEffect(() => {
    onChanged(() => {
      if (!busy.value) void load();
    });
    void load();
  }, [load, busy]);

  const answer: Asked<Q>['answer'] = useCallback(
    async (send) => {
      const now = shown.value;
      if (now.is !== 'question' || busy.value) return;
      busy.value = true;
      problem.value = null;
      let said: Said | null = null;
      try {
        const done = await send(now.question);
        if (!done.ok) said = explained(done.failure);
      } catch {
        // If it did arrive, the question is gone and the next one is read below.
        said = ANSWER_LOST;
      }
      await load();
      problem.value ??= said;
      busy.value = false;
    },
    [shown, busy, problem, load],
  );

  return { shown: shown.value, busy: busy.value, problem: problem.value, answer };
}
