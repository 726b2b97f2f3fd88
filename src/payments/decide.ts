import { type Pass, restsUntil } from '../passes/pass.ts';

/** What is known of a toll at the moment that its site answers 402. */
export interface Situation {
  /** A payment for it is journaled and not yet a pass. */
  readonly unfinished: boolean;
  readonly pass: Pass | null;
  /** Whether the refused request carried that pass (the site echoed it, or we had attached it). */
  readonly sent: boolean;
  /** Blocks on top of the payment, its own included; 0 while it is in the pool, or not counted. */
  readonly confirmations: number;
  readonly now: number;
}

export type Action =
  | { readonly do: 'pay' }
  | { readonly do: 'finish' }
  | { readonly do: 'attach' }
  | { readonly do: 'await_block' }
  | { readonly do: 'rest'; readonly until: number }
  | { readonly do: 'repeat_after'; readonly ms: number }
  | { readonly do: 'stop' };

/** A site's node was seen 18.7 s behind; one that still refuses after this is not going to accept. */
const PATIENCE_MS = 120_000;
const LEAST_REFUSALS = 3;
const LONGEST_STEP_MS = 60_000;

/**
 * What to do about a 402: a 402 is not "pay". Only `pay` may lead to a transfer, and it is the
 * answer only when no earlier payment for the toll can still be made good.
 */
export function decide(situation: Situation): Action {
  const { unfinished, pass, sent, confirmations, now } = situation;
  if (unfinished) return { do: 'finish' };
  if (pass === null || pass.ended === 'expired') return { do: 'pay' };
  if (pass.ended === 'refused') return { do: 'stop' };

  // Before the rest: a pass that runs out while it rests is not worth waiting for.
  if (confirmations >= pass.blocks) return { do: 'pay' };
  const resting = restsUntil(pass, now);
  if (resting !== null) return { do: 'rest', until: resting };
  if (!sent) return { do: 'attach' };

  // The site has read the pass and does not take it (yet).
  if (confirmations === 0) return { do: 'await_block' };
  if (
    pass.refusedAt !== null &&
    pass.refusals >= LEAST_REFUSALS &&
    now - pass.refusedAt >= PATIENCE_MS
  ) {
    return { do: 'stop' };
  }
  return { do: 'repeat_after', ms: Math.min(2 ** (pass.refusals + 1) * 1000, LONGEST_STEP_MS) };
}
