import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import { type Booking, book, type MonthBook, monthOf, spentIn } from '../payments/budget.ts';
import { type LedgerEntry, ledgerChanges } from '../payments/ledger.ts';
import type { Journal, TollRecord } from '../payments/payment.ts';
import type { LocalStorage } from './storage.ts';
import {
  storedEntry,
  storedMonth,
  storedToll,
  storeEntry,
  storeMonth,
  storeToll,
} from './stored-toll.ts';

export const TOLL = 'toll:';
export const PAID = 'paid:';
export const SPENT = 'spent:';

/** The key of the list of records that `Journal.open` answers: read at each start, kept short. */
export const OPEN = 'open-tolls';

/** One page of the ledger, newest first. */
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[];
  /** Where the next page begins; null if there is none. */
  readonly next: string | null;
}

/** The journal, and what else is read from what it writes. */
export interface JournalStorage extends Journal {
  /** Every record, of one origin or of all. */
  records(origin: string | null): Promise<Result<readonly TollRecord[], Failure>>;
  /**
   * What there is to show: the records of the newest `most` payments, of what is open, and of one
   * origin. With 10 000 records, to read them all takes seconds.
   */
  newest(most: number, origin: string | null): Promise<Result<readonly TollRecord[], Failure>>;
  /** The ledger from `after` on (null: from the newest), at most `most` entries that `fits` takes. */
  ledger(
    after: string | null,
    most: number,
    fits: (entry: LedgerEntry) => boolean,
  ): Promise<Result<LedgerPage, Failure>>;
  /** What was spent, by month, newest first. */
  months(): Promise<Result<ReadonlyMap<string, MonthBook>, Failure>>;
  /** Writes what a backup brings, between two updates; what was known is read anew after it. */
  replace(write: () => Promise<Result<null, Failure>>): Promise<Result<null, Failure>>;
}

/**
 * The journal in `storage.local`: one entry a toll, so that one write is one record. In the same
 * write go the list of the open ones, the ledger's entries (one a payment, by time), and what was
 * spent in a month: none of them is ever ahead of another.
 */
