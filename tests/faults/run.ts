// What a run of any fault comes to.

export type Outcome =
  | { readonly good: true; readonly text: string }
  | { readonly good: false; readonly text: string; readonly evidence: string };

/** One run that can be repeated by its name and its seed. */
export interface Run {
  readonly name: string;
  do(): Promise<Outcome>;
}

export function good(text: string): Outcome {
  return { good: true, text };
}

export function bad(text: string, evidence: unknown): Outcome {
  return { good: false, text, evidence: JSON.stringify(evidence, bigintAsText, 1) };
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
