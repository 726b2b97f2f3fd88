// What a run of any fault comes to.

export type Outcome =
  | {
      readonly good: true;
      readonly text: string;
      /** Whether the fault happened at all: the way may not have come by its place this time. */
      readonly reached: boolean;
    }
  | { readonly good: false; readonly text: string; readonly evidence: string };

/** One run that can be repeated by its name and its seed. */
export interface Run {
  readonly name: string;
  do(): Promise<Outcome>;
}

export function good(text: string, reached = true): Outcome {
  return { good: true, text, reached };
}

/** The order of answers is not the same each time, so a way does not always come by a place. */
const TRIES = 8;

/** Goes the way until it comes by the run's place, or goes wrong, or has been gone often enough. */
export async function comeBy(go: () => Promise<Outcome>): Promise<Outcome> {
  let outcome = await go();
  for (let tries = 1; outcome.good && !outcome.reached && tries < TRIES; tries += 1) {
    outcome = await go();
  }
  return outcome;
}

export function bad(text: string, evidence: unknown): Outcome {
  return { good: false, text, evidence: JSON.stringify(evidence, bigintAsText, 1) };
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
