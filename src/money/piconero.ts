import { err, ok, type Result } from '../outcome/result.ts';

declare const unit: unique symbol;

/** An amount of Monero in piconero: 10^12 of them are 1 XMR. Never a number, never negative. */
export type Piconero = bigint & { readonly [unit]: 'piconero' };

/** More than the emission of the first 500 years; whatever is over it is no amount of money. */
export const MOST_PICONERO = 2n ** 64n - 1n;

/**
 * Takes a bigint for an amount.
 * @throws RangeError if it is negative or over 2^64 - 1: a bug of the caller, who must have parsed it
 */
export function piconero(value: bigint): Piconero {
  if (value < 0n || value > MOST_PICONERO)
    throw new RangeError(`not an amount in piconero: ${value}`);
  return value as Piconero;
}

/**
 * Reads the canonical decimal form of an amount in piconero, as challenges, storage and messages
 * carry it: digits only, no sign, no leading zero, at most 2^64 - 1 (the width of an amount on the
 * Monero chain).
 */
export function parsePiconero(text: string): Result<Piconero, 'not_piconero'> {
  if (!/^(?:0|[1-9][0-9]{0,19})$/.test(text)) return err('not_piconero');
  const value = BigInt(text);
  return value > MOST_PICONERO ? err('not_piconero') : ok(value as Piconero);
}

/**
 * Reads an amount in XMR as a person types it: `0.0005`, `1`, `.5`. No exponent, no separators.
 */
export function parseXmr(text: string): Result<Piconero, 'not_xmr'> {
  const parts = /^([0-9]{0,8})(?:\.([0-9]{0,12}))?$/.exec(text.trim());
  if (parts === null) return err('not_xmr');
  const [, whole = '', fraction = ''] = parts;
  if (whole === '' && fraction === '') return err('not_xmr');
  const value = BigInt(whole || '0') * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
  return value > MOST_PICONERO ? err('not_xmr') : ok(value as Piconero);
}

/** Writes an amount in XMR without exponent and without trailing zeros: `0.0000018`. */
export function formatXmr(amount: Piconero): string {
  const digits = amount.toString().padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -12) : `${digits.slice(0, -12)}.${fraction}`;
}

/** Adds amounts. */
export function sum(...amounts: readonly Piconero[]): Piconero {
  return piconero(amounts.reduce<bigint>((total, amount) => total + amount, 0n));
}
