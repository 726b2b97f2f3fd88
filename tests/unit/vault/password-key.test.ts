import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toBytes } from '../../../src/vault/encoding.ts';
import {
  COST,
  checkStrength,
  derivation,
  isWeaker,
  newDerivation,
  scrypt,
} from '../../../src/vault/password-key.ts';
import { codeOf } from '../fakes/samples.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('scrypt', () => {
  // RFC 7914, section 12.
  it.each([
    [
      'password',
      'NaCl',
      { N: 1024, r: 8, p: 16 },
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      { N: 16384, r: 8, p: 1 },
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    ],
  ])('of %s with %s is what RFC 7914 says', async (password, salt, cost, expected) => {
    expect(hex(await scrypt(password, toBytes(salt), cost, 64))).toBe(expected);
  });

  it('takes for one password what looks the same', async () => {
    const cost = { N: 2, r: 1, p: 1 };
    const key = (password: string) => scrypt(password, toBytes('salt'), cost);
    expect(await key('caf\u00e9')).toEqual(await key('cafe\u0301'));
    expect(await key('caf\u00e9')).not.toEqual(await key('cafe'));
  });
});

describe('what a password is derived by', () => {
  it('has a salt of its own each time, and costs 128 MiB', () => {
    const [a, b] = [newDerivation(COST), newDerivation(COST)];
    expect(a.salt).not.toBe(b.salt);
    expect(v.is(derivation, a)).toBe(true);
    expect(128 * a.N * a.r).toBe(128 * 2 ** 20);
  });

  it.each([
    { N: 0 },
    { N: 1 },
    { N: 1000 },
    { N: 2 ** 30 },
    { r: 2 ** 20 },
    { p: 17 },
    { r: 0 },
    { r: 1.5 },
    { salt: '' },
    { salt: 'AAAA' },
    { name: 'pbkdf2' },
  ])('is not believed with %j', (broken) => {
    expect(v.is(derivation, { ...newDerivation(COST), ...broken })).toBe(false);
  });

  it.each([
    [{ N: 2 ** 16, r: 8, p: 1 }, true],
    [{ N: 2 ** 17, r: 4, p: 1 }, true],
    [{ N: 2 ** 14, r: 8, p: 16 }, true],
    [{ N: 2 ** 17, r: 8, p: 1 }, false],
    [{ N: 2 ** 18, r: 8, p: 2 }, false],
  ])('%j is weaker than today: %s', (cost, weaker) => {
    expect(isWeaker(cost, COST)).toBe(weaker);
  });
});

describe('a password', () => {
  it.each(['', '1234567', ' '.repeat(7), '\u{1f511}'.repeat(7)])('%j is too short', (password) => {
    expect(codeOf(checkStrength(password))).toBe('vault_password_weak');
  });
  it.each(['12345678', '\u{1f511}'.repeat(8)])('%j is long enough', (password) => {
    expect(checkStrength(password).ok).toBe(true);
  });
});
