import type { Piconero } from '../money/piconero.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Challenge, type ChallengeError, parseChallenges } from './challenge.ts';
import { readTpat, TPAT } from './tpat.ts';

/** The dialects that we speak. Each has a file of its own in this folder. */
export const DIALECTS = [TPAT] as const;
export type Dialect = (typeof DIALECTS)[number];

/** What a server sells for what: the same for every dialect. */
export interface Offer {
  readonly dialect: Dialect;
  /** Where to pay: a standard address or a subaddress, checked in form, not by checksum. */
  readonly address: string;
  /** The least that buys a pass. */
  readonly amount: Piconero;
  /** How many blocks the least amount buys; a block takes about two minutes. */
  readonly blocks: number;
  /** How long a pass rests after each use, in milliseconds; null if it can be used at will. */
  readonly restMs: number | null;
  /** The transaction of the credential that the server says it read and did not accept. */
  readonly refusedTxid: string | null;
}

export type OfferError =
  | ChallengeError
  | 'challenge_missing'
  | 'scheme_unknown'
  | 'offer_address_invalid'
  | 'offer_amount_invalid'
  | 'offer_ttl_invalid'
  | 'offer_rest_invalid';

type Reader = (challenge: Challenge) => Result<Offer, OfferError>;

/** A map, since a site chooses the key: an object also answers to `constructor` and `__proto__`. */
const READERS: ReadonlyMap<string, Reader> = new Map([['tpat', readTpat]]);

/**
 * Reads what a 402 asks for: of all challenges that we can read, the cheapest.
 *
 * @param headers the values of every `WWW-Authenticate` header, as the browser saw them
 */
export function readOffer(headers: readonly string[]): Result<Offer, OfferError> {
  const challenges = parseChallenges(headers);
  if (!challenges.ok) return challenges;
  if (challenges.value.length === 0) return err('challenge_missing');

  const offers: Offer[] = [];
  let firstError: OfferError = 'scheme_unknown';
  for (const challenge of challenges.value) {
    const offer = READERS.get(challenge.scheme)?.(challenge);
    if (offer === undefined) continue;
    if (offer.ok) offers.push(offer.value);
    else if (firstError === 'scheme_unknown') firstError = offer.error;
  }
  const [cheapest] = offers.sort((a, b) =>
    a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0,
  );
  return cheapest === undefined ? err(firstError) : ok(cheapest);
}
