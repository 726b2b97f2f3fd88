import type { Failure } from '../outcome/failure.ts';
import type { AnswerRefusal, RequestNote } from '../payments/answer.ts';
import { probe, type Target } from './probe.ts';

/** A site that answers 402 to everything must not keep a page waiting. */
const MOST_PROBES = 12;

export type Reached =
  /** The toll is settled: the note goes with the navigation that now follows. */
  | { readonly do: 'again'; readonly note: RequestNote }
  /** No toll was met: the site let us through, sent us elsewhere, or could not be reached. */
  | { readonly do: 'open' }
  | { readonly do: 'leave'; readonly failure: Failure };

/**
 * Settles the toll of a document, by looking at its URL until it is let through.
 *
 * @param before the note of an earlier round for the same tab and URL
 */
export async function reach(
  target: Target,
  answer: AnswerRefusal,
  before: RequestNote | null,
): Promise<Reached> {
  let note = before;
  for (let probes = 0; probes < MOST_PROBES; probes += 1) {
    const sighting = await probe(target);
    // A site that is gone, or that sends us elsewhere, is for the navigation itself to show.
    if (sighting === null || sighting.status < 400) break;
    if (sighting.status !== 402 && note === null) break;
    const answered = await answer(sighting, note);
    if (!answered.ok) return { do: 'leave', failure: answered.error };
    note = answered.value;
    // Each look at a resting pass uses it up: the navigation itself is the next one.
    if (note.offer.restMs !== null) break;
  }
  return note === null ? { do: 'open' } : { do: 'again', note };
}
