import { describe, expect, it } from 'vitest';
import { prefixOf } from '../../../src/signers/address.ts';

const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';

describe('the prefix of an address', () => {
  it('is read from one whose checksum is right', () => {
    expect(prefixOf(ADDRESS)).toBe('structs');
  });

  it.each([
    ['a changed letter', ADDRESS.replace('rl4', 'rl5')],
    ['upper case', ADDRESS.toUpperCase()],
    ['nothing', ''],
    ['no separator', 'structs'],
    ['HTML', '<b>structs1</b>'],
    ['a long text', `structs1${'q'.repeat(200)}`],
  ])('is none of %s', (_, text) => {
    expect(prefixOf(text)).toBeNull();
  });
});
