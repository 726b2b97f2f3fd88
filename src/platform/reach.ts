import { tpatForm } from '../http402/tpat.ts';
import type { Failure } from '../outcome/failure.ts';
import type { AnswerRefusal, RequestNote, Sighting } from '../payments/answer.ts';
import type { TollMessages, TollPorts } from './meet-tolls.ts';
import { probe, type Target } from './probe.ts';

/** A site that answers 402 to everything must not keep a page waiting. */
const MOST_PROBES = 12;

export type Reached =
  /** The toll is settled: the note goes with the navigation that now follows. */
  | { readonly do: 'again'; readonly note: RequestNote }
  /** The same, by the form that the page may want. */
  | { readonly do: 'form'; readonly note: RequestNote }
  /** No toll was met: the site let us through, sent us elsewhere, or could not be reached. */
  | { readonly do: 'open' }
  | { readonly do: 'leave'; readonly failure: Failure };

/** What a tab has met at a URL before it was taken to the waiting page. */
export interface Met {
  /**
   * A 401. The URL is not looked at then: a request of ours would bring up the browser's own login
   * dialog.
   */
  readonly login: Sighting | null;
  /** What comes of another refusal, as far as one was seen. */
  readonly answering: ReturnType<AnswerRefusal> | null;
}

/**
 * Settles the toll of a document, by looking at its URL until it is let through.
 *
 * @param before the note of an earlier round for the same tab and URL
 * @param met for the waiting page: what its tab was taken away from. null for a document that stands
 */
export async function reach(
  target: Target,
  answer: AnswerRefusal,
  before: RequestNote | null,
  met: Met | null,
): Promise<Reached> {
  const { login = null, answering = null } = met ?? {};
  // What a document was asked for with is lost if a form takes its place; the waiting page has nothing.
  const isLast = ({ offer, form }: RequestNote): boolean =>
    // Each look at a resting pass uses it up: the navigation itself is the next one.
    offer.restMs !== null || (met !== null && form === 'wanted');
  const open = (note: RequestNote): Reached =>
    met !== null && note.form === 'wanted'
      ? { do: 'form', note: { ...note, form: 'sent' } }
      : { do: 'again', note };
  if (login !== null) {
    const answered = await answer(login, before);
    return answered.ok
      ? { do: 'again', note: answered.value }
      : { do: 'leave', failure: answered.error };
  }
  let note = before;
  if (answering !== null) {
    const answered = await answering;
    if (!answered.ok) return { do: 'leave', failure: answered.error };
    note = answered.value;
    if (isLast(note)) return open(note);
  }
  for (let probes = 0; probes < MOST_PROBES; probes += 1) {
    const sighting = await probe(target);
    // A site that is gone, or that sends us elsewhere, is for the navigation itself to show.
    if (sighting === null || sighting.status < 400) break;
    if (sighting.status !== 402 && note === null) break;
    const answered = await answer(sighting, note);
    if (!answered.ok) return { do: 'leave', failure: answered.error };
    note = answered.value;
    if (isLast(note)) break;
  }
  return note === null ? { do: 'open' } : open(note);
}

/**
 * Whether a refused document can be taken elsewhere without losing what was sent for it: one that was
 * asked for by GET, or by the form that we made ourselves.
 *
 * @param method of a tab's document; null for anything else
 */
export function isMovable(method: string | null, note: RequestNote | null): boolean {
  return method === 'GET' || (method !== null && note?.form === 'sent');
}

/** What the waiting page is told. */
export async function adviceOf(
  reached: Exclude<Reached, { do: 'leave' }>,
  loginOf: TollPorts['loginOf'],
): Promise<Exclude<Awaited<ReturnType<TollMessages['reach']>>, { do: 'leave' }>> {
  const login = reached.do === 'form' ? await loginOf(reached.note.toll) : null;
  if (login === null) return { do: 'again' };
  return { do: 'form', fields: tpatForm(login.username, login.password) };
}
