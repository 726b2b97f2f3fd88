import * as v from 'valibot';
import { parsePrice } from '../money/price.ts';
import { done } from './done.ts';

/** A code as ISO 4217 has them; `Intl` takes any three letters. */
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));
/** What 1 XMR is in it: decimal text, as `parsePrice` reads it. */
const price = v.pipe(
  v.string(),
  v.check((text) => parsePrice(text).ok),
);

/** What the user says that 1 XMR is in money of theirs, and when they said it. */
export const rate = v.object({ currency, price, setAt: v.pipe(v.number(), v.integer()) });
export type RateView = v.InferOutput<typeof rate>;

export const RATE_CONTRACT = {
  /** Sets by what amounts are read in other money too; null: in XMR alone. It is never fetched. */
  'rate.set': {
    from: 'extension',
    input: v.strictObject({ rate: v.nullable(v.strictObject({ currency, price })) }),
    output: done,
  },
} as const;
