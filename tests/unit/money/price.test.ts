import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Piconero, piconero } from '../../../src/money/piconero.ts';
import { type Price, parsePrice, valueAt, writeUnits } from '../../../src/money/price.ts';
import { unwrap } from '../fakes/samples.ts';

const XMR = 10n ** 12n;
const amounts = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(piconero);
/** Currencies have none to four. */
const moneyDigits = fc.integer({ min: 0, max: 4 });
const priceTexts = fc
  .tuple(
    fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }),
  )
  .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`))
  .filter((text) => /[1-9]/.test(text));
const prices = priceTexts.map((text) => unwrap(parsePrice(text)));

/** Twice 10^12 × 10^digits × that, so that a half is whole: of the exact value, and of `units`. */
function doubled(amount: Piconero, price: Price, units: bigint, digits: number): [bigint, bigint] {
  const scale = 10n ** BigInt(price.digits);
  return [2n * amount * price.units * 10n ** BigInt(digits), 2n * units * XMR * scale];
}

describe('what 1 XMR is in other money', () => {
  it.each([
    ['150', 150n, 0],
    ['150.25', 15025n, 2],
    ['0.000000000001', 1n, 12],
    ['999999999999.999999999999', 999999999999999999999999n, 12],
    ['007.0', 70n, 1],
  ])('is read as it is typed: %j', (text, units, digits) => {
    expect(unwrap(parsePrice(text))).toEqual({ units, digits });
  });

  it.each(['', '0', '0.00', '-1', '+1', '1e3', '1,5', '.5', '5.', ' 1', '1 000', '€1', 'NaN'])(
    'is not %j',
    (text) => {
      expect(parsePrice(text)).toEqual({ ok: false, error: 'not_price' });
    },
  );

  it.each(['1234567890123', `1.${'1'.repeat(13)}`])('has no more digits than %j', (text) => {
    expect(parsePrice(text).ok).toBe(false);
  });
});

describe('what an amount comes to', () => {
  it('is within half a unit of the exact value', () => {
    fc.assert(
      fc.property(amounts, prices, moneyDigits, (amount, price, digits) => {
        const units = valueAt(amount, price, digits);
        const [exact, read] = doubled(amount, price, units, digits);
        const half = XMR * 10n ** BigInt(price.digits);
        return read - exact <= half && exact - read < half;
      }),
    );
  });

  it('is never less for more', () => {
    fc.assert(
      fc.property(amounts, amounts, prices, moneyDigits, (a, b, price, digits) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        return valueAt(less, price, digits) <= valueAt(more, price, digits);
      }),
    );
  });

  it('of 1 XMR is its price', () => {
    fc.assert(
      fc.property(prices, (price) => {
        return valueAt(piconero(XMR), price, price.digits) === price.units;
      }),
    );
  });

  it('rounds a half up', () => {
    const one = unwrap(parsePrice('1'));
    expect(valueAt(piconero(5_000_000_000n), one, 2)).toBe(1n);
    expect(valueAt(piconero(4_999_999_999n), one, 2)).toBe(0n);
  });

  it('is written with as many digits as the money has', () => {
    expect(writeUnits(185n, 2)).toBe('1.85');
    expect(writeUnits(5n, 2)).toBe('0.05');
    expect(writeUnits(0n, 3)).toBe('0.000');
    expect(writeUnits(185n, 0)).toBe('185');
    expect(writeUnits(123456789n, 4)).toBe('12345.6789');
  });
});
