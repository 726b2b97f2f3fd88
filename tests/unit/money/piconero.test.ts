import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatXmr, parsePiconero, parseXmr, piconero, sum } from '../../../src/money/piconero.ts';
import { unwrap } from '../fakes/samples.ts';

const MOST = 2n ** 64n - 1n;
const amounts = fc.oneof(
  fc.bigInt({ min: 0n, max: MOST }),
  fc.integer({ min: 0, max: 19 }).map((zeros) => 10n ** BigInt(zeros)),
);

describe('piconero', () => {
  it('is never negative and never wider than the chain', () => {
    for (const value of [-1n, MOST + 1n]) expect(() => piconero(value)).toThrow(RangeError);
    expect(piconero(0n)).toBe(0n);
    expect(piconero(MOST)).toBe(MOST);
  });

  it('does not overflow in a sum', () => {
    expect(sum(piconero(1n), piconero(2n), piconero(3n))).toBe(6n);
    expect(sum()).toBe(0n);
    expect(() => sum(piconero(MOST), piconero(1n))).toThrow(RangeError);
  });
});

describe('parsePiconero', () => {
  it('reads back every amount', () => {
    fc.assert(fc.property(amounts, (value) => unwrap(parsePiconero(`${value}`)) === value));
  });

  it.each(['', '-1', '+1', '01', '00', '1e9', '0x10', '1.0', ' 1', '1\n', 'NaN', `${MOST + 1n}`])(
    'refuses %j',
    (text) => {
      expect(parsePiconero(text)).toEqual({ ok: false, error: 'not_piconero' });
    },
  );

  it('reads nothing but the canonical form', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-.e xX_') }), (text) => {
        const read = parsePiconero(text);
        return !read.ok || read.value.toString() === text;
      }),
    );
  });
});

describe('formatXmr and parseXmr', () => {
  it('read back every amount, without an exponent or needless zeros', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        const text = formatXmr(piconero(value));
        expect(text).toMatch(/^(?:0|[1-9][0-9]*)(?:\.[0-9]{0,11}[1-9])?$/);
        expect(unwrap(parseXmr(text))).toBe(value);
      }),
    );
  });

  it.each([
    [0n, '0'],
    [1n, '0.000000000001'],
    [1_800_000n, '0.0000018'],
    [10n ** 12n, '1'],
    [15n * 10n ** 11n, '1.5'],
    [MOST, '18446744.073709551615'],
  ])('writes %s as %s', (value, text) => {
    expect(formatXmr(piconero(value))).toBe(text);
  });

  it.each([
    ['0.0005', 500_000_000n],
    ['.5', 500_000_000_000n],
    ['1.', 10n ** 12n],
    [' 2 ', 2n * 10n ** 12n],
    ['007', 7n * 10n ** 12n],
  ])('read %j as a person means it', (text, value) => {
    expect(unwrap(parseXmr(text))).toBe(value);
  });

  it.each([
    '',
    '.',
    '-1',
    '1e3',
    '1,5',
    '0.0000000000001',
    'x',
    '1 000',
    '18446744.073709551616',
    '99999999',
  ])('refuse %j', (text) => {
    expect(parseXmr(text)).toEqual({ ok: false, error: 'not_xmr' });
  });
});
