import { signal } from '@preact/signals';
import type {
  StreamMessageView,
  StreamStateView,
  SubscriptionView,
} from '../../messages/stream-line.ts';
import { read } from '../background.ts';
import { ask } from './line.ts';

/** Faster nobody can read. */
const LOOK_MS = 250;
const ANSWER_MS = 2000;

/** Messages that the page keeps of the subscription that is looked at. */
export const MOST_SHOWN = 500;

/** How everything stands; null until the listener answered. */
export const states = signal<readonly StreamStateView[] | null>(null);
/** The listener's clock. */
export const now = signal(Date.now());
/** The subscription whose messages are looked at. */
export const watched = signal<string | null>(null);
export const messages = signal<readonly StreamMessageView[]>([]);
/** Of the watched one, since it is looked at: what came between two looks and is not in the list. */
export const skipped = signal(0);
/** Nothing is added while somebody reads. */
export const paused = signal(false);

export function stateOf(id: string): StreamStateView | undefined {
  return states.value?.find((each) => each.id === id);
}

export function subscriptionOf(id: string): SubscriptionView | undefined {
  return states.value?.flatMap((each) => each.subscriptions).find((each) => each.id === id);
}

/** Shows the messages of another subscription, or of none: first those that are stored. */
export async function watch(id: string | null): Promise<void> {
  watched.value = id;
  messages.value = [];
  skipped.value = 0;
  paused.value = false;
  if (id === null) return;
  const stored = await ask('history', {
    subscriptionId: id,
    before: Number.MAX_SAFE_INTEGER,
    full: false,
  }).catch(() => ({ messages: [] }));
  // What came meanwhile is newer.
  if (watched.value !== id) return;
  const [first] = messages.value;
  const older = stored.messages.filter((each) => each.sequence < (first?.sequence ?? Infinity));
  messages.value = [...older, ...messages.value].slice(-MOST_SHOWN);
}

/** Forgets what is shown, and what is stored. */
export async function clear(id: string): Promise<void> {
  await ask('clear', { subscriptionId: id });
  messages.value = [];
  skipped.value = 0;
}

async function lookOnce(): Promise<void> {
  const id = paused.value ? null : watched.value;
  const after = messages.value.at(-1)?.sequence ?? 0;
  const seen = await ask('look', { subscriptionId: id, after }, ANSWER_MS);
  states.value = seen.streams;
  now.value = seen.now;
  if (id === null || watched.value !== id || paused.value || seen.messages.length === 0) return;
  if ((messages.value.at(-1)?.sequence ?? 0) !== after) return;
  // At the first look all that was before is skipped: it is in the history, if anywhere.
  if (after > 0) skipped.value += seen.skipped;
  messages.value = [...messages.value, ...seen.messages].slice(-MOST_SHOWN);
}

/** Looks four times a second, and has the listener started where it does not answer. */
export function keepLooking(): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function round(): Promise<void> {
    if (!document.hidden) {
      await lookOnce().catch(() => read('streams.open', {}).catch(() => undefined));
    }
    if (!stopped) timer = setTimeout(() => void round(), LOOK_MS);
  }
  void read('streams.open', {})
    .catch(() => undefined)
    .then(round);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
