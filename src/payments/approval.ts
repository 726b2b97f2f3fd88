import type { Offer } from '../http402/dialect.ts';
import type { Piconero } from '../money/piconero.ts';
import type { Toll } from '../passes/toll.ts';
import type { Reason } from './policy.ts';

/** What the user is asked before a payment. */
export interface Question {
  readonly toll: Toll;
  readonly url: string;
  readonly offer: Offer;
  /** How many ways to pay the site offered; this is the cheapest that we can. */
  readonly ways: number;
  /** How many times the offer's amount is to be paid, unless the answer says otherwise. */
  readonly times: number;
  readonly fee: Piconero;
  readonly reason: Reason;
  /** True if an earlier answer no longer fits, since the fee has risen meanwhile. */
  readonly again: boolean;
}

/**
 * `upTo` is the total (amount + fee) that was shown and agreed to, `times` the multiple of the
 * offer's amount in it.
 */
export type Answer =
  | { readonly do: 'pay'; readonly upTo: Piconero; readonly times: number }
  | { readonly do: 'reject' };

/** Asks the user. One question at a time is shown; the others wait in line. */
export interface Approver {
  ask(question: Question): Promise<Answer>;
}
