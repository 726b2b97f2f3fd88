import { beforeEach, describe, expect, it, vi } from 'vitest';
import { spendingDays } from '../../../src/background/spending-days.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const NOW = new Date(2026, 10, 4, 12).getTime();

describe('the days of a month', () => {
  beforeEach(() => browserState.reset());

  it('go from the first to today, each with the sum of all sites', async () => {
    browserState.local.put('spent:2026-11', {
      '02': { 'https://a.example': '5', 'https://b.example': '6' },
      '04': { 'https://a.example': '18446744073709551615' },
    });
    browserState.local.put('spent:2026-10', { '31': { 'https://a.example': '7' } });
    expect(await spendingDays(openLocalStorage(), NOW)).toEqual([
      '0',
      '11',
      '0',
      '18446744073709551615',
    ]);
  });

  it('are empty where nothing was spent, or what was cannot be read', async () => {
    expect(await spendingDays(openLocalStorage(), NOW)).toEqual(['0', '0', '0', '0']);
    browserState.local.put('spent:2026-11', 'damaged');
    expect(await spendingDays(openLocalStorage(), NOW)).toEqual(['0', '0', '0', '0']);
  });
});
