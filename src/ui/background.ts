import { type Signal, signal } from '@preact/signals';
import { onChanged, send } from '../messages/client.ts';
import type { Input, MessageName, Output, Overview } from '../messages/contract.ts';

const RETRY_MS = 200;
/** So many failures in a row are more than a background that starts again. */
const MOST_FAILURES = 3;
const LOST_RETRY_MS = 2000;
/** After the overview of a site only: the frame that shows it is there by then. */
const WHOLE_MS = 40;
/** A background that is up answers a question about its state within milliseconds. */
const ANSWER_MS = 5000;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Sends a message that only reads, again if the background was just starting. Throws at last. */
export async function read<N extends MessageName>(name: N, input: Input<N>): Promise<Output<N>> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await within(ANSWER_MS, send(name, input));
    } catch (error) {
      if (failures >= MOST_FAILURES) throw error;
      await pause(RETRY_MS);
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The newest overview, kept while the background restarts. */
export interface Watch {
  readonly overview: Signal<Overview | null>;
  /** True while the background has not answered several times in a row. */
  readonly lost: Signal<boolean>;
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * Watches the overview: reads it now, whenever the background says that something changed, and
 * after as many milliseconds as `next` says (null: not by itself).
 *
 * @param first the first one, if it was asked for already; the whole follows one of a site only
 */
export function watchOverview(
  url: string | null,
  next: (overview: Overview) => number | null,
  first: Promise<Overview> | null = null,
): Watch {
  const overview = signal<Overview | null>(null);
  const lost = signal(false);
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading: Promise<void> | null = null;
  let stale = false;
  let stopped = false;
  let asked = first;

  function refresh(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (reading !== null) {
      stale = true;
      return reading;
    }
    clearTimeout(timer);
    stale = false;
    reading = readOnce().finally(() => {
      reading = null;
      if (stale) void refresh();
    });
    return reading;
  }

  async function readOnce(): Promise<void> {
    let waitMs: number | null;
    try {
      const reading = asked ?? send('overview', { url });
      asked = null;
      const answer = await within(ANSWER_MS, reading);
      failures = 0;
      lost.value = false;
      overview.value = answer;
      waitMs = answer.siteOnly ? WHOLE_MS : next(answer);
    } catch {
      failures += 1;
      if (failures >= MOST_FAILURES) lost.value = true;
      waitMs = failures < MOST_FAILURES ? RETRY_MS : LOST_RETRY_MS;
    }
    if (waitMs !== null && !stopped) timer = setTimeout(() => void refresh(), waitMs);
  }

  onChanged(() => void refresh());
  void refresh();
  return {
    overview,
    lost,
    refresh,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
