import type { RateView } from '../messages/rate.ts';
import { parsePiconero } from '../money/piconero.ts';
import { parsePrice, valueAt, writeUnits } from '../money/price.ts';
import { inLanguage, LOCALE } from './language.ts';
import { xmrWithUnit } from './wording.ts';
import { de } from './worth.de.ts';
import { en } from './worth.en.ts';

type Rate = Pick<RateView, 'currency' | 'price'>;

/** What amounts come to in money of the user's, by the rate that they set. */
const texts = inLanguage({ en, de });

/**
 * An amount of the contract in money of the user's: `about €1.85`, `less than €0.01`.
 *
 * @returns null without a rate, and for nothing
 */
export function worth(amount: string, rate: Rate | null): string | null {
  if (rate === null) return null;
  const [read, price] = [parsePiconero(amount), parsePrice(rate.price)];
  if (!read.ok || !price.ok || read.value === 0n) return null;
  const format = moneyFormat(rate.currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const units = valueAt(read.value, price.value, digits);
  const words = units === 0n ? texts.lessThan : texts.about;
  return words(written(format, writeUnits(units === 0n ? 1n : units, digits)));
}

/**
 * An amount in XMR, for use inside a sentence, with what it comes to: `0.01 XMR (about €1.50)`. The
 * sentence breaks before the reading, and never in it.
 */
export function xmrAndWorth(amount: string, rate: Rate | null): string {
  const words = worth(amount, rate);
  return words === null
    ? xmrWithUnit(amount)
    : `${xmrWithUnit(amount)} (${words.replaceAll(' ', '\u{A0}')})`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Kept: the popup may show hundreds of amounts. */
function moneyFormat(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format;
}

/**
 * @param decimal as text, which `Intl` takes as it is: a number would not be exact
 */
function written(format: Intl.NumberFormat, decimal: string): string {
  return format
    .formatToParts(decimal as Intl.StringNumericLiteral)
    .map(({ type, value }) => {
      // The point is XMR's in every language, so it groups no thousands.
      return type === 'group' && value === '.' ? '\u{A0}' : value;
    })
    .join('');
}
