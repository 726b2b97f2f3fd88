// Challenge headers through the reader, in plain Node: it must answer at once, never throw, and
// accept nothing that it must not.
import { readdirSync, readFileSync } from 'node:fs';
import { parseChallenges } from '../../../src/http402/challenge.ts';
import { readOffers } from '../../../src/http402/offer.ts';
import { seededFor } from '../random.ts';
import { bad, good, type Outcome, type Run } from '../run.ts';
import { generateHeaders } from './generate.ts';
import { faultOf } from './oracle.ts';

/** Reading takes some ten microseconds; this leaves room for a machine that does other work. */
const LIMIT_MS = 50;
/** A collection of garbage is not the reader's doing, and does not come three times in a row. */
const TRIES = 3;
const PER_RUN = 100_000;
/** A toll comes with a 402, or by Basic with a 401. */
const STATUSES = [402, 401];

const CORPUS = new URL('../corpus/', import.meta.url);

/** One response that was found or made by hand, and what must become of it. */
export interface CorpusCase {
  readonly name: string;
  readonly headers: readonly string[];
  readonly accepted: boolean;
}

export function readCorpus(): CorpusCase[] {
  return readdirSync(CORPUS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, CORPUS), 'utf8')) as CorpusCase[]);
}

/** What the reader does wrong with these headers; null if nothing. */
export function misreading(headers: readonly string[]): string | null {
  for (let attempt = 1; ; attempt += 1) {
    const began = performance.now();
    try {
      parseChallenges(headers);
      const read = STATUSES.map((status) => readOffers(headers, status));
      const ms = performance.now() - began;
      if (ms > LIMIT_MS) {
        if (attempt < TRIES) continue;
        return `took ${Math.round(ms)} ms`;
      }
      const offers = read.flatMap((offered) => (offered.ok ? offered.value : []));
      const fault = offers.map((offer) => faultOf(headers, offer)).find((one) => one !== null);
      return fault === undefined ? null : `accepted: ${fault}`;
    } catch (error) {
      return `threw ${error}`;
    }
  }
}

/** Whether there is anything to pay in these headers, with either status. */
export function isAccepted(headers: readonly string[]): boolean {
  return STATUSES.some((status) => readOffers(headers, status).ok);
}

/** The corpus, and then as many as are wanted, in runs of up to 100,000. */
export function headerRuns(seed: number, count: number): Run[] {
  const runs: Run[] = [{ name: 'corpus', do: async () => replayCorpus() }];
  for (let from = 0; from < count; from += PER_RUN) {
    const size = Math.min(PER_RUN, count - from);
    runs.push({ name: `generated from ${from}`, do: async () => readGenerated(seed, from, size) });
  }
  return runs;
}

function replayCorpus(): Outcome {
  const cases = readCorpus();
  for (const { name, headers, accepted } of cases) {
    const fault = misreading(headers);
    if (fault !== null) return bad(`LOSS: ${name}: ${fault}`, headers);
    if (isAccepted(headers) !== accepted) {
      return bad(`LOSS: ${name}: ${accepted ? 'refused' : 'accepted'}`, headers);
    }
  }
  return good(`${cases.length} read as they should be`);
}

function readGenerated(seed: number, from: number, count: number): Outcome {
  const random = seededFor(seed, `headers ${from}`);
  let accepted = 0;
  for (let index = 0; index < count; index += 1) {
    const headers = generateHeaders(random);
    const fault = misreading(headers);
    if (fault !== null) return bad(`LOSS: number ${from + index} ${fault}`, headers);
    if (isAccepted(headers)) accepted += 1;
  }
  return good(`${count} read, ${accepted} accepted`);
}
