import type { Offer } from '../http402/offer.ts';
import type { Piconero } from '../money/piconero.ts';
import type { Toll } from '../passes/toll.ts';
import type { Reason } from './policy.ts';

/** What the user is asked before a payment. */
export interface Question {
  readonly toll: Toll;
  readonly url: string;
  readonly offer: Offer;
  readonly fee: Piconero;
  readonly reason: Reason;
  /** True if an earlier answer no longer fits, since the fee has risen meanwhile. */
  readonly again: boolean;
}

/** `upTo` is the total (amount + fee) that was shown and agreed to. */
export type Answer = { readonly do: 'pay'; readonly upTo: Piconero } | { readonly do: 'reject' };

/** Asks the user. One question at a time is shown; the others wait in line. */
export interface Approver {
  ask(question: Question): Promise<Answer>;
}
