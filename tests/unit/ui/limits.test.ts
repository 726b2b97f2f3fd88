import { describe, expect, it, vi } from 'vitest';
import type { BudgetView } from '../../../src/messages/contract.ts';
import { kindOf, ruleChoices, ruleWords } from '../../../src/ui/rules.ts';
import { readLimits, storedTexts } from '../../../src/ui/settings/limits.ts';
import { outputsWords } from '../../../src/ui/settings/outputs-words.ts';
import { meterLines, spentWords } from '../../../src/ui/spending.ts';

// Needs an extension around it, which these tests do without.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const { readParts } = await import('../../../src/ui/settings/wallet-split.tsx');

const NONE = { limit: null, spent: '0' };
const BUDGET: BudgetView = {
  threshold: '10000000000',
  siteDay: { limit: '10000000000', spent: '3000000000' },
  day: { limit: '50000000000', spent: '50000000000' },
  month: { limit: null, spent: '203100000000' },
};

describe('what was spent of a limit', () => {
  it('has a line for each limit that is set', () => {
    const lines = meterLines(BUDGET, true);
    expect(lines.map(({ id, text, left }) => [id, text, left])).toEqual([
      ['siteDay', '0.003 of 0.01\u{A0}XMR today at this site', '0.007 left'],
      ['day', '0.05 of 0.05\u{A0}XMR today in all', 'used up'],
    ]);
    expect(lines.map(({ spent, over }) => [spent, over])).toEqual([
      [0.3, false],
      [1, true],
    ]);
  });
  it('says nothing of a site where there is none', () => {
    expect(meterLines(BUDGET, false).map(({ id }) => id)).toEqual(['day']);
  });
  it('shows what a payment would add, and that it does not fit', () => {
    const [fits] = meterLines(BUDGET, true, '7000000000');
    expect(fits).toMatchObject({ planned: 0.7, over: false, left: '0.007 left' });
    const [over] = meterLines(BUDGET, true, '7000000001');
    expect(over).toMatchObject({ planned: 0.7, over: true, left: 'only 0.007 left' });
  });
  it('never leaves the bar, whatever the amounts', () => {
    const most = '18446744073709551615';
    for (const [limit, spent, planned] of [
      ['0', '0', '0'],
      ['0', '0', '1'],
      ['0', most, most],
      ['1', most, most],
      [most, '1', most],
    ] as const) {
      const day = { limit, spent };
      for (const line of meterLines({ ...BUDGET, day }, false, planned)) {
        expect(line.spent + line.planned).toBeLessThanOrEqual(1);
        expect(Math.min(line.spent, line.planned)).toBeGreaterThanOrEqual(0);
      }
    }
  });
  it('is told in money of the user’s too, where they set a rate', () => {
    const rate = { currency: 'EUR', price: '150', setAt: 0 };
    expect(meterLines(BUDGET, true)[0]?.worth).toBeNull();
    expect(meterLines(BUDGET, true, '0', rate).map(({ worth }) => worth)).toEqual([
      'about €0.45 of about €1.50',
      'about €7.50 of about €7.50',
    ]);
    const fresh = { ...BUDGET, siteDay: { limit: '10000000', spent: '0' } };
    expect(meterLines(fresh, true, '0', rate)[0]?.worth).toBe('nothing of less than €0.01');
    const free = { threshold: '0', siteDay: NONE, day: NONE, month: BUDGET.month };
    expect(spentWords(free, true, rate)).toBe(
      '0\u{A0}XMR was spent today, 0.2031\u{A0}XMR (about\u{A0}€30.47) this month.',
    );
  });
  it('without limits is what was spent', () => {
    const free = {
      threshold: '0',
      siteDay: { limit: null, spent: '3000000000' },
      day: { limit: null, spent: '21000000000' },
      month: BUDGET.month,
    };
    expect(meterLines(free, true)).toEqual([]);
    expect(spentWords(free, true)).toBe(
      '0.021\u{A0}XMR was spent today, 0.003\u{A0}XMR of it at this site, 0.2031\u{A0}XMR this month.',
    );
    expect(spentWords(free, false)).not.toContain('site');
    expect(spentWords({ threshold: '0', siteDay: NONE, day: NONE, month: NONE }, true)).toBe(
      'Nothing was spent this month.',
    );
  });
});

describe('the form of the limits', () => {
  const stored = storedTexts(BUDGET);
  it('shows no limit as an empty field', () => {
    expect(stored).toEqual({ threshold: '0.01', siteDay: '0.01', day: '0.05', month: '' });
  });
  it('sends what was changed and nothing else', () => {
    expect(readLimits(stored, stored)).toEqual({ ok: true, whys: {}, change: {} });
    expect(readLimits({ ...stored, day: '', month: '1' }, stored)).toMatchObject({
      change: { day: null, month: '1000000000000' },
    });
    expect(readLimits({ ...stored, threshold: '0' }, stored)).toMatchObject({
      change: { threshold: '0' },
    });
  });
  it('says beside each field why it is none, and sends nothing then', () => {
    const read = readLimits({ threshold: ' ', siteDay: '1,5', day: '2', month: '-1' }, stored);
    expect(read.ok).toBe(false);
    expect(Object.keys(read.whys)).toEqual(['threshold', 'siteDay', 'month']);
    for (const why of Object.values(read.whys)) expect(why).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the rule of a site', () => {
  it('is put into words', () => {
    expect(ruleWords({ kind: 'ask' })).toBe('always asks');
    expect(ruleWords({ kind: 'never' })).toBe('never pays');
    expect(ruleWords({ kind: 'up_to', amount: '1' })).toBe(
      'pays up to 0.000000000001\u{A0}XMR without asking',
    );
  });
  it('is one of four choices, of which the first says what holds everywhere', () => {
    expect(ruleChoices('0')[0]).toEqual(['general', 'As everywhere (always ask)']);
    expect(ruleChoices('10000000000')[0]?.[1]).toContain('up to 0.01');
    const kinds = ruleChoices('0').map(([kind]) => kind);
    for (const rule of [null, { kind: 'ask' }, { kind: 'up_to', amount: '1' }] as const) {
      expect(kinds).toContain(kindOf(rule));
    }
  });
});

describe('the outputs of a wallet', () => {
  it('are told as payments that can be made', () => {
    expect(outputsWords({ ready: 8, total: 11, nextInBlocks: 7 })).toBe(
      '8 payments can be made now; the next output unlocks in about 14 minutes.',
    );
    expect(outputsWords({ ready: 1, total: 1, nextInBlocks: null })).toBe(
      '1 payment can be made now.',
    );
    expect(outputsWords({ ready: 0, total: 1, nextInBlocks: 0 })).toBe(
      'No payment can be made now; the next output unlocks in about 2 minutes.',
    );
    expect(outputsWords({ ready: 0, total: 0, nextInBlocks: null })).toMatch(
      /^The wallet is empty/,
    );
    // All of it is on its way to the wallet itself: no block holds an output yet.
    expect(outputsWords({ ready: 0, total: 0, nextInBlocks: 10 })).toBe(
      'No payment can be made now; the next output unlocks in about 20 minutes.',
    );
  });
  it('can be made 2 to 15 of at a time', () => {
    expect([readParts('2'), readParts(' 15 ')]).toEqual([2, 15]);
    for (const bad of ['', '1', '16', '2.5', '-3', '1e1', 'x']) expect(readParts(bad)).toBeNull();
  });
});
