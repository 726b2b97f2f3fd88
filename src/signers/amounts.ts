import { inert } from './inert-text.ts';
import type { ReadingContext } from './signing.ts';

/** Smallest units of a sum are at most 2^256: 78 digits. */
const NUMBER = /^(?:0|[1-9][0-9]{0,77})$/;

/** Beyond that a table of denoms is wrong. */
const MOST_EXPONENT = 30;

/** A coin as it was decoded; what it says need not be true. */
interface DecodedCoin {
  readonly denom: string;
  readonly amount: string;
}

/**
 * A sum in the unit that people know: `1.5 alpha`. Where that is not known, in the smallest one:
 * `1500000 ualpha`.
 */
export function formatCoin(coin: DecodedCoin, denoms: ReadingContext['denoms']): string {
  const unit = unitOf(coin.denom, denoms);
  if (unit === undefined || !NUMBER.test(coin.amount)) {
    return inert(`${coin.amount === '' ? '?' : coin.amount} ${coin.denom}`);
  }
  const digits = coin.amount.padStart(unit.exponent + 1, '0');
  const whole = digits.slice(0, digits.length - unit.exponent);
  const part = digits.slice(digits.length - unit.exponent).replace(/0+$/, '');
  return inert(`${part === '' ? whole : `${whole}.${part}`} ${unit.symbol}`);
}

/** Several sums in one line; what stands for none of them is up to the caller. */
export function formatCoins(
  coins: readonly DecodedCoin[],
  denoms: ReadingContext['denoms'],
  none: string,
): string {
  return coins.length === 0 ? none : coins.map((coin) => formatCoin(coin, denoms)).join(' + ');
}

/** A whole unit of a coin is more than any chain asks for a transaction. */
const HIGH_FEE_UNITS = 1n;

/** Usual gas prices are 0.0025 to 0.1 millionths of a unit; this is one millionth. */
const HIGH_PRICE_EXPONENT = 6;

/**
 * A fee that is dear by itself, or for its gas. Of a coin whose unit is not known, more than one of
 * it for each gas.
 */
export function isHighFee(
  coin: DecodedCoin,
  gasLimit: bigint,
  denoms: ReadingContext['denoms'],
): boolean {
  if (!NUMBER.test(coin.amount)) return true;
  const amount = BigInt(coin.amount);
  if (amount === 0n) return false;
  const unit = unitOf(coin.denom, denoms);
  if (unit === undefined) return amount > gasLimit;
  const whole = 10n ** BigInt(unit.exponent);
  if (amount >= HIGH_FEE_UNITS * whole) return true;
  return amount * 10n ** BigInt(HIGH_PRICE_EXPONENT) > gasLimit * whole;
}

function unitOf(denom: string, denoms: ReadingContext['denoms']) {
  const unit = Object.hasOwn(denoms, denom) ? denoms[denom] : undefined;
  const usable =
    unit !== undefined &&
    Number.isInteger(unit.exponent) &&
    unit.exponent >= 0 &&
    unit.exponent <= MOST_EXPONENT;
  return usable ? unit : undefined;
}
