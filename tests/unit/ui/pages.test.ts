import { describe, expect, it, vi } from 'vitest';
import type {
  BudgetView,
  Overview,
  PassView,
  QuestionView,
  TollView,
} from '../../../src/messages/contract.ts';

// Needs an extension around it, which these tests do without.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const { isDeliberate } = await import('../../../src/ui/approval/guard.ts');
const { isEveryday, reasonsToAsk } = await import('../../../src/ui/approval/reasons.ts');
const { passActions, passLine, usesWords } = await import('../../../src/ui/popup/pass-words.ts');
const { extensionWords } = await import('../../../src/ui/popup/extend-pass.tsx');
const { tollLine } = await import('../../../src/ui/parts/toll-state.tsx');
const { nextRefreshMs } = await import('../../../src/ui/popup/refresh.ts');
const { loginFrom } = await import('../../../src/ui/settings/wallet-form.tsx');
const { reachThroughRestarts } = await import('../../../src/ui/waiting/reach.ts');
const { tollOf } = await import('../../../src/ui/waiting/waiting.tsx');

const NOW = Date.UTC(2026, 10, 23, 12, 0);

const TOLL = { origin: 'https://a.example', dialect: 'TPAT', address: '8A' } as const;

const NO_LIMIT = { limit: null, spent: '0' };
const BUDGET: BudgetView = {
  threshold: '0',
  siteDay: NO_LIMIT,
  day: NO_LIMIT,
  month: NO_LIMIT,
};

function pass(over: Partial<PassView> = {}): PassView {
  return {
    toll: TOLL,
    price: '1',
    extensible: true,
    confirmations: 1,
    confirmationsNeeded: 1,
    uses: 0,
    urls: [],
    txid: 'a'.repeat(64),
    origin: 'https://a.example',
    paid: '1',
    fee: '2',
    state: 'usable',
    blocks: 5,
    blocksLeft: 4,
    endsAt: null,
    restsUntil: null,
    signedAt: NOW,
    boughtAt: NOW,
    minedAt: null,
    height: null,
    refusedAt: null,
    lastUsedAt: null,
    ...over,
  };
}

function toll(over: Partial<TollView> = {}): TollView {
  return {
    origin: 'https://a.example',
    url: 'https://a.example/1',
    toll: TOLL,
    state: 'awaiting_confirmations',
    until: null,
    txid: null,
    total: null,
    confirmations: 0,
    confirmationsNeeded: 1,
    failure: null,
    offers: [],
    ...over,
  };
}

