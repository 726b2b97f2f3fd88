import type { TransactionRecord, TransactionStorage } from '../../../src/consensus/transaction.ts';
import { isOver } from '../../../src/consensus/transaction.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';

/** Storage in memory. It keeps copies, takes turns, and notes what storage must never see. */
export interface FakeTransactionStorage extends TransactionStorage {
  failing: 'reads' | 'writes' | null;
  readonly violations: readonly string[];
}

export function fakeTransactionStorage(): FakeTransactionStorage {
  const records = new Map<string, TransactionRecord>();
  const violations: string[] = [];
  let line: string[] = [];
  let turns: Promise<unknown> = Promise.resolve();
  const broken = () => err(failure('storage_failed', {}));
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = turns.then(work);
    turns = turn.catch(() => undefined);
    return turn;
  }

  function check(before: TransactionRecord | null, after: TransactionRecord): void {
    if (before === null) return;
    if (isOver(before)) violations.push(`${before.id} was changed after its end`);
    const { state: was } = before;
    const { state: is } = after;
    if (was.stage !== 'signed') return;
    if (is.stage === 'queued' || is.stage === 'approved') violations.push(`${before.id} went back`);
    if (is.stage === 'signed' && !is.replaced.includes(was.signed.txHash)) {
      violations.push(`${was.signed.txHash} was forgotten`);
    }
  }

  const storage: FakeTransactionStorage = {
    failing: null,
    violations,
    async read(id) {
      if (storage.failing === 'reads') return broken();
      return ok(structuredClone(records.get(id) ?? null));
    },
    update: (id, change) =>
      inTurn(async () => {
        const before = await storage.read(id);
        if (!before.ok) return before;
        const after = change(before.value);
        if (after === before.value || after === null) return before;
        if (storage.failing === 'writes') return broken();
        check(before.value, after);
        records.set(id, structuredClone(after));
        if (isOver(after)) {
          line = line.filter((one) => one !== id);
          const over = [...records.values()].filter(isOver);
          for (const old of over.sort((a, b) => b.askedAt - a.askedAt).slice(500)) {
            records.delete(old.id);
          }
        }
        if (!isOver(after) && !line.includes(id)) line.push(id);
        return ok(after);
      }),
    async open() {
      if (storage.failing === 'reads') return broken();
      return ok(structuredClone(line.flatMap((id) => records.get(id) ?? [])));
    },
    move: (id, before) =>
      inTurn(async () => {
        if (storage.failing !== null) return broken();
        if (!line.includes(id)) return err(failure('transaction_gone'));
        const others = line.filter((one) => one !== id);
        const at = before === null ? -1 : others.indexOf(before);
        line = others.toSpliced(at === -1 ? others.length : at, 0, id);
        return ok(null);
      }),
    async all() {
      if (storage.failing === 'reads') return broken();
      return ok(structuredClone([...records.values()].sort((a, b) => b.askedAt - a.askedAt)));
    },
  };
  return storage;
}
