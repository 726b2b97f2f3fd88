import { readXmr402Frame, type Xmr402Frame } from '../http402/xmr402.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import type { Toll } from '../passes/toll.ts';
import type { Sighting } from './answer.ts';
import type { Proof, Settler } from './settle.ts';

/** Where a page stands that something is said by: the browser's word. */
export type Place = Pick<Sighting, 'url' | 'origin' | 'tabId' | 'firstParty'>;

/** Answers a challenge that a page says it got over its socket with a proof, or says why not. */
export type HandBack = (place: Place, said: Xmr402Frame) => Promise<Result<Proof, Failure>>;

/**
 * @param onToll told which tab waits for which toll
 * @param onTrouble told of every failure of a challenge that could be read
 */
export function handBackProofs(
  settler: Pick<Settler, 'handBack'>,
  onToll: (toll: Toll, tabId: number) => void,
  onTrouble: (place: Place, failure: Failure, toll: Toll) => Promise<void>,
): HandBack {
  return async (place, said) => {
    const { origin, url, tabId, firstParty } = place;
    const offer = readXmr402Frame(said);
    if (!offer.ok) return err(failure(offer.error, { origin }));
    const { dialect, address } = offer.value;
    const toll = { origin, dialect, address };
    onToll(toll, tabId);
    const answered = await settler.handBack({
      origin,
      url,
      offer: offer.value,
      ways: 1,
      firstParty,
      repeated: false,
      challenged: true,
    });
    if (!answered.ok) await onTrouble(place, answered.error, toll);
    return answered;
  };
}
