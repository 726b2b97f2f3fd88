import { median, pairedRatio } from './statistics.ts';

/** One line of the table. Lower is better, and the bar is the highest ratio that passes. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** Medians, in `unit`. */
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
  readonly bar: number;
  /** The same ratio where both sides are the reference: how far chance alone gets. */
  readonly control?: number;
}

/** Rows that are measured together, because they share their browsers. */
export interface Group {
  readonly names: readonly string[];
  /** `wanted` are those of `names` that are to be shown; the others need not be measured. */
  measure(setting: Setting, wanted: ReadonlySet<string>): Promise<readonly Row[]>;
}

export interface Setting {
  /** Directory of the built extension. */
  readonly extension: string;
  /** An empty directory for what a group makes. */
  readonly scratch: string;
  /** Instead of each group's own number of rounds, for a quick trial. */
  readonly rounds: number | undefined;
  /** A line below the table: what no bar stands for but a reader wants to know. */
  note(text: string): void;
}

/** `control`: a second measurement of the reference. */
export function pairedRow(
  { name, unit, bar }: Pick<Row, 'name' | 'unit' | 'bar'>,
  ours: readonly number[],
  reference: readonly number[],
  control?: readonly number[],
): Row {
  return {
    name,
    unit,
    ours: median(ours),
    reference: median(reference),
    ratio: pairedRatio(ours, reference),
    bar,
    ...(control === undefined ? {} : { control: pairedRatio(control, reference) }),
  };
}

export function passes({ ratio, bar }: Row): boolean {
  return ratio <= bar;
}
