import type { Input } from '../../messages/contract.ts';
import type { RateView } from '../../messages/rate.ts';
import { parsePrice } from '../../money/price.ts';
import { LOCALE } from '../language.ts';
import { texts } from './texts.ts';

/** The rate as its fields show it: both empty is none. */
export interface RateTexts {
  readonly currency: string;
  readonly price: string;
}

/** The rate that is stored, as the fields show it. */
export function storedRate(rate: RateView | null): RateTexts {
  return { currency: rate?.currency ?? '', price: rate?.price ?? '' };
}

/** What the fields say: the rate, none, or why one of them says nothing. */
export type RateInput =
  | { readonly ok: true; readonly rate: Input<'rate.set'>['rate'] }
  | { readonly ok: false; readonly field: keyof RateTexts; readonly why: string };

/** Reads the fields. */
export function readRate(typed: RateTexts): RateInput {
  const currency = typed.currency.trim().toUpperCase();
  const price = typed.price.trim();
  if (currency === '' && price === '') return { ok: true, rate: null };
  const whyCurrency = /^[A-Z]{3}$/.test(currency)
    ? currency === 'XMR' && texts.rate.currencyXmr
    : texts.rate.currencyUnknown;
  if (whyCurrency) return { ok: false, field: 'currency', why: whyCurrency };
  return parsePrice(price).ok
    ? { ok: true, rate: { currency, price } }
    : { ok: false, field: 'price', why: whyNoPrice(price) };
}

function whyNoPrice(text: string): string {
  if (text === '') return texts.rate.priceMissing;
  if (text.includes(',')) return texts.rate.priceWithComma;
  if (/^0+(?:\.0*)?$/.test(text)) return texts.rate.priceZero;
  return /^[0-9]{13}/.test(text) ? texts.rate.priceTooLarge : texts.rate.priceUnreadable;
}

/** The day on which a rate was set: `3 May 2026`. */
export function dayWords(at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', ...zone }).format(at);
}
