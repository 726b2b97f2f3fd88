import { afterEach, describe, expect, it, vi } from 'vitest';
import { dayWords, readRate, storedRate } from '../../../src/ui/settings/rate.ts';
import { worth, xmrAndWorth } from '../../../src/ui/worth.ts';

const EUR = { currency: 'EUR', price: '150.25' };

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** What the code does in a browser of that language. */
async function speaking(tag: string): Promise<typeof import('../../../src/ui/worth.ts')> {
  vi.stubGlobal('chrome', { i18n: { getUILanguage: () => tag } });
  vi.resetModules();
  return import('../../../src/ui/worth.ts');
}

describe('an amount in money of the user’s', () => {
  it('is always about so much', () => {
    expect(worth('12300000000', EUR)).toBe('about €1.85');
    expect(xmrAndWorth('12300000000', EUR)).toBe('0.0123\u{A0}XMR (about\u{A0}€1.85)');
  });
  it('has as many digits as the money has', () => {
    expect(worth('12300000000', { currency: 'JPY', price: '25000' })).toBe('about ¥308');
    expect(worth('12300000000', { currency: 'KWD', price: '50' })).toBe('about KWD\u{A0}0.615');
  });
  it('that is less than half the smallest coin is less than one', () => {
    expect(worth('1000000', EUR)).toBe('less than €0.01');
    expect(worth('1000000', { currency: 'JPY', price: '25000' })).toBe('less than ¥1');
  });
  it('is exact however large it is', () => {
    expect(worth('18446744073709551615', { currency: 'VND', price: '999999999999' })).toBe(
      'about ₫18,446,744,073,691,104,871',
    );
  });
  it('is not told without a rate, of nothing, and of no amount', () => {
    expect(worth('12300000000', null)).toBeNull();
    expect(xmrAndWorth('12300000000', null)).toBe('0.0123\u{A0}XMR');
    expect(worth('0', EUR)).toBeNull();
    expect(worth('much', EUR)).toBeNull();
  });
  it('is written as German does, but for the point, which groups nothing', async () => {
    const german = await speaking('de');
    expect(german.worth('12300000000', EUR)).toBe('etwa 1,85\u{A0}€');
    expect(german.worth('1000000', EUR)).toBe('weniger als 0,01\u{A0}€');
    expect(german.worth('12300000000000', EUR)).toBe('etwa 1\u{A0}848,08\u{A0}€');
  });
});

describe('the form of the rate', () => {
  const why = (currency: string, price: string) => {
    const read = readRate({ currency, price });
    return read.ok ? read.rate : read.why;
  };
  it('takes a currency and how much of it 1 XMR is', () => {
    expect(why(' eur ', ' 150.25 ')).toEqual(EUR);
    expect(storedRate({ ...EUR, setAt: 0 })).toEqual(EUR);
  });
  it('that is empty switches it off', () => {
    expect(storedRate(null)).toEqual({ currency: '', price: '' });
    expect(why(' ', '')).toBeNull();
  });
  it.each([
    ['', '150', 'A currency has three letters, for example EUR.'],
    ['EURO', '150', 'A currency has three letters, for example EUR.'],
    ['€', '150', 'A currency has three letters, for example EUR.'],
    ['xmr', '1', 'Amounts are in XMR anyway.'],
    ['EUR', '', 'Enter how much 1 XMR is, for example 150. Empty both fields to switch it off.'],
    ['EUR', '150,25', 'Use a point, not a comma, for example 150.5.'],
    ['EUR', '0', '1 XMR is worth more than nothing.'],
    ['EUR', '0.000', '1 XMR is worth more than nothing.'],
    ['EUR', '1234567890123', 'So much is 1 XMR in no currency.'],
    ['EUR', '-5', 'Use digits and one point, at most 12 digits after it.'],
    ['EUR', '1e3', 'Use digits and one point, at most 12 digits after it.'],
    ['EUR', '1.0000000000001', 'Use digits and one point, at most 12 digits after it.'],
  ])('says of %j, %j: %s', (currency, price, sentence) => {
    expect(why(currency, price)).toBe(sentence);
  });
  it('says on which day it was set', () => {
    expect(dayWords(Date.UTC(2026, 4, 3, 12), 'UTC')).toBe('May 3, 2026');
  });
});
