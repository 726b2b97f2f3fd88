import type { Offer } from '../http402/dialect.ts';
import { blocksFor, type Pass, restsUntil } from '../passes/pass.ts';

/** What is known of a toll at the moment that its site answers 402 (or 401, 403, 503). */
export interface Situation {
  /** A payment for it is journaled and not yet a pass. */
  readonly unfinished: boolean;
  readonly pass: Pass | null;
  /** What the site asks now; after a 403 or a 503, what it asked last. */
  readonly offer: Pick<Offer, 'amount' | 'blocks' | 'extensible' | 'needs' | 'message'>;
  /** Whether the refused request carried that pass (the site echoed it, or we had attached it). */
  readonly sent: boolean;
  /** The answer brought a challenge: a 403 and a 503 bring none. */
  readonly challenged: boolean;
  /**
   * Blocks on top of the payment, its own included; 0 while it is in the pool, or not counted.
   * `lost`: the chain does not have it any more.
   */
  readonly confirmations: number | 'lost';
  readonly now: number;
}

export type Action =
  | { readonly do: 'pay'; readonly why: 'nothing_held' | 'expired' | 'spent' | 'dearer' }
  | { readonly do: 'finish' }
  | { readonly do: 'attach' }
  | { readonly do: 'relay_again' }
  | { readonly do: 'await_confirmations'; readonly needs: number }
  | { readonly do: 'rest'; readonly until: number }
  | { readonly do: 'repeat_after'; readonly ms: number; readonly bare: boolean }
  | { readonly do: 'stop'; readonly why: 'refused' | 'revoked' };

/** A site's node was seen 18.7 s behind; one that still refuses after this is not going to accept. */
const PATIENCE_MS = 120_000;
const LEAST_REFUSALS = 3;
const LONGEST_STEP_MS = 60_000;

/**
 * What to do about a 402: a 402 is not "pay". Only `pay` may lead to a transfer, and it is the
 * answer only when no earlier payment for the toll can still be made good.
 *
 * | what is held | what came | what is done |
 * |---|---|---|
 * | nothing, or a pass that ran out | 402 | pay |
 * | a payment that is journaled | any | finish it |
 * | a pass that the user took back, or that the site refused for good | any | stop |
 * | a pass worth too little for this page | 402 | pay, after asking: its price is another |
 * | a pass with as many confirmations as it bought blocks | 402 | pay |
 * | a pass used less than its rest ago | any | rest |
 * | a pass that this request did not carry | 402 | attach it |
 * | …carried, and the chain lost its transaction | any | relay the same transaction again |
 * | …carried, with fewer confirmations than the site needs | any | wait for them |
 * | …carried, its proof made over a message (XMR402), used before, and refused three times since, with new proofs | any | pay: it is spent |
 * | …carried, refused three times over two minutes | any | stop |
 * | …carried | any | repeat after 2, 4, 8 … 60 s; where a new message is needed and none came, without it |
 */
export function decide(situation: Situation): Action {
  const { unfinished, pass, offer, sent, challenged, confirmations, now } = situation;
  if (unfinished) return { do: 'finish' };
  if (pass === null) return { do: 'pay', why: 'nothing_held' };
  if (pass.ended === 'expired') return { do: 'pay', why: 'expired' };
  if (pass.ended !== null) return { do: 'stop', why: pass.ended };

  const bought = blocksFor(pass, offer);
  if (bought === 0) return { do: 'pay', why: 'dearer' };
  // Before the rest: a pass that runs out while it rests is not worth waiting for.
  if (bought !== null && confirmations !== 'lost' && confirmations >= bought) {
    return { do: 'pay', why: 'expired' };
  }
  const resting = restsUntil(pass, now);
  if (resting !== null) return { do: 'rest', until: resting };
  if (!sent) return { do: 'attach' };

  // The site has read the pass and does not take it (yet).
  if (confirmations === 'lost') return { do: 'relay_again' };
  if (confirmations < offer.needs) return { do: 'await_confirmations', needs: offer.needs };
  const bound = pass.message !== null;
  if (bound && pass.lastUsedAt !== null && pass.refusals >= LEAST_REFUSALS) {
    return { do: 'pay', why: 'spent' };
  }
  if (
    pass.refusedAt !== null &&
    pass.refusals >= LEAST_REFUSALS &&
    now - pass.refusedAt >= PATIENCE_MS
  ) {
    return { do: 'stop', why: 'refused' };
  }
  const ms = Math.min(2 ** (pass.refusals + 1) * 1000, LONGEST_STEP_MS);
  return { do: 'repeat_after', ms, bare: bound && !challenged };
}
