import { describe, expect, it } from 'vitest';
import { SHORTEST_PASSWORD as ASKED_FOR, strengthOf } from '../../../src/ui/strength.ts';
import { SHORTEST_PASSWORD } from '../../../src/vault/password-key.ts';

describe('the hint on a password', () => {
  it('asks for as many characters as the background', () => {
    expect(ASKED_FOR).toBe(SHORTEST_PASSWORD);
  });

  it.each([
    ['', 0],
    ['1234567', 0],
    ['\u{1f511}'.repeat(7), 0],
    ['aaaaaaaaaaaaaaaa', 1],
    ['12345678', 1],
    ['abcdefghij', 1],
    ['kitchen7', 2],
    ['correct horse', 3],
    ['maple orbit candle frost', 3],
    ['x7!Kq2#pLw', 3],
  ])('of "%s" is %i', (password, level) => {
    expect(strengthOf(password).level).toBe(level);
  });

  it('says how many are missing', () => {
    expect(strengthOf('12345').words).toBe('Too short: 3 more.');
  });
});