function overview(over: Partial<Overview> = {}): Overview {
  return {
    siteOnly: false,
    now: NOW,
    wallet: 'set',
    vault: 'none',
    unlockRefused: false,
    budget: BUDGET,
    rate: null,
    days: ['0'],
    site: null,
    siteRule: null,
    tolls: [],
    passes: [],
    questions: 0,
    refused: [],
    session: null,
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
  const question = {
    reason: 'over_threshold',
    limit: '0',
    again: false,
    budget: BUDGET,
  } as QuestionView;
  const REASONS: readonly QuestionView['reason'][] = [
    'wished',
    'third_party',
    'look_alike',
    'payee_changed',
    'dearer',
    'page_says',
    'site_asks',
    'over_threshold',
    'over_site_day',
    'over_day',
    'over_month',
  ];

  it.each(REASONS)('%s is one sentence or two', (reason) => {
    for (const [limit, meter] of [
      ['0', NO_LIMIT],
      ['1', { limit: '2', spent: '1' }],
    ] as const) {
      const budget = { threshold: limit, siteDay: meter, day: meter, month: meter };
      const said = reasonsToAsk({ ...question, reason, limit, budget });
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/^[A-Z].*[.]$/);
      expect(said[0]).not.toMatch(/undefined|null|e-/);
    }
  });
  it('names the limit, or that there is none', () => {
    expect(reasonsToAsk(question)).toEqual(['You want to be asked before every payment.']);
    expect(reasonsToAsk({ ...question, limit: '1000000000' })).toEqual([
      'The total is over your limit of 0.001\u{A0}XMR.',
    ]);
    const day = { limit: '10000000000', spent: '0' };
    expect(reasonsToAsk({ ...question, reason: 'over_day', budget: { ...BUDGET, day } })).toEqual([
      'With this payment you spend more than your limit of 0.01\u{A0}XMR today.',
    ]);
  });
  it('says first that the fee rose', () => {
    expect(reasonsToAsk({ ...question, reason: 'payee_changed', again: true })).toHaveLength(2);
  });
  it('warns of what is out of the ordinary, not of limits and wishes', () => {
    const everyday = REASONS.filter((reason) => isEveryday({ ...question, reason }));
    expect(everyday).toEqual([
      'wished',
      'site_asks',
      'over_threshold',
      'over_site_day',
      'over_day',
      'over_month',
    ]);
    expect(isEveryday({ ...question, again: true })).toBe(false);
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
    expect(passLine(pass({ state: 'revoked' }), NOW)).toBe('Not used any more. 4 of 5 blocks left');
  });
  it('does not count blocks where the site does not', () => {
    const single = { blocks: null, blocksLeft: null };
    expect(passLine(pass(single), NOW)).toBe('Ready to use');
    expect(passLine(pass({ ...single, state: 'revoked' }), NOW)).toBe('Not used any more');
    expect(passLine(pass({ ...single, blocksLeft: 1 }), NOW)).toBe('Ready to use');
  });
  it('counts confirmations where the site wants more than one', () => {
    const waiting = { state: 'waiting', blocksLeft: null, confirmationsNeeded: 3 } as const;
    expect(passLine(pass({ ...waiting, confirmations: 2 }), NOW)).toBe(
      'Paid. 2 of 3 confirmations',
    );
    expect(passLine(pass({ ...waiting, confirmations: null }), NOW)).toContain('0 of 3');
  });
  it('says how often it was used', () => {
    expect(usesWords(pass(), NOW)).toBe('not counted yet');
    expect(usesWords(pass({ uses: 1 }), NOW)).toBe('1 time');
    expect(usesWords(pass({ uses: 12, lastUsedAt: NOW }), NOW)).toMatch(/^12 times, last /);
  });
});

describe('what can be done with a pass', () => {
  it('is to buy longer only while it lives and the site sells it', () => {
    expect(passActions(pass())).toContain('extend');
    expect(passActions(pass({ extensible: false }))).not.toContain('extend');
    for (const state of ['waiting', 'expired', 'refused', 'revoked'] as const) {
      expect(passActions(pass({ state }))).not.toContain('extend');
    }
  });
  it('is to use it again once it is not used, and the other way round', () => {
    expect(passActions(pass())).toContain('revoke');
    expect(passActions(pass())).not.toContain('restore');
    expect(passActions(pass({ state: 'revoked' }))).toContain('restore');
    expect(passActions(pass({ state: 'revoked' }))).not.toContain('revoke');
  });
  it('is not to forget it while it is being paid for', () => {
    expect(passActions(pass({ state: 'waiting' }))).toEqual(['credential']);
  });
  it('says what longer costs and buys, by the price of one time', () => {
    const bought = pass({ price: '1000000', paid: '2000000', blocks: 10 });
    expect(extensionWords(bought, 10)).toBe(
      '0.00001\u{A0}XMR and the network fee. Buys 50 blocks, about 2 hours.',
    );
    expect(extensionWords(bought, 10, { currency: 'EUR', price: '150', setAt: 0 })).toBe(
      '0.00001\u{A0}XMR (less than\u{A0}€0.01) and the network fee. Buys 50 blocks, about 2 hours.',
    );
    expect(extensionWords({ ...bought, price: '18446744073709551615' }, 2)).toBeNull();
  });
});

describe('the line of a toll', () => {
  it('counts the confirmations, and guesses how long the missing ones take', () => {
    expect(tollLine(toll(), NOW)).toBe('Paid. 0 of 1 confirmations, about 2 minutes');
    const more = { confirmations: 1, confirmationsNeeded: 4 };
    expect(tollLine(toll(more), NOW)).toBe('Paid. 1 of 4 confirmations, about 6 minutes');
    expect(tollLine(toll({ ...more, until: NOW + 60_000 }), NOW)).toContain('about 1 minute');
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
