import type { Output } from '../../messages/contract.ts';

export type Reached = Output<'toll.reach'>;

/** How reaching is done; the test passes its own. */
export interface ReachPorts {
  reach(): Promise<Reached>;
  pause(ms: number): Promise<void>;
  /** Milliseconds of any steady clock. */
  now(): number;
}

const PAUSE_MS = 300;
const MOST_IN_A_ROW = 20;
/** A call that stood this long was a background at work, not one that fails to start. */
const AT_WORK_MS = 5000;

/**
 * Asks the background to reach the page, again whenever it died meanwhile: what was paid is in its
 * journal, so that asking again goes on where it was left.
 *
 * @returns null if it died 20 times in a row
 */
export async function reachThroughRestarts(ports: ReachPorts): Promise<Reached | null> {
  for (let failures = 0; failures < MOST_IN_A_ROW; ) {
    const calledAt = ports.now();
    try {
      return await ports.reach();
    } catch {
      failures = ports.now() - calledAt >= AT_WORK_MS ? 1 : failures + 1;
      await ports.pause(PAUSE_MS);
    }
  }
  return null;
}
