import { describe, expect, it, vi } from 'vitest';
import type { Overview, PassView, QuestionView, TollView } from '../../../src/messages/contract.ts';

// Needs an extension around it, which these tests do without.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const { isDeliberate } = await import('../../../src/ui/approval/guard.ts');
const { reasonsToAsk } = await import('../../../src/ui/approval/reasons.ts');
const { passLine } = await import('../../../src/ui/popup/pass-row.tsx');
const { nextRefreshMs } = await import('../../../src/ui/popup/refresh.ts');
const { loginFrom } = await import('../../../src/ui/settings/wallet-form.tsx');
const { reachThroughRestarts } = await import('../../../src/ui/waiting/reach.ts');
const { tollOf } = await import('../../../src/ui/waiting/waiting.tsx');

const NOW = Date.UTC(2026, 10, 23, 12, 0);

function pass(over: Partial<PassView> = {}): PassView {
  return {
    txid: 'a'.repeat(64),
    origin: 'https://a.example',
    paid: '1',
    fee: '2',
    state: 'usable',
    blocks: 5,
    blocksLeft: 4,
    endsAt: null,
    restsUntil: null,
    boughtAt: NOW,
    lastUsedAt: null,
    ...over,
  };
}

function toll(over: Partial<TollView> = {}): TollView {
  return {
    origin: 'https://a.example',
    url: 'https://a.example/1',
    state: 'awaiting_block',
    until: null,
    txid: null,
    total: null,
    confirmations: 0,
    confirmationsNeeded: 1,
    failure: null,
    ...over,
  };
}

function overview(over: Partial<Overview> = {}): Overview {
  return {
    now: NOW,
    wallet: 'set',
    threshold: '0',
    site: null,
    tolls: [],
    passes: [],
    questions: 0,
    ...over,
  };
}

describe('a press on Pay', () => {
  it('does not count within half a second, nor if a program made it', () => {
    expect(isDeliberate({ trusted: true, shownAt: 1000, now: 1499 })).toBe(false);
    expect(isDeliberate({ trusted: false, shownAt: 1000, now: 9000 })).toBe(false);
    expect(isDeliberate({ trusted: true, shownAt: 1000, now: 1500 })).toBe(true);
  });
});

describe('the reasons to ask', () => {
  const question = { reason: 'over_threshold', limit: '0', again: false } as QuestionView;
  it('names the limit, or that there is none', () => {
    expect(reasonsToAsk(question)).toEqual(['You want to be asked before every payment.']);
    expect(reasonsToAsk({ ...question, limit: '1000000000' })).toEqual([
      'The total is over your limit of 0.001\u{A0}XMR.',
    ]);
  });
  it('says first that the fee rose', () => {
    expect(reasonsToAsk({ ...question, reason: 'payee_changed', again: true })).toHaveLength(2);
  });
});

describe('the line of a pass', () => {
  it('says what is left of it', () => {
    expect(passLine(pass(), NOW)).toBe('4 of 5 blocks left');
    expect(passLine(pass({ endsAt: NOW }), NOW)).toMatch(/^4 of 5 blocks left, until about /);
    expect(passLine(pass({ state: 'waiting', blocksLeft: null }), NOW)).toContain('first block');
    expect(passLine(pass({ state: 'resting', restsUntil: NOW }), NOW)).toMatch(/^Resting until /);
    expect(passLine(pass({ state: 'expired' }), NOW)).toBe('Used up');
    expect(passLine(pass({ state: 'refused' }), NOW)).toContain('Refused by the site');
  });
});

describe('the popup', () => {
  it('looks again every 2 s while something is under way', () => {
    expect(nextRefreshMs(overview({ tolls: [toll()] }))).toBe(2000);
    expect(nextRefreshMs(overview({ questions: 1 }))).toBe(2000);
  });
  it('looks now and then at how many blocks are left of a live pass', () => {
    expect(nextRefreshMs(overview({ passes: [pass({ endsAt: NOW + 60_000 })] }))).toBe(20_000);
    expect(nextRefreshMs(overview({ passes: [pass({ endsAt: NOW + 5000 })] }))).toBe(5000);
  });
  it('otherwise looks again when a pass changes by the clock, or not at all', () => {
    const ended = { state: 'expired' } as const;
    const at = (endsAt: number) => overview({ passes: [pass({ ...ended, endsAt })] });
    expect(nextRefreshMs(at(NOW + 60_000))).toBe(60_000);
    expect(nextRefreshMs(at(NOW - 60_000))).toBeNull();
    expect(nextRefreshMs(overview({ tolls: [toll({ state: 'failed' })] }))).toBeNull();
  });
});

describe('the wallet form', () => {
  const known = { url: 'http://127.0.0.1:1', username: 'u', passwordKnown: true };
  it('keeps the known password for the wallet that it was entered for, and for no other', () => {
    const fields = { url: ' http://127.0.0.1:1 ', username: 'u', password: '' };
    expect(loginFrom(fields, known).password).toBeNull();
    expect(loginFrom({ ...fields, url: 'http://evil.example' }, known).password).toBe('');
    expect(loginFrom({ ...fields, username: 'v' }, known).password).toBe('');
    expect(loginFrom(fields, { ...known, passwordKnown: false }).password).toBe('');
    expect(loginFrom({ ...fields, password: 'p ' }, known).password).toBe('p ');
  });
});

describe('the waiting page', () => {
  it('asks again while the background restarts, and gives up after 20 times in a row', async () => {
    let calls = 0;
    const ports = { pause: async () => undefined, now: () => 0 };
    const reached = await reachThroughRestarts({
      ...ports,
      reach: async () => {
        calls += 1;
        if (calls < 20) throw new Error('gone');
        return { do: 'again' };
      },
    });
    expect(reached).toEqual({ do: 'again' });

    calls = 0;
    const none = await reachThroughRestarts({
      ...ports,
      reach: () => {
        calls += 1;
        return Promise.reject(new Error('gone'));
      },
    });
    expect([none, calls]).toEqual([null, 20]);
  });

  it('does not count deaths that came after long work as in a row', async () => {
    let now = 0;
    let calls = 0;
    const reached = await reachThroughRestarts({
      pause: async () => undefined,
      now: () => now,
      reach: async () => {
        calls += 1;
        now += 30_000;
        if (calls < 100) throw new Error('gone');
        return { do: 'again' };
      },
    });
    expect(reached).toEqual({ do: 'again' });
  });

  it("shows the toll of its own URL before the site's others", () => {
    const own = toll({ url: 'https://a.example/2' });
    const other = toll();
    const foreign = toll({ origin: 'https://b.example', url: 'https://b.example/' });
    const all = overview({ tolls: [foreign, other, own] });
    expect(tollOf(all, 'https://a.example/2')).toBe(own);
    expect(tollOf(all, 'https://a.example/3')).toBe(other);
    expect(tollOf(all, 'https://c.example/')).toBeNull();
  });
});
