import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import { type Toll, tollKey } from '../../../src/passes/toll.ts';
import { book, type MonthBook, monthOf, spentIn } from '../../../src/payments/budget.ts';
import { type LedgerEntry, ledgerChanges } from '../../../src/payments/ledger.ts';
import type { Journal, TollRecord } from '../../../src/payments/payment.ts';

/** A journal in memory. It keeps copies, takes turns, and notes what a journal must never see. */
export interface FakeJournal extends Journal {
  /** Every record, as it would be found on the disk. */
  all(): readonly TollRecord[];
  /** The newest entry of each payment. */
  ledger(): readonly LedgerEntry[];
  /** A payment that may leave the journal without a pass: the user gave it up. */
  mayGiveUp: string | null;
  failing: 'reads' | 'writes' | null;
  readonly violations: readonly string[];
}

export function fakeJournal(): FakeJournal {
  const records = new Map<string, TollRecord>();
  const violations: string[] = [];
  const ledger = new Map<string, LedgerEntry>();
  const months = new Map<string, MonthBook>();
  let line: Promise<unknown> = Promise.resolve();

  function broken(): { ok: false; error: Failure } {
    return err(failure('storage_failed', {}));
  }

  async function read(toll: Toll): Promise<Result<TollRecord, Failure>> {
    if (journal.failing === 'reads') return broken();
    const known = records.get(tollKey(toll));
    return ok(known ? structuredClone(known) : { toll, payment: null, pass: null });
  }

  function check(before: TollRecord, after: TollRecord): void {
    if (tollKey(before.toll) !== tollKey(after.toll)) violations.push('a record changed its toll');
    const left = before.payment?.transfer.txid;
    if (left === undefined || left === after.payment?.transfer.txid) return;
    if (after.payment !== null) violations.push(`${left} was overwritten while unfinished`);
    else if (after.pass?.txid !== left && journal.mayGiveUp !== left) {
      violations.push(`${left} left without its pass`);
    }
  }

  function note(before: TollRecord, after: TollRecord): void {
    const { entries, bookings } = ledgerChanges(before, after);
    for (const entry of entries) ledger.set(entry.txid, entry);
    for (const booking of bookings) {
      const month = monthOf(booking.at);
      months.set(month, book(months.get(month) ?? new Map(), booking));
    }
  }

  const journal: FakeJournal = {
    failing: null,
    mayGiveUp: null,
    violations,
    ledger: () => [...ledger.values()],
    read,
    update(toll, change) {
      const turn = line.then(async (): Promise<Result<TollRecord, Failure>> => {
        const before = await read(toll);
        if (!before.ok) return before;
        const after = change(before.value);
        if (after === before.value) return before;
        if (journal.failing === 'writes') return broken();
        check(before.value, after);
        note(before.value, after);
        records.set(tollKey(toll), structuredClone(after));
        return ok(after);
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    async open() {
      if (journal.failing === 'reads') return broken();
      return ok(
        journal
          .all()
          .filter(
            ({ payment, pass }) =>
              payment !== null || (pass !== null && pass.ended === null && pass.height === null),
          ),
      );
    },
    async payees(origin, dialect) {
      if (journal.failing === 'reads') return broken();
      return ok(
        [...records.values()]
          .filter(({ toll }) => toll.origin === origin && toll.dialect === dialect)
          .map(({ toll }) => toll.address),
      );
    },
    async spent(origin, at) {
      if (journal.failing === 'reads') return broken();
      return ok(spentIn(months.get(monthOf(at)) ?? new Map(), origin, at));
    },
    all: () => [...records.values()].map((record) => structuredClone(record)),
  };
  return journal;
}
