import { describe, expect, it } from 'vitest';
import { median, pairedRatio, turnsOf } from '../../bench/statistics.ts';

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([8, 1, 2, 100])).toBe(5);
    expect(median([7])).toBe(7);
  });

  it('does not sort its input, and sorts by size, not by text', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it('refuses an empty list', () => {
    expect(() => median([])).toThrow('no values');
  });
});

describe('pairedRatio', () => {
  it('compares within pairs, so a slow minute drops out', () => {
    expect(pairedRatio([11, 22, 330], [10, 20, 300])).toBeCloseTo(1.1);
  });

  it('is not moved by one bad round', () => {
    expect(pairedRatio([11, 22, 999], [10, 20, 30])).toBeCloseTo(1.1);
  });

  it('refuses a value without a partner', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow('partner');
  });
});

describe.each([2, 3, 5, 9])('turnsOf with %i contestants', (count) => {
  const rounds = Array.from({ length: 2 * count }, (_, round) => turnsOf(round, count));

  it('gives each one turn a round', () => {
    for (const turns of rounds) {
      expect([...turns].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
    }
  });

  it('puts each before each other equally often', () => {
    for (let one = 0; one < count; one++) {
      for (let other = 0; other < one; other++) {
        const before = rounds.filter((turns) => turns.indexOf(one) < turns.indexOf(other));
        expect(before).toHaveLength(count);
      }
    }
  });

  it('puts each at every place equally often', () => {
    for (let place = 0; place < count; place++) {
      const there = rounds.map((turns) => turns[place]);
      for (let one = 0; one < count; one++) {
        expect(there.filter((turn) => turn === one)).toHaveLength(2);
      }
    }
  });
});
