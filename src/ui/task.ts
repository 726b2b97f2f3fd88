import { useSignal } from '@preact/signals';
import { useCallback, useMemo } from 'preact/hooks';
import type { FailureView } from '../messages/contract.ts';
import { BACKGROUND_SILENT, explain, type Said } from './sentences.ts';

/** What the background answers to something that it is told to do. */
type Done = { readonly ok: true } | { readonly ok: false; readonly failure: FailureView };

/** What to say of it, where the common sentences do not fit. */
export interface Say {
  readonly failure?: (failure: FailureView) => string;
  readonly silent?: string;
}

export interface Task {
  readonly busy: boolean;
  /** Why the last one failed. */
  readonly problem: Said | null;
  /**
   * Does it, unless one is under way.
   *
   * @param say what to say of a failure, and of a background that did not answer
   * @returns the answer if it was good, else null
   */
  run<T extends Done>(work: () => Promise<T>, say?: Say): Promise<(T & { ok: true }) | null>;
  forget(): void;
}

/** Tells the background to do something, one thing at a time, and keeps what went wrong. */
export function useTask(): Task {
  const busy = useSignal(false);
  const problem = useSignal<Said | null>(null);

  const run: Task['run'] = useCallback(
    async (work, say = {}) => {
      if (busy.value) return null;
      busy.value = true;
      problem.value = null;
      try {
        const done = await work();
        if (done.ok) return done as typeof done & { ok: true };
        const { failure } = done as Extract<Done, { ok: false }>;
        problem.value = { sentence: (say.failure ?? explain)(failure), code: failure.code };
      } catch {
        problem.value = say.silent ?? BACKGROUND_SILENT;
      } finally {
        busy.value = false;
      }
      return null;
    },
    [busy, problem],
  );
  const forget = useCallback(() => {
    problem.value = null;
  }, [problem]);

  const [isBusy, said] = [busy.value, problem.value];
  return useMemo(() => ({ busy: isBusy, problem: said, run, forget }), [isBusy, said, run, forget]);
}
