/** The first retry comes within this; each failure doubles it. */
export const FIRST_MS = 500;

/** No retry is later than this after a failure, so a server that comes back is found soon. */
export const MOST_MS = 30_000;

/** A connection that stood for less than this was no success: the wait goes on growing. */
export const STEADY_MS = 10_000;

/**
 * How long to wait before the next try: between half of 500 ms · 2^(failures - 1) and all of it, at
 * most 30 s. The lower half keeps a server that refuses from being stormed, the random upper half
 * keeps all its clients from coming back in one moment.
 *
 * @param failures in a row, 1 after the first
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(whole * (0.5 + random / 2));
}
