import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input, LedgerEntryView, Output } from '../../../src/messages/contract.ts';

type Page = Output<'activity.read'>;

const background = vi.hoisted(() => ({
  changed: (): void => undefined,
  answer: (_input: unknown): unknown => null,
  months: [] as unknown[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      onMessage: {
        addListener: (listener: (message: unknown) => void) => {
          background.changed = () => listener('changed');
        },
      },
      sendMessage: async ({ name, input }: { name: string; input: unknown }) =>
        name === 'activity.totals'
          ? { rate: null, months: background.months }
          : background.answer(input),
    },
  },
}));

const { speak } = await import('../../../src/messages/client.ts');
const { CONTRACT } = await import('../../../src/messages/contract.ts');
speak(CONTRACT);

const { watchLedger, withNewest } = await import('../../../src/ui/activity/ledger.ts');
const { countWords, fileName, proofText, stateWords } = await import(
  '../../../src/ui/activity/words.ts'
);

function entry(number: number, over: Partial<LedgerEntryView> = {}): LedgerEntryView {
  return {
    txid: number.toString(16).padStart(64, '0'),
    toll: { origin: 'https://a.example', dialect: 'TPAT', address: '8A' },
    url: `https://a.example/${number}`,
    amount: '1',
    fee: '2',
    at: 1_790_000_000_000 + number,
    state: 'proven',
    blocks: 5,
    hasProof: true,
    height: null,
    ...over,
  };
}

const numbers = (entries: readonly LedgerEntryView[] | undefined): number[] =>
  (entries ?? []).map(({ txid }) => Number.parseInt(txid, 16));

describe('what became of a payment', () => {
  it('is said of every state', () => {
    for (const state of ['signed', 'sent', 'proven', 'confirmed', 'given_up'] as const) {
      expect(stateWords(entry(1, { state }))).toMatch(/^[A-Z][^.]*$/);
    }
    expect(stateWords(entry(1, { state: 'confirmed', height: 3_456_789 }))).toBe(
      'Confirmed in block 3,456,789',
    );
    expect(stateWords(entry(1, { state: 'given_up' }))).toContain('nothing was paid');
  });
});

describe('how much is shown', () => {
  it('is said with and without a search', () => {
    expect(countWords(0, '', true)).toBe('');
    expect(countWords(0, 'x', true)).toBe('Nothing found.');
    expect(countWords(1, '', true)).toBe('1 payment.');
    expect(countWords(50, '', false)).toBe('The newest 50 payments.');
    expect(countWords(2, 'x', true)).toBe('2 payments found.');
    expect(countWords(50, 'x', false)).toBe('The newest 50 payments found.');
  });
});

describe('a proof', () => {
  it('is copied with all that checking it needs', () => {
    const one = entry(1);
    expect(proofText(one, 'OutProofV2x', null)).toBe(
      `Transaction: ${one.txid}\nAddress: 8A\nProof: OutProofV2x`,
    );
    expect(proofText(one, 'OutProofV2x', 'nonce')).toContain('\nMessage: nonce\n');
  });
});

describe('an exported file', () => {
  it("is named by the user's own day", () => {
    expect(fileName('csv', new Date(2026, 0, 5, 23, 59).getTime())).toBe('tollpass-2026-01-05.csv');
    expect(fileName('json', new Date(2026, 10, 23).getTime())).toBe('tollpass-2026-11-23.json');
  });
});

describe('the ledger', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  beforeEach(() => {
    background.months = [];
  });

  it('puts new payments first and changed ones in their place', () => {
    const known = [entry(3), entry(2), entry(1)];
    const newest = [entry(4), entry(3, { state: 'confirmed' })];
    const merged = withNewest(known, newest);
    expect(numbers(merged ?? [])).toEqual([4, 3, 2, 1]);
    expect(merged?.[1]?.state).toBe('confirmed');
  });
  it('does not join two pages that others may lie between', () => {
    expect(withNewest([entry(2), entry(1)], [entry(5), entry(4)])).toBeNull();
  });

  it('reads page after page, and its newest page again when something changed', async () => {
    let all = [entry(4), entry(3), entry(2), entry(1)];
    background.answer = (input) => {
      const { after } = input as Input<'activity.read'>;
      const from = after === null ? 0 : Number(after);
      const page = all.slice(from, from + 2);
      return { entries: page, next: from + 2 < all.length ? String(from + 2) : null } as Page;
    };
    const ledger = watchLedger();
    await settled();
    expect(numbers(ledger.shown.value?.entries)).toEqual([4, 3]);
    await ledger.more();
    expect(numbers(ledger.shown.value?.entries)).toEqual([4, 3, 2, 1]);
    expect(ledger.shown.value?.next).toBeNull();
    await ledger.more();
    expect(ledger.shown.value?.entries).toHaveLength(4);

    all = [entry(5), ...all];
    background.changed();
    await settled();
    expect(numbers(ledger.shown.value?.entries)).toEqual([5, 4, 3, 2, 1]);
    expect(ledger.shown.value?.next).toBeNull();
  });

  it('shows what was searched for last, however late the answer before it comes', async () => {
    const late: ((page: Page) => void)[] = [];
    background.answer = (input) => {
      const { search } = input as Input<'activity.read'>;
      if (search === 'slow') return new Promise((resolve) => late.push(resolve));
      return { entries: search === 'b' ? [entry(2)] : [entry(1)], next: null } as Page;
    };
    const ledger = watchLedger();
    await settled();
    ledger.search('slow');
    ledger.search('b');
    await settled();
    for (const answer of late) answer({ entries: [entry(9)], next: null });
    await settled();
    expect(ledger.shown.value).toMatchObject({ search: 'b' });
    expect(numbers(ledger.shown.value?.entries)).toEqual([2]);
    expect(ledger.busy.value).toBe(false);
  });
});
