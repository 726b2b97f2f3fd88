import type { Clock } from '../../../src/payments/clock.ts';

/** A clock that stands until it is moved. Nothing here sleeps. */
export interface VirtualClock extends Clock {
  /** Moves time on, and wakes whoever waited, in order. */
  advance(ms: number): Promise<void>;
  /**
   * Moves time from one awaited moment to the next until the work is done.
   * @throws if it waits for nothing that time could bring, or for longer than `atMostMs`
   */
  until<T>(work: Promise<T>, atMostMs?: number): Promise<T>;
  /** Does something again and again, as time passes. */
  every(ms: number, work: () => void): void;
  /** How many waits are under way. */
  waiting(): number;
}

/** Lets everything run that waits for nothing but other code: all fakes answer in microtasks. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function virtualClock(startMs = 1_700_000_000_000): VirtualClock {
  let time = startMs;
  let timers: { readonly at: number; readonly ring: () => void; readonly own: boolean }[] = [];

  function next(): { at: number; ring: () => void } | undefined {
    return timers.reduce<(typeof timers)[number] | undefined>(
      (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
      undefined,
    );
  }

  async function moveTo(end: number): Promise<void> {
    await settled();
    for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) {
      const due = timer;
      timers = timers.filter((one) => one !== due);
      time = Math.max(time, due.at);
      due.ring();
      await settled();
    }
    time = Math.max(time, end);
  }

  function every(ms: number, work: () => void): void {
    const ring = (): void => {
      timers.push({ at: time + ms, ring, own: true });
      work();
    };
    timers.push({ at: time + ms, ring, own: true });
  }

  return {
    every,
    now: () => time,
    wait(ms) {
      if (!(ms >= 0)) throw new Error(`waits for ${ms} ms`);
      return new Promise((resolve) => {
        timers.push({ at: time + ms, ring: resolve, own: false });
      });
    },
    advance: (ms) => moveTo(time + ms),
    waiting: () => timers.filter((timer) => !timer.own).length,
    async until(work, atMostMs = 3_600_000) {
      const end = time + atMostMs;
      let done = false;
      const mark = (): void => {
        done = true;
      };
      work.then(mark, mark);
      await settled();
      while (!done) {
        const timer = next();
        if (timer === undefined) throw new Error('stuck: it waits for nothing that time brings');
        if (timer.at > end) throw new Error(`not done after ${atMostMs} ms`);
        await moveTo(timer.at);
      }
      return work;
    },
  };
}
