import browser from 'webextension-polyfill';
import { type Piconero, piconero, sum } from '../money/piconero.ts';
import type { Answer, Approver, Question } from '../payments/approval.ts';

interface Asked {
  readonly id: string;
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
}

/** The vault is to be unlocked, for all that wait for it. */
interface UnlockAsked {
  readonly outcome: Promise<boolean>;
  readonly answer: (unlocked: boolean) => void;
}

/** Shows questions one at a time in a window of their own; the rest wait in line. */
export interface ApprovalWindow extends Approver {
  /** The question at the head of the line, and how many wait behind it. */
  current(): { id: string; question: Question; behind: number } | null;
  /**
   * Answers the question at the head of the line: rejects it, or pays `times` its amount.
   * @returns false if it is another one by now, or the total is not what that makes
   */
  answer(id: string, pay: { readonly times: number; readonly total: Piconero } | null): boolean;
  count(): number;
  /**
   * Asks for the vault's password, before any question: joined by whoever asks meanwhile.
   * @returns false if the user closed the window instead
   */
  askToUnlock(): Promise<boolean>;
  /** Whether that is what is asked now. */
  asksToUnlock(): boolean;
  /** It is unlocked, here or elsewhere: the line goes on. */
  unlocked(): void;
}

/**
 * @param onChange called when the line has grown or shrunk
 */
export function openApprovals(page: string, onChange: () => void): ApprovalWindow {
  const line: Asked[] = [];
  let unlock: UnlockAsked | null = null;
  let windowId: number | null = null;
  let opening: Promise<void> = Promise.resolve();

  // Closing the window answers the question that it shows: no. It is asked again in a new window
  // if another waits.
  browser.windows.onRemoved.addListener((removed) => {
    if (removed !== windowId) return;
    windowId = null;
    if (unlock !== null) endUnlock(false);
    else line.shift()?.answer({ do: 'reject' });
    onChange();
    if (line.length > 0) show();
  });

  function endUnlock(unlocked: boolean): void {
    const asked = unlock;
    unlock = null;
    asked?.answer(unlocked);
  }

  function show(): void {
    opening = opening.then(async () => {
      if (line.length === 0 && unlock === null) return;
      if (windowId !== null) {
        await browser.windows.update(windowId, { focused: true });
        return;
      }
      const opened = await browser.windows.create({
        url: browser.runtime.getURL(page),
        type: 'popup',
        width: 440,
        height: 720,
        // Firefox lets a page close its own window only if this says so; Chrome knows no such word.
        ...(import.meta.env.MODE === 'firefox' ? { allowScriptsToClose: true } : {}),
      });
      windowId = opened.id ?? null;
    });
    // Without a window the question can still be answered from the popup.
    opening = opening.catch(() => undefined);
  }

  return {
    ask(question) {
      return new Promise((resolve) => {
        line.push({ id: crypto.randomUUID(), question, answer: resolve });
        onChange();
        show();
      });
    },
    askToUnlock() {
      if (unlock === null) {
        let answer = (_unlocked: boolean): void => undefined;
        const outcome = new Promise<boolean>((resolve) => {
          answer = resolve;
        });
        unlock = { outcome, answer };
        onChange();
      }
      show();
      return unlock.outcome;
    },
    asksToUnlock: () => unlock !== null,
    unlocked() {
      if (unlock === null) return;
      endUnlock(true);
      if (line.length === 0) windowId = null;
      onChange();
    },
    current() {
      const [head] = line;
      return head === undefined || unlock !== null
        ? null
        : { id: head.id, question: head.question, behind: line.length - 1 };
    },
    answer(id, pay) {
      const [head] = line;
      if (head?.id !== id || unlock !== null) return false;
      if (pay !== null && totalOf(head.question, pay.times) !== pay.total) return false;
      line.shift();
      // The page closes its window by itself once nothing is left to ask.
      if (line.length === 0) windowId = null;
      head.answer(
        pay === null ? { do: 'reject' } : { do: 'pay', upTo: pay.total, times: pay.times },
      );
      onChange();
      return true;
    },
    count: () => line.length,
  };
}

/** What paying `times` the amount of a question comes to; null if the site does not sell so many. */
function totalOf({ offer, fee }: Question, times: number): Piconero | null {
  if (times !== 1 && !offer.extensible) return null;
  return sum(piconero(offer.amount * BigInt(times)), fee);
}
