import type { QuestionLine } from './question-line.ts';

/** Asks for the vault's password, in a window of its own. */
export interface UnlockWindow {
  /**
   * Joined by whoever asks meanwhile.
   * @returns false if the user closed the window instead
   */
  ask(): Promise<boolean>;
  /** Whether that is what the user is asked now. */
  isAsking(): boolean;
  /** Whether somebody waits for it, also behind other questions. */
  isAwaited(): boolean;
  /** It is unlocked, there or elsewhere. */
  unlocked(): void;
}

export function openUnlocks(line: QuestionLine, page: string): UnlockWindow {
  const questions = line.sort<null, boolean>({ page, no: false, inPopup: true });
  let asked: Promise<boolean> | null = null;
  return {
    ask() {
      asked ??= questions.ask(null).finally(() => {
        asked = null;
      });
      return asked;
    },
    isAsking: () => questions.current() !== null,
    isAwaited: () => questions.count() > 0,
    unlocked: () => questions.dismiss(() => true, true),
  };
}
