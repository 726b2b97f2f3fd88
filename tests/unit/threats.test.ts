import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/arguments.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Row {
  readonly number: number;
  readonly shown: string;
}

/** The lines of the table in docs/threats.md. */
const ROWS: readonly Row[] = readFileSync(`${ROOT}docs/threats.md`, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number, , shown] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^\d+$/.test(number ?? '') ? [{ number: Number(number), shown: shown ?? '' }] : [];
  });

describe('docs/threats.md', () => {
  it('has all 32 threats, in their order', () => {
    expect(ROWS.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, at) => at + 1));
  });

  it.each(ROWS)('names tests for $number that are there', ({ shown }) => {
    const named = [...shown.matchAll(/(unit|devnet|e2e) `([\w/-]+)`((?:,? "[^"]+")+)/g)];
    expect(named.length > 0 || shown === 'not yet').toBe(true);
    for (const [, part, name, quoted = ''] of named) {
      const path = ['ts', 'tsx']
        .map((ending) => `${ROOT}tests/${part}/${name}.test.${ending}`)
        .find((one) => existsSync(one));
      expect(path, `${part} ${name}`).toBeDefined();
      const text = path === undefined ? '' : readFileSync(path, 'utf8');
      for (const [, words = ''] of quoted.matchAll(/"([^"]+)"/g)) expect(text).toContain(words);
    }
    for (const [, faults = ''] of shown.matchAll(/faults ((?:`[\w-]+`(?:, )?)+)/g)) {
      for (const [, fault] of faults.matchAll(/`([\w-]+)`/g)) expect(FAULTS).toContain(fault);
    }
  });
});
