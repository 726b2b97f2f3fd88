import type { Failure } from '../outcome/failure.ts';
import type { AnswerRefusal, RequestNote, Sighting } from '../payments/answer.ts';
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
 * @param login the 401 that the tab has met there, if it was one. Its URL is not looked at: a request
 *   of ours would bring up the browser's own login dialog.
 */
export async function reach(
  target: Target,
  answer: AnswerRefusal,
  before: RequestNote | null,
  login: Sighting | null = null,
): Promise<Reached> {
  if (login !== null) {
    const answered = await answer(login, before);
    return answered.ok
      ? { do: 'again', note: answered.value }
      : { do: 'leave', failure: answered.error };
  }
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
