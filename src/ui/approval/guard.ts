/** How long a question stands before it can be paid: nobody reads one faster than this. */
export const GUARD_MS = 500;

/** What a press on Pay is judged by. Times in milliseconds of one and the same clock. */
export interface Press {
  /** False for an event that a program made. */
  readonly trusted: boolean;
  readonly shownAt: number;
  readonly now: number;
}

/** Whether a press on Pay is a person's answer to the question that stands there. */
export function isDeliberate(press: Press): boolean {
  return press.trusted && press.now - press.shownAt >= GUARD_MS;
}
