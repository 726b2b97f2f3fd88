import type { Offer } from '../http402/dialect.ts';
import { readOffers } from '../http402/offer.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Pass, passOffer } from '../passes/pass.ts';
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
  /** It is made again without a pass, to learn what the proof has to be made over. */
  readonly bare: boolean;
  /**
   * The page may want to be shown its pass by a form: `wanted` if that is to be tried now, `sent` once
   * it is. A page that refuses the form too is asked for as before, and then by the form again.
   */
  readonly form: 'wanted' | 'sent' | null;
}

/** The note of a request that carried a pass, for a background that has just been started. */
export function noteOf(pass: Pass): RequestNote {
  return { toll: pass.toll, offer: passOffer(pass), repeats: 1, bare: false, form: null };
}

/**
 * The note of a request whose 402 (or 401) asks for a toll and that is made again for a reason of the
 * browser's own; null if it asks for none. Never seen as a repetition: nothing was shown yet.
 */
export function noteOfToll({ origin, status, challenges }: Sighting): RequestNote | null {
  const offers = readOffers(challenges, status);
  const offer = offers.ok ? offers.value[0] : undefined;
  if (offer === undefined) return null;
  const { dialect, address } = offer;
  return { toll: { origin, dialect, address }, offer, repeats: 0, bare: false, form: null };
}

/** Statuses that carry a challenge: 401 is how Basic asks. */
export function isChallenge(status: number): boolean {
  return status === 402 || status === 401;
}

/**
 * Answers a request that a site refused (402 or 401; or 403 or 503 after it was made again).
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
  settler: Pick<Settler, 'choose' | 'settle'>,
  onToll: (toll: Toll, tabId: number) => void,
  onTrouble: (sighting: Sighting, failure: Failure, toll: Toll | null) => Promise<void>,
): AnswerRefusal {
  async function offerOf(
    { status, challenges, origin }: Sighting,
    before: RequestNote | null,
  ): Promise<Result<{ offer: Offer; ways: number }, Failure>> {
    // 503 and 403 carry no challenge: they are a gate's answer to the credential just sent.
    if (!isChallenge(status) && before !== null) return ok({ offer: before.offer, ways: 1 });
    const offers = readOffers(challenges, status);
    if (!offers.ok) return err(failure(offers.error, { origin }));
    const [first, ...rest] = offers.value;
    if (first === undefined) return err(failure('challenge_missing', { origin }));
    const offer = await settler.choose(origin, [first, ...rest]);
    return offer.ok ? ok({ offer: offer.value, ways: offers.value.length }) : offer;
  }

  return async (sighting, before) => {
    const { origin, url, firstParty, status } = sighting;
    const chosen = await offerOf(sighting, before);
    if (!chosen.ok) {
      // Somebody's login, and none of our business.
      if (status !== 401) await onTrouble(sighting, chosen.error, null);
      return chosen;
    }
    const { offer, ways } = chosen.value;
    const { dialect, address } = offer;
    const toll = { origin, dialect, address };
    onToll(toll, sighting.tabId);
    const repeats = before?.repeats ?? 0;
    const settlement = await settler.settle({
      origin,
      url,
      offer,
      ways,
      firstParty,
      repeated: repeats > 0 && before?.bare !== true,
      challenged: isChallenge(status),
      pageSays: false,
    });
    if (settlement.ok) {
      const { value } = settlement;
      const wanted = value === 'repeat_form' && status === 503 && before?.form !== 'sent';
      const form = wanted ? ('wanted' as const) : null;
      return ok({ toll, offer, repeats: repeats + 1, bare: value === 'repeat_bare', form });
    }
    await onTrouble(sighting, settlement.error, toll);
    return settlement;
  };
}
