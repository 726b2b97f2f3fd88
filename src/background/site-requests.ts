import type { Sender } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Questions } from '../platform/question-line.ts';
import type { QuietSites } from '../platform/quiet-sites.ts';
import type { SiteAnswer, SiteQuestion } from '../signers/site-question.ts';
import { answerPage } from './provider-answers.ts';

interface Ports {
  /** Where a message comes from; fails with `site_not_allowed` where it may not come from. */
  site(sender: Sender): Promise<Result<string, Failure>>;
  readonly approver: Pick<Questions<SiteQuestion, SiteAnswer>, 'ask' | 'dismiss'>;
  readonly quiet: QuietSites;
  /** Has a function called with the id of each tab that is closed, until what it returns is called. */
  onTabClosed(closed: (tabId: number) => void): () => void;
}

/** So many requests of one origin may be under way: each may come to a question. */
const MOST_OPEN = 5;

/** A site that asks, and the tabs whose pages wait for the answer. */
export interface Asking {
  readonly origin: string;
  readonly tabs: Set<number>;
}

/** What all that pages ask has in common: who asks, how much at once, and how the user is asked. */
export interface SiteRequests {
  /** A handler: finds out who asks, and puts the outcome as the contract has it. */
  serve<I, T>(
    work: (site: Asking, input: I, sender: Sender) => Promise<Result<T, Failure>>,
  ): (input: I | null, sender: Sender) => Promise<ReturnType<typeof answerPage<T>>>;
  /**
   * Does what may come to a question, unless the site has said too much or was told no. Errors:
   * `site_busy`, `rejected_recently`.
   */
  admit<T>(origin: string, work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>>;
  /** It was told no a short while ago. */
  isQuiet(origin: string): Promise<boolean>;
  /** Asks the user. Errors: `rejected_by_user`, `rejected_recently`. */
  ask(question: SiteQuestion): Promise<Result<SiteAnswer & { do: 'agree' }, Failure>>;
}

/** One for all pages: what one of them asks counts towards what its origin may ask at once. */
export function siteRequests(ports: Ports): SiteRequests {
  const { quiet, approver } = ports;
  const open = new Map<string, number>();
  /** Of each request that is under way, the tabs that wait for its answer. */
  const waiting = new Set<Set<number>>();

  let stopListening: (() => void) | null = null;

  // A page that is gone has no use for an answer, and its user none for the question.
  function closed(tabId: number): void {
    for (const tabs of waiting) tabs.delete(tabId);
    approver.dismiss(({ tabs }) => tabs.size === 0, { do: 'dismiss' });
  }

  function begin(tabs: Set<number>): void {
    waiting.add(tabs);
    stopListening ??= ports.onTabClosed(closed);
  }

  function end(tabs: Set<number>): void {
    waiting.delete(tabs);
    if (waiting.size > 0) return;
    stopListening?.();
    stopListening = null;
  }

  async function admit<T>(
    origin: string,
    work: () => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const others = open.get(origin) ?? 0;
    if (others >= MOST_OPEN) return err(failure('site_busy'));
    open.set(origin, others + 1);
    try {
      if (await quiet.has(origin)) return err(failure('rejected_recently'));
      return await work();
    } finally {
      const left = (open.get(origin) ?? 1) - 1;
      if (left === 0) open.delete(origin);
      else open.set(origin, left);
    }
  }

  async function ask(
    question: SiteQuestion,
  ): Promise<Result<SiteAnswer & { do: 'agree' }, Failure>> {
    // Closed before it came to the question.
    if (question.tabs.size === 0) return err(failure('rejected_recently'));
    const answer = await approver.ask(question);
    if (answer.do === 'agree') return ok(answer);
    if (answer.do === 'dismiss') return err(failure('rejected_recently'));
    const { origin } = question;
    await quiet.add(origin);
    approver.dismiss((other) => other.origin === origin, { do: 'dismiss' });
    return err(failure('rejected_by_user'));
  }

  function serve<I, T>(
    work: (site: Asking, input: I, sender: Sender) => Promise<Result<T, Failure>>,
  ) {
    return async (input: I | null, sender: Sender) => {
      // From the start: the tab may be closed while it is looked at.
      const tabs = new Set(sender.tabId === null ? [] : [sender.tabId]);
      begin(tabs);
      try {
        const site = await ports.site(sender);
        if (!site.ok) return answerPage<T>(site);
        if (input === null) return answerPage<T>(err(failure('request_malformed')));
        return answerPage(await work({ origin: site.value, tabs }, input, sender));
      } finally {
        end(tabs);
      }
    };
  }

  return { serve, admit, isQuiet: quiet.has, ask };
}
