import { describe, expect, it } from 'vitest';
import { prefixPriority, urlRule } from '../../../src/headers/rule.ts';

const ORIGIN = 'https://a.example';
const of = (path: string, by: 'paid' | 'given' = 'given') =>
  prefixPriority(ORIGIN + path, ORIGIN, by);

describe('which of two header rules wins', () => {
  it('is the deeper path, whoever has it', () => {
    expect(of('/a/')).toBeGreaterThan(of('/', 'paid'));
    expect(of('/a/b')).toBeGreaterThan(of('/a/', 'paid'));
    expect(of('/a/', 'paid')).toBeGreaterThan(of('/'));
  });

  it('is what was paid for, of the same path', () => {
    for (const path of ['/', '/a', '/a/b']) expect(of(path, 'paid')).toBeGreaterThan(of(path));
  });

  it('does not depend on a slash at the end', () => {
    expect(of('/a')).toBe(of('/a/'));
    expect(of('')).toBe(of('/'));
  });

  it('is that for one URL alone before any path', () => {
    const deepest = of(`/${'a/'.repeat(5000)}`, 'paid');
    expect(urlRule(`${ORIGIN}/a`, 'x').priority).toBeGreaterThan(deepest);
  });
});
