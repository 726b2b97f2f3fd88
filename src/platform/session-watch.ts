import type { Sighting } from '../payments/answer.ts';
import type { Renewed, Unanswered } from '../sessions/renewal.ts';

/** What is done about a response that ends, or limits, a session of the user's. */
export interface SessionWatch {
  /** Reads what `covers` is to know. */
  prepare(): void;
  /** Whether a URL is a web app's; null if that is not known yet. Answered at once. */
  covers(url: string): boolean | null;
  /** A 401: the session is over. */
  over(sighting: Sighting, request: Unanswered): Promise<Renewed>;
  /** A 401 whose request is made again without waiting for an answer to it. */
  passed(url: string): void;
  /** A 403. */
  forbidden(sighting: Sighting): Promise<void>;
}
