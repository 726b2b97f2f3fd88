import type { Piconero } from '../money/piconero.ts';
import type { Result } from '../outcome/result.ts';
import type { Challenge, ChallengeError } from './challenge.ts';

/** The dialects that we speak, by the names that tolls are kept under. Each has a file here. */
export const DIALECT_NAMES = ['TPAT', 'XMR402', 'Bearer', 'Basic'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** What a payment buys, as far as the site's dialect lets it say so. */
export interface Terms {
  /** Confirmations from which on the site takes the payment; 0 is from the pool. */
  readonly needs: number;
  /**
   * How many blocks it opens the site for, counted from the block that holds it; a block takes about
   * two minutes. null: the site counts in no blocks (XMR402).
   */
  readonly blocks: number | null;
  /** Paying k times the amount buys k times the blocks. */
  readonly extensible: boolean;
  /** How long a pass rests after each use, in milliseconds; null if it can be used at will. */
  readonly restMs: number | null;
}

/** What a server sells for what: the same for every dialect. `blocks` is what `amount` buys. */
export interface Offer extends Terms {
  readonly dialect: DialectName;
  /** Where to pay: a standard address or a subaddress, checked in form, not by checksum. */
  readonly address: string;
  /** The least that buys a pass. */
  readonly amount: Piconero;
  /** What the proof has to be made over; null if any proof of the transaction will do. */
  readonly message: string | null;
  /**
   * Set if the server says that it read a credential and did not accept it; with the transaction
   * that this named, where the dialect says which.
   */
  readonly echo: { readonly txid: string | null } | null;
}

export type OfferError =
  | ChallengeError
  | 'challenge_missing'
  | 'scheme_unknown'
  | 'offer_address_invalid'
  | 'offer_amount_invalid'
  | 'offer_ttl_invalid'
  | 'offer_rest_invalid'
  | 'offer_message_invalid';

/** How a site asks for a payment, and how it is shown that it was made. */
export interface Dialect {
  readonly name: DialectName;
  /** The status that its challenge comes with. */
  readonly status: 402 | 401;
  /** Whether a challenge of this scheme is meant for us: `Basic` is mostly a login. */
  asks(challenge: Challenge): boolean;
  read(challenge: Challenge): Result<Offer, OfferError>;
  /** The value of the `Authorization` header. */
  credential(txid: string, proof: string): string;
}
