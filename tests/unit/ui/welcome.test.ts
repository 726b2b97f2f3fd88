import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ALL_SITES, PERMISSION_REASONS, reasonsFor } from '../../../src/ui/welcome/permissions.ts';
import { SUGGESTIONS, suggestionFor } from '../../../src/ui/welcome/suggestions.ts';
import { manifestFor } from '../../../tools/manifest.ts';

const README = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');

const permissionsOf = (target: 'chrome' | 'firefox'): string[] =>
  (manifestFor(target) as unknown as { permissions: string[] }).permissions;

describe('the reasons for permissions', () => {
  it.each(['chrome', 'firefox'] as const)('name each one of %s', (target) => {
    const asked = permissionsOf(target);
    const given = reasonsFor(asked).map(([permission]) => permission);
    expect(new Set(given)).toEqual(new Set([ALL_SITES, ...asked]));
    expect(new Set(given).size).toBe(given.length);
  });

  it('are for none that is asked for nowhere', () => {
    const asked = new Set([ALL_SITES, ...permissionsOf('chrome'), ...permissionsOf('firefox')]);
    for (const [permission, reason] of PERMISSION_REASONS) {
      expect(asked).toContain(permission);
      expect(reason).toMatch(/^[A-Z].*\.$/);
      if (permission !== ALL_SITES) expect(README).toContain(`\`${permission}\``);
    }
  });
});

describe('the suggested limits', () => {
  const none = { limit: null, spent: '0' };
  const fresh = { threshold: '0', siteDay: none, day: none, month: none };

  it('grow from a payment to a site, a day and a month', () => {
    for (const { limits } of SUGGESTIONS) {
      const { threshold, siteDay, day, month } = limits;
      if (threshold === '0') continue;
      const rising = [threshold, siteDay, day, month].map((limit) => BigInt(limit ?? 0));
      expect(rising).toEqual(rising.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(BigInt(threshold)).toBeGreaterThan(2_600_000_000n);
    }
  });

  it('are small ones where nothing was ever set', () => {
    expect(suggestionFor(fresh, true)?.id).toBe('small');
    expect(suggestionFor(fresh, false)?.id).toBe('ask');
  });

  it('are those that hold already, or none over limits of the user', () => {
    for (const { id, limits } of SUGGESTIONS.filter(({ id }) => id !== 'ask')) {
      const meter = (limit: string | null) => ({ limit, spent: '0' });
      const budget = {
        threshold: limits.threshold,
        siteDay: meter(limits.siteDay),
        day: meter(limits.day),
        month: meter(limits.month),
      };
      expect(suggestionFor(budget, true)?.id).toBe(id);
      expect(suggestionFor({ ...budget, threshold: '7' }, true)).toBeNull();
    }
  });
});
