import { type Signal, signal } from '@preact/signals';
import { onChanged } from '../../messages/client.ts';
import type { LedgerEntryView, Output } from '../../messages/contract.ts';
import { read } from '../background.ts';

export type Totals = Output<'activity.totals'>['months'];

const LOST_RETRY_MS = 2000;

/** The pages of the ledger that were read, under one search. */
export interface Shown {
  readonly search: string;
  readonly entries: readonly LedgerEntryView[];
  /** Where the next page begins; null if this is all. */
  readonly next: string | null;
}

export interface Ledger {
  /** null until the first page is there. */
  readonly shown: Signal<Shown | null>;
  readonly totals: Signal<Totals | null>;
  /** A search or a further page is under way. */
  readonly busy: Signal<boolean>;
  /** True while the background does not answer. */
  readonly lost: Signal<boolean>;
  search(text: string): void;
  more(): Promise<void>;
}

/**
 * Puts the newest page over what was read before: payments are added at the front and change where
 * they are, but none ever goes.
 */
export function withNewest(
  known: readonly LedgerEntryView[],
  newest: readonly LedgerEntryView[],
): LedgerEntryView[] {
  const fresh = new Set(newest.map(({ txid }) => txid));
  return [...newest, ...known.filter(({ txid }) => !fresh.has(txid))];
}

/** Reads the ledger page by page, and its newest page again whenever something changed. */
export function watchLedger(): Ledger {
  const shown = signal<Shown | null>(null);
  const totals = signal<Totals | null>(null);
  const busy = signal(false);
  const lost = signal(false);
  let wanted = '';
  /** Of several readings under way only the last one counts. */
  let turn = 0;

  async function load(): Promise<void> {
    turn += 1;
    const [mine, search] = [turn, wanted];
    busy.value = true;
    try {
      const [page, sums] = await Promise.all([
        read('activity.read', { search, after: null }),
        read('activity.totals', {}),
      ]);
      if (mine !== turn) return;
      const before = shown.value?.search === search ? shown.value : null;
      const isLonger = before !== null && before.entries.length > page.entries.length;
      shown.value = isLonger
        ? { search, entries: withNewest(before.entries, page.entries), next: before.next }
        : { search, ...page };
      totals.value = sums.months;
      lost.value = false;
    } catch {
      if (mine !== turn) return;
      lost.value = true;
      setTimeout(() => void (mine === turn && load()), LOST_RETRY_MS);
    }
    busy.value = false;
  }

  async function more(): Promise<void> {
    const before = shown.value;
    if (before === null || before.next === null || busy.value) return;
    turn += 1;
    const mine = turn;
    busy.value = true;
    try {
      const { search } = before;
      const page = await read('activity.read', { search, after: before.next });
      if (mine !== turn) return;
      const known = new Set(before.entries.map(({ txid }) => txid));
      const added = page.entries.filter(({ txid }) => !known.has(txid));
      shown.value = { search, entries: [...before.entries, ...added], next: page.next };
      lost.value = false;
    } catch {
      if (mine !== turn) return;
      lost.value = true;
    }
    busy.value = false;
  }

  onChanged(() => void load());
  void load();
  return {
    shown,
    totals,
    busy,
    lost,
    search(text) {
      wanted = text;
      void load();
    },
    more,
  };
}
