/** A time in which events may have been missed: NATS sends nothing again. */
export interface Gap {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
}

/** Older ones are forgotten. */
export const MOST_GAPS = 200;

/** Opens a gap; one that touches the last one makes that longer. */
export function openGap(gaps: readonly Gap[], from: number): readonly Gap[] {
  const last = gaps.at(-1);
  if (last !== undefined && (last.to === null || last.to >= from)) {
    return [...gaps.slice(0, -1), { from: Math.min(last.from, from), to: null }];
  }
  return [...gaps, { from, to: null }].slice(-MOST_GAPS);
}

/** Ends the gap that lasts, if one does. */
export function closeGap(gaps: readonly Gap[], to: number): readonly Gap[] {
  const last = gaps.at(-1);
  return last?.to === null ? [...gaps.slice(0, -1), { from: last.from, to }] : gaps;
}
