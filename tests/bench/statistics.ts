/** The arithmetic of the benchmarks: no clock, no browser. */

/** @throws on an empty list, which has no median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error('no values to take a median of');
  return (low + high) / 2;
}

/**
 * The median of the ratios within each pair. Both halves of a pair are measured within seconds of
 * each other, so whatever slows the machine down for longer than that drops out, as it would not
 * from a ratio of two medians.
 */
export function pairedRatio(ours: readonly number[], reference: readonly number[]): number {
  if (ours.length !== reference.length) throw new Error('values without a partner');
  return median(ours.map((value, at) => value / (reference[at] ?? Number.NaN)));
}

/**
 * In which order `count` contestants take their turns in a round. Every second round is the one
 * before it reversed, so each comes before each other equally often; every two rounds the order is
 * turned by one, so each has every place equally often.
 */
export function turnsOf(round: number, count: number): number[] {
  const first = round >> 1;
  const turns = Array.from({ length: count }, (_, place) => (first + place) % count);
  return round % 2 === 0 ? turns : turns.reverse();
}