export function openJournal(storage: LocalStorage): JournalStorage {
  // One writer (the background), one line: an update sees what the one before it wrote, and the
  // lists and sums are not written by two updates at once.
  let line: Promise<unknown> = Promise.resolve();

  async function readKey<S extends v.GenericSchema>(
    key: string,
    schema: S,
  ): Promise<Result<v.InferOutput<S> | null, Failure>> {
    const entry = await storage.get(key);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok(null);
    const read = v.safeParse(schema, entry.value);
    if (read.success) return ok(read.output);
    // Never overwritten: a record that we cannot read may hold a payment.
    return err(failure('storage_failed', { record: key }));
  }

  async function read(of: Toll): Promise<Result<TollRecord, Failure>> {
    const record = await readKey(TOLL + tollKey(of), storedToll);
    if (!record.ok) return record;
    return ok(record.value ?? { toll: of, payment: null, pass: null });
  }

  async function readOpen(): Promise<Result<readonly string[], Failure>> {
    const keys = await readKey(OPEN, v.array(v.string()));
    return keys.ok ? ok(keys.value ?? []) : keys;
  }

  async function readMonth(month: string): Promise<Result<MonthBook, Failure>> {
    const stored = await readKey(SPENT + month, storedMonth);
    return stored.ok ? ok(stored.value ?? new Map()) : stored;
  }

  // The popup reads every record, and again at each change: each is parsed once.
  const parsed = new Map<string, TollRecord>();
  /** How many writes began or ended: what was read beside one may be what it replaces. */
  let writes = 0;

  async function readAll(keys: readonly string[]): Promise<Result<readonly TollRecord[], Failure>> {
    const missing = keys.filter((key) => !parsed.has(key));
    const writesBefore = writes;
    const stored = missing.length === 0 ? ok([]) : await storage.getMany(missing);
    if (!stored.ok) return stored;
    const read = new Map<string, TollRecord>();
    for (const [index, key] of missing.entries()) {
      const record = v.safeParse(storedToll, stored.value[index]);
      if (record.success) read.set(key, record.output);
    }
    if (writes === writesBefore) for (const [key, record] of read) parsed.set(key, record);
    // One corrupted record must not hide the others.
    return ok(keys.flatMap((key) => parsed.get(key) ?? read.get(key) ?? []));
  }

  async function booked(
    bookings: readonly Booking[],
  ): Promise<Result<Record<string, unknown>, Failure>> {
    const months = new Map<string, MonthBook>();
    for (const booking of bookings) {
      const name = monthOf(booking.at);
      const before = months.get(name);
      const month = before === undefined ? await readMonth(name) : ok(before);
      if (!month.ok) return month;
      months.set(name, book(month.value, booking));
    }
    return ok(
      Object.fromEntries([...months].map(([name, month]) => [SPENT + name, storeMonth(month)])),
    );
  }

  async function write(
    before: TollRecord,
    record: TollRecord,
  ): Promise<Result<TollRecord, Failure>> {
    const open = await readOpen();
    if (!open.ok) return open;
    const { entries, bookings } = ledgerChanges(before, record);
    const months = await booked(bookings);
    if (!months.ok) return months;
    const key = TOLL + tollKey(record.toll);
    // Whatever becomes of the write: only the browser knows what is there after one that failed.
    parsed.delete(key);
    writes += 1;
    const others = open.value.filter((known) => known !== key);
    const written = await storage.set({
      [key]: storeToll(record),
      ...(isOpen(record) === open.value.includes(key)
        ? {}
        : { [OPEN]: isOpen(record) ? [...others, key] : others }),
      ...Object.fromEntries(entries.map((entry) => [ledgerKey(entry), storeEntry(entry)])),
      ...months.value,
    });
    writes += 1;
    return written.ok ? ok(record) : written;
  }

  return {
    read,
    update(of, change) {
      const turn = line.then(async (): Promise<Result<TollRecord, Failure>> => {
        const before = await read(of);
        if (!before.ok) return before;
        const record = change(before.value);
        return record === before.value ? before : write(before.value, record);
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    replace(write) {
      const turn = line.then(write).finally(() => {
        parsed.clear();
        writes += 1;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    async open() {
      const keys = await readOpen();
      return keys.ok ? readAll(keys.value) : keys;
    },
    async payees(origin, dialect) {
      const prefix = `${TOLL}${origin}|${dialect}|`;
      const keys = await storage.keys(prefix);
      return keys.ok ? ok(keys.value.map((key) => key.slice(prefix.length))) : keys;
    },
    async spent(origin, at) {
      const month = await readMonth(monthOf(at));
      return month.ok ? ok(spentIn(month.value, origin, at)) : month;
    },
    async records(origin) {
      const keys = await storage.keys(origin === null ? TOLL : `${TOLL}${origin}|`);
      return keys.ok ? readAll(keys.value) : keys;
    },
    async newest(most, origin) {
      const paid = await storage.keys(PAID);
      if (!paid.ok) return paid;
      const stored = await storage.getMany([...paid.value].sort().slice(-most));
      if (!stored.ok) return stored;
      const open = await readOpen();
      if (!open.ok) return open;
      const own = origin === null ? ok([]) : await storage.keys(`${TOLL}${origin}|`);
      if (!own.ok) return own;
      const bought = stored.value.flatMap((one) => {
        const entry = v.safeParse(storedEntry, one);
        return entry.success ? [TOLL + tollKey(entry.output.toll)] : [];
      });
      return readAll([...new Set([...open.value, ...bought, ...own.value])]);
    },
    async ledger(after, most, fits) {
      const keys = await storage.keys(PAID);
      if (!keys.ok) return keys;
      const newestFirst = [...keys.value].sort().reverse();
      const from = after === null ? newestFirst : newestFirst.filter((key) => key < after);
      const entries: LedgerEntry[] = [];
      let last: string | null = null;
      for (let at = 0; at < from.length && entries.length < most; at += LEDGER_PAGE) {
        const page = from.slice(at, at + LEDGER_PAGE);
        const stored = await storage.getMany(page);
        if (!stored.ok) return stored;
        for (const [index, one] of stored.value.entries()) {
          const entry = v.safeParse(storedEntry, one);
          if (entries.length === most) break;
          last = page[index] ?? null;
          if (entry.success && fits(entry.output)) entries.push(entry.output);
        }
      }
      const more = last !== null && last !== from.at(-1);
      return ok({ entries, next: more ? last : null });
    },
    async months() {
      const keys = await storage.keys(SPENT);
      if (!keys.ok) return keys;
      const months = new Map<string, MonthBook>();
      for (const key of [...keys.value].sort().reverse()) {
        const name = key.slice(SPENT.length);
        const month = await readMonth(name);
        if (!month.ok) return month;
        months.set(name, month.value);
      }
      return ok(months);
    },
  };
}

/** How many entries of the ledger are read at once: enough for a page of a list. */
const LEDGER_PAGE = 200;

/** Keys that sort as their times do. */
function ledgerKey({ at, txid }: LedgerEntry): string {
  return `${PAID}${String(at).padStart(15, '0')}:${txid}`;
}

/** A payment that is not a pass yet, or a pass that no block holds yet. */
export function isOpen({ payment, pass }: TollRecord): boolean {
  return payment !== null || (pass !== null && pass.ended === null && pass.height === null);
}
