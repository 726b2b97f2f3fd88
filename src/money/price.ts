import { err, ok, type Result } from '../outcome/result.ts';
import type { Piconero } from './piconero.ts';

/** Piconero of 1 XMR, as a power of ten. */
const XMR_DIGITS = 12;

/** How much 1 XMR is in some other money, exactly: `units` of 10^-`digits` each. Never 0. */
export interface Price {
  readonly units: bigint;
  readonly digits: number;
}

/**
 * Reads what 1 XMR is in some other money, as a person types it and storage keeps it: `150`, `0.0025`.
 * At most 12 digits before the point and 12 after it; no sign, no exponent, no separators, not 0.
 */
export function parsePrice(text: string): Result<Price, 'not_price'> {
  const parts = /^([0-9]{1,12})(?:\.([0-9]{1,12}))?$/.exec(text);
  if (parts === null) return err('not_price');
  const [, whole = '', fraction = ''] = parts;
  const units = BigInt(whole + fraction);
  return units === 0n ? err('not_price') : ok({ units, digits: fraction.length });
}

/**
 * What an amount comes to at a price, to the nearest unit of 10^-`digits`; a half goes up.
 *
 * @param digits after the point, as many as the money has: 2 for cents, 0 for yen
 */
export function valueAt(amount: Piconero, price: Price, digits: number): bigint {
  const shift = 10n ** BigInt(XMR_DIGITS + price.digits);
  const exact = amount * price.units * 10n ** BigInt(digits);
  return (exact + shift / 2n) / shift;
}

/** Writes so many units of 10^-`digits` as a decimal number: 185 of 2 digits are `1.85`. */
export function writeUnits(units: bigint, digits: number): string {
  if (digits === 0) return units.toString();
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
