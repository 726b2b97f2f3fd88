import { type Offer, readOffer } from '../http402/offer.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { Settler } from './settle.ts';

/** A response that the browser saw on the network: the only thing that can lead to a payment. */
export interface Sighting {
  /** Without its fragment. */
  readonly url: string;
  readonly origin: string;
  readonly status: number;
  /** The values of every `WWW-Authenticate` header. */
  readonly challenges: readonly string[];
  /** -1 for a request that belongs to no tab. */
  readonly tabId: number;
  /** The tab shows a page of the same origin, and that page asked. Else nothing is paid unasked. */
  readonly firstParty: boolean;
}

/** What is remembered of a request while it is made again. */
export interface RequestNote {
  readonly toll: Toll;
  readonly offer: Offer;
  /** How often it was made again after a settlement. */
  readonly repeats: number;
}

/** The note of a request that carried a pass, for a background that has just been started. */
export function noteOf(pass: Pass): RequestNote {
  const { toll, paid, blocks, restMs } = pass;
  const { dialect, address } = toll;
  const offer = { dialect, address, amount: paid, blocks, restMs, refusedTxid: null };
  return { toll, offer, repeats: 1 };
}

/** The note of a request that asks for a toll and for which nothing was settled yet; null if none. */
export function noteOfToll({ origin, challenges }: Sighting): RequestNote | null {
  const offer = readOffer(challenges);
  if (!offer.ok) return null;
  const { dialect, address } = offer.value;
  return { toll: { origin, dialect, address }, offer: offer.value, repeats: 0 };
}

/**
 * Answers a request that a site refused (402; or 403 or 503 after it was made again).
 *
 * @param before the note that was returned when this request was last to be made again
 * @returns the note to keep with the request that is now to be made again, or why it is not
 */
export type AnswerRefusal = (
  sighting: Sighting,
  before: RequestNote | null,
) => Promise<Result<RequestNote, Failure>>;

/**
 * @param onToll told which tab waits for which toll
 * @param onTrouble told of every failure
 */
export function answerRefusals(
  settler: Pick<Settler, 'settle'>,
  onToll: (toll: Toll, tabId: number) => void,
  onTrouble: (sighting: Sighting, failure: Failure) => Promise<void>,
): AnswerRefusal {
  function offerOf(sighting: Sighting, before: RequestNote | null): Result<Offer, Failure> {
    // 503 and 403 carry no challenge: they are a gate's answer to the credential just sent.
    if (sighting.status !== 402 && before !== null) return ok(before.offer);
    const offer = readOffer(sighting.challenges);
    return offer.ok ? offer : err(failure(offer.error, { origin: sighting.origin }));
  }

  return async (sighting, before) => {
    const { origin, url, firstParty } = sighting;
    const offer = offerOf(sighting, before);
    if (!offer.ok) {
      await onTrouble(sighting, offer.error);
      return offer;
    }
    const { dialect, address } = offer.value;
    const toll = { origin, dialect, address };
    onToll(toll, sighting.tabId);
    const repeats = before?.repeats ?? 0;
    const settlement = await settler.settle({
      origin,
      url,
      offer: offer.value,
      firstParty,
      repeated: repeats > 0,
    });
    if (settlement.ok) return ok({ toll, offer: offer.value, repeats: repeats + 1 });
    await onTrouble(sighting, settlement.error);
    return settlement;
  };
}
