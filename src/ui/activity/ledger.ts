import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { onChanged } from '../../messages/client.ts';
import type { LedgerEntryView, Output } from '../../messages/contract.ts';
import { read } from '../background.ts';

export type Totals = Output<'activity.totals'>;

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
  readonly busy: ReadonlySignal<boolean>;
  /** True while the background does not answer. */
  readonly lost: Signal<boolean>;
  search(text: string): void;
  more(): Promise<void>;
}

/**
 * Puts the newest page over what was read before: payments are added at the front and change where
 * they are, but none ever goes.
 *
 * @returns null if the two do not meet, so that there may be others between them
 */
export function withNewest(
  known: readonly LedgerEntryView[],
  newest: readonly LedgerEntryView[],
): LedgerEntryView[] | null {
  const fresh = new Set(newest.map(({ txid }) => txid));
  const older = known.filter(({ txid }) => !fresh.has(txid));
  return older.length === known.length ? null : [...newest, ...older];
}

/** Reads the ledger page by page, and its newest page again whenever something changed. */
export function watchLedger(): Ledger {
  const shown = signal<Shown | null>(null);
  const totals = signal<Totals | null>(null);
  const underWay = signal(0);
  const busy = computed(() => underWay.value > 0);
  const lost = signal(false);
  let wanted = '';
  /** Of several readings under way only the last one counts. */
  let turn = 0;

  async function load(): Promise<void> {
    turn += 1;
    const [mine, search] = [turn, wanted];
    underWay.value += 1;
    try {
      const [page, sums] = await Promise.all([
        read('activity.read', { search, after: null }),
        read('activity.totals', {}),
      ]);
      if (mine !== turn) return;
      const before = shown.value?.search === search ? shown.value : null;
      const merged = before === null ? null : withNewest(before.entries, page.entries);
      shown.value =
        before === null || merged === null || merged.length <= page.entries.length
          ? { search, ...page }
          : { search, entries: merged, next: before.next };
      totals.value = sums;
      lost.value = false;
    } catch {
      if (mine !== turn) return;
      lost.value = true;
      setTimeout(() => void (mine === turn && load()), LOST_RETRY_MS);
    } finally {
      underWay.value -= 1;
    }
  }

  async function more(): Promise<void> {
    const before = shown.value;
    if (before === null || before.next === null || busy.value) return;
    const { search, next } = before;
    underWay.value += 1;
    try {
      const page = await read('activity.read', { search, after: next });
      const now = shown.value;
      // The front may have changed meanwhile, but this is still what comes after the end.
      if (now?.search !== search || now.next !== next) return;
      const known = new Set(now.entries.map(({ txid }) => txid));
      const added = page.entries.filter(({ txid }) => !known.has(txid));
      shown.value = { search, entries: [...now.entries, ...added], next: page.next };
      lost.value = false;
    } catch {
      lost.value = true;
    } finally {
      underWay.value -= 1;
    }
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
