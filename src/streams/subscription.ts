import type { Tally } from './history.ts';
import type { KeptMessage } from './message.ts';
import { openRing, type Ring } from './ring.ts';
import type { Listener } from './wire.ts';

/** How a subscription stands. */
export interface SubscriptionState {
  readonly id: string;
  readonly subject: string;
  /** Messages that ever came in. */
  readonly count: number;
  /** Of those, what came too fast to be kept anywhere. */
  readonly dropped: number;
  /** Messages in the last whole second. */
  readonly rate: number;
  readonly lastAt: number | null;
  readonly denied: boolean;
  /** Nothing came in since this connection subscribed; null once something did. */
  readonly silentSince: number | null;
}

/** One subject that is listened to: what came in, counted and kept within bounds. */
export interface Subscription extends Listener {
  readonly subject: string;
  readonly ring: Ring;
  /** The newest message that is stored. */
  stored: number;
  dropped: number;
  state(): SubscriptionState;
}

/** @param heard is called for each message, if anybody wants to know */
export function openSubscription(
  id: string,
  subject: string,
  before: Tally,
  now: () => number,
  heard: ((message: KeptMessage) => void) | null = null,
): Subscription {
  const ring = openRing(before.count);
  const since = now();
  let lastAt: number | null = null;
  let isDenied = false;
  let second = 0;
  let inSecond = 0;
  let inSecondBefore = 0;

  /** Counts are of whole seconds: the last one that is over is the rate. */
  function tick(at: number): void {
    const current = Math.floor(at / 1000);
    if (current === second) return;
    inSecondBefore = current === second + 1 ? inSecond : 0;
    inSecond = 0;
    second = current;
  }

  return {
    subject,
    ring,
    stored: before.count,
    dropped: before.dropped,
    message(of, data) {
      const at = now();
      tick(at);
      inSecond += 1;
      lastAt = at;
      isDenied = false;
      const message = ring.push(at, of, data);
      heard?.(message);
    },
    denied() {
      isDenied = true;
    },
    state() {
      tick(now());
      return {
        id,
        subject,
        count: ring.count,
        dropped: this.dropped,
        rate: inSecondBefore,
        lastAt,
        denied: isDenied,
        silentSince: lastAt === null ? since : null,
      };
    },
  };
}
