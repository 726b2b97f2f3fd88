import { describe, expect, it } from 'vitest';
import { readArguments } from '../../bench/arguments.ts';
import { pairedRow, passes } from '../../bench/row.ts';
import { tableOf } from '../../bench/table.ts';

describe('a row', () => {
  it('passes at its bar and misses above it', () => {
    const row = { name: 'x', unit: 'ms', ours: 11, reference: 10, ratio: 1.1, bar: 1.1 };
    expect(passes(row)).toBe(true);
    expect(passes({ ...row, ratio: 1.11 })).toBe(false);
    expect(passes({ ...row, ratio: Number.NaN })).toBe(false);
  });

  it('has the ratio of its pairs, and the control where there is one', () => {
    const row = pairedRow({ name: 'x', unit: 'ms', bar: 2 }, [2, 4], [1, 2], [1, 2]);
    expect(row).toMatchObject({ ours: 3, reference: 1.5, ratio: 2, control: 1 });
    expect(pairedRow(row, [1], [1])).not.toHaveProperty('control');
  });
});

describe('the table', () => {
  it('says which rows miss', () => {
    const table = tableOf([
      { name: 'good', unit: 'ms', ours: 1.5, reference: 1.5, ratio: 1, bar: 1.1, control: 0.98 },
      { name: 'bad', unit: 'bytes', ours: 8192, reference: 4096, ratio: 2, bar: 1 },
    ]);
    const [, good, bad] = table.split('\n');
    expect(good).toMatch(/^good +ms +1\.500 +1\.500 +1\.000 +1\.100 +ok +0\.980$/);
    expect(bad).toMatch(/^bad +bytes +8192 +4096 +2\.000 +1\.000 +MISS$/);
  });
});

describe('the command line', () => {
  it('measures everything from a new build by default', () => {
    expect(readArguments([])).toMatchObject({ build: true, only: '', rounds: undefined });
  });

  it('does not build what it is told not to, or what is somewhere else', () => {
    expect(readArguments(['--no-build']).build).toBe(false);
    expect(readArguments(['--extension', 'there']).build).toBe(false);
  });

  it.each([['--rounds', '0'], ['--rounds', 'many'], ['--what']])('refuses %s %s', (...args) => {
    expect(() => readArguments(args.filter((arg) => arg !== undefined))).toThrow();
  });
});
