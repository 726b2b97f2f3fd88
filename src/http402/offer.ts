import { err, ok, type Result } from '../outcome/result.ts';
import { parseChallenges } from './challenge.ts';
import type { Dialect, DialectName, Offer, OfferError } from './dialect.ts';
import { tpat } from './tpat.ts';
import { xmrBasic, xmrBearer } from './xmr-proxy.ts';
import { xmr402 } from './xmr402.ts';

const DIALECTS: readonly Dialect[] = [tpat, xmr402, xmrBearer, xmrBasic];

const BY_NAME = new Map<DialectName, Dialect>(DIALECTS.map((dialect) => [dialect.name, dialect]));

/** The value of the `Authorization` header that shows a payment in a dialect. */
export function credential(name: DialectName, txid: string, proof: string): string {
  const dialect = BY_NAME.get(name);
  if (dialect === undefined) throw new RangeError(`no such dialect: ${name}`);
  return dialect.credential(txid, proof);
}

/**
 * Reads what a 402 (or a 401) asks for: every challenge that can be paid, the cheapest first.
 *
 * @param headers the values of every `WWW-Authenticate` header, as the browser saw them
 * @param status a 401 is an ordinary login unless it asks in a dialect that is spoken so
 * @returns never an empty list
 */
export function readOffers(
  headers: readonly string[],
  status = 402,
): Result<readonly Offer[], OfferError> {
  const challenges = parseChallenges(headers);
  if (!challenges.ok) return challenges;
  if (challenges.value.length === 0) return err('challenge_missing');

  const offers: Offer[] = [];
  let firstError: OfferError = 'scheme_unknown';
  for (const challenge of challenges.value) {
    const dialect = DIALECTS.find((known) => known.asks(challenge));
    if (dialect === undefined || (status === 401) !== (dialect.status === 401)) continue;
    const offer = dialect.read(challenge);
    if (offer.ok) offers.push(offer.value);
    else if (firstError === 'scheme_unknown') firstError = offer.error;
  }
  if (offers.length === 0) return err(firstError);
  return ok(offers.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0)));
}
