import browser from 'webextension-polyfill';

/** Questions of one sort: they are shown by the same page and take the same answers. */
export interface Questions<Q, A> {
  /** Puts a question into the line; resolves with the user's answer. */
  ask(question: Q): Promise<A>;
  /** The question at the head of the line, if it is of this sort, and how many wait behind it. */
  current(): { readonly id: string; readonly question: Q; readonly behind: number } | null;
  /**
   * Answers the question at the head of the line.
   * @returns false if it is another one by now
   */
  answer(id: string, answer: A): boolean;
  /** Answers all questions of this sort that `which` picks, wherever in the line they stand. */
  dismiss(which: (question: Q) => boolean, answer: A): void;
  /** How many of this sort are in the line. */
  count(): number;
}

export interface Sort<A> {
  /** The page that shows such questions, from the extension's root. */
  readonly page: string;
  /** What it comes to when the user closes the window. */
  readonly no: A;
  /** Whether such a question can be answered without the window, from the popup. */
  readonly inPopup: boolean;
}

/** Shows questions of all sorts one at a time in one window; the rest wait in line. */
export interface QuestionLine {
  sort<Q, A>(sort: Sort<A>): Questions<Q, A>;
  /** Brings the question at the head of the line before the user, if there is one. */
  bringUp(): void;
}

interface Asked {
  readonly id: string;
  readonly page: string;
  readonly inPopup: boolean;
  /** What it comes to when the window is closed, or cannot be opened. */
  refuse(): void;
}

/**
 * @param onChange called when the line has grown or shrunk
 */
export function openQuestionLine(onChange: () => void): QuestionLine {
  let line: readonly Asked[] = [];
  /** The window of the question at the head, and our own tab in it: the user may have moved others there. */
  let asking: { readonly window: number; readonly tab: number | undefined } | null = null;
  /** Counts the windows that nothing is left for. */
  let left = 0;
  /** What was closed while the browser opens one of ours: it may be that one, closed as soon as it stood. */
  let closedMeanwhile: number[] = [];
  let opening: Promise<void> = Promise.resolve();

  browser.windows.onRemoved.addListener((removed) => {
    closedMeanwhile.push(removed);
    if (removed === asking?.window) closed();
  });

  /**
   * Closing the window answers the question that it shows: no. If another waits, that is asked in a
   * new window.
   */
  function closed(): void {
    asking = null;
    const [shown] = line;
    line = line.slice(1);
    shown?.refuse();
    onChange();
    if (line.length > 0) show();
  }

  function show(): void {
    opening = opening.then(async () => {
      const [head] = line;
      if (head === undefined) return;
      if (asking !== null) {
        await browser.windows.update(asking.window, { focused: true });
        return;
      }
      const leftBefore = left;
      closedMeanwhile = [];
      const opened = await browser.windows.create({
        url: browser.runtime.getURL(head.page),
        type: 'popup',
        width: 440,
        height: 720,
        // Firefox lets a page close its own window only if this says so; Chrome knows no such word.
        ...(import.meta.env.MODE === 'firefox' ? { allowScriptsToClose: true } : {}),
      });
      asking = opened.id === undefined ? null : { window: opened.id, tab: opened.tabs?.[0]?.id };
      // Answered, elsewhere or by a quick page, before the browser said that it is there.
      if (left !== leftBefore) close();
      else if (asking !== null && closedMeanwhile.includes(asking.window)) closed();
    });
    opening = opening.catch(() => {
      const unanswerable = line.filter((asked) => !asked.inPopup);
      for (const asked of unanswerable) take(asked);
      for (const asked of unanswerable) asked.refuse();
      if (unanswerable.length > 0) onChange();
    });
  }

  /**
   * Closes the window that nothing is left for, by closing what it has of ours. Its page does so too,
   * once it reads that the question it shows is gone; but one that was answered in the popup may never
   * have been read by it.
   */
  function close(): void {
    if (asking?.tab !== undefined) void browser.tabs.remove(asking.tab).catch(() => undefined);
    asking = null;
  }

  /** Takes a question out of the line. */
  function take(asked: Asked): void {
    const wasHead = line[0] === asked;
    line = line.filter((one) => one !== asked);
    if (!wasHead || line[0]?.page === asked.page) return;
    left += 1;
    close();
    if (line.length > 0) show();
  }

  return {
    bringUp: show,
    sort<Q, A>({ page, no, inPopup }: Sort<A>): Questions<Q, A> {
      const open = new Map<Asked, { readonly question: Q; readonly answer: (answer: A) => void }>();

      function give(asked: Asked, answer: A): void {
        const entry = open.get(asked);
        open.delete(asked);
        entry?.answer(answer);
      }

      return {
        ask(question) {
          return new Promise((resolve) => {
            const asked: Asked = {
              id: crypto.randomUUID(),
              page,
              inPopup,
              refuse: () => give(asked, no),
            };
            open.set(asked, { question, answer: resolve });
            line = [...line, asked];
            onChange();
            show();
          });
        },
        current() {
          const [head] = line;
          const entry = head && open.get(head);
          if (head === undefined || entry === undefined) return null;
          return { id: head.id, question: entry.question, behind: line.length - 1 };
        },
        answer(id, answer) {
          const [head] = line;
          if (head?.id !== id || !open.has(head)) return false;
          take(head);
          give(head, answer);
          onChange();
          return true;
        },
        dismiss(which, answer) {
          const picked = [...open].filter(([, { question }]) => which(question));
          for (const [asked] of picked) take(asked);
          for (const [asked] of picked) give(asked, answer);
          if (picked.length > 0) onChange();
        },
        count: () => open.size,
      };
    },
  };
}
