import { parsePiconero } from '../money/piconero.ts';
import { inLanguage } from './language.ts';
import { de } from './times.de.ts';
import { en } from './times.en.ts';

const texts = inLanguage({ en, de });

/** What is said of a total that is no amount. */
export const TOO_MUCH = texts.tooMuch;

/** How many times the price can be paid at once. */
export const PROPOSED_TIMES = [1, 2, 5, 10] as const;
const MOST_TIMES = 1000;

/** What a person typed as a number of times: the number, or why it is none. */
export type TimesInput =
  | { readonly ok: true; readonly times: number }
  | { readonly ok: false; readonly why: string };

/** Reads a number of times from an input field. */
export function readTimes(text: string): TimesInput {
  const digits = text.trim();
  if (!/^[0-9]+$/.test(digits) || /^0+$/.test(digits)) {
    return { ok: false, why: texts.notWhole };
  }
  const times = Number(digits);
  return times <= MOST_TIMES ? { ok: true, times } : { ok: false, why: texts.tooOften };
}

/**
 * What so many times cost in all: `times` × `amount` + `fee`, in piconero.
 *
 * @returns null if that is more Monero than there can be
 */
export function totalFor(amount: string, times: number, fee = '0'): string | null {
  const total = (BigInt(amount) * BigInt(times) + BigInt(fee)).toString();
  return parsePiconero(total).ok ? total : null;
}

/** How many blocks so many times buy; null if it is not counted in blocks. */
export function blocksFor(blocks: number | null, times: number): number | null {
  return blocks === null ? null : blocks * times;
}

/** How many blocks one price bought, of a pass that was paid a multiple of it. */
export function blocksOfOne(pass: {
  readonly blocks: number | null;
  readonly paid: string;
  readonly price: string;
}): number | null {
  const price = BigInt(pass.price);
  if (pass.blocks === null || price === 0n) return null;
  const times = BigInt(pass.paid) / price;
  return times === 0n ? pass.blocks : Number(BigInt(pass.blocks) / times);
}
