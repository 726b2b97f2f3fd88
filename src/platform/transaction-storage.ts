import * as v from 'valibot';
import type { TransactionRecord, TransactionStorage } from '../consensus/transaction.ts';
import { FAILURE_CODES, type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { OPEN_TRANSACTIONS } from './open-transactions.ts';
import type { LocalStorage } from './storage.ts';

const TRANSACTION = 'transaction:';

/** The key of the ids of those that have not come to an end, in the order of the line. */

/** So many that are over are kept, the newest. */
const MOST_OVER_KEPT = 500;

const whole = v.pipe(v.number(), v.integer());
const coins = v.array(v.object({ denom: v.string(), amount: v.string() }));
const fee = v.object({ amount: coins, gasLimit: v.string() });
const signed = v.object({
  signature: v.string(),
  txBytes: v.string(),
  txHash: v.string(),
  json: v.object({
    body: v.object({ messages: v.array(v.unknown()), memo: v.string() }),
    auth_info: v.object({
      signer_infos: v.array(v.unknown()),
      fee: v.object({ amount: coins, gas_limit: v.string() }),
    }),
    signatures: v.array(v.string()),
  }),
});

/** How a transaction lies in storage: as it is, since all of it is JSON. */
export const storedTransaction = v.object({
  id: v.string(),
  chainId: v.string(),
  address: v.string(),
  request: v.nullable(
    v.object({
      messages: v.array(
        v.object({ typeUrl: v.string(), value: v.record(v.string(), v.unknown()) }),
      ),
      memo: v.string(),
      publicKey: v.string(),
      origin: v.nullable(v.string()),
    }),
  ),
  askedAt: whole,
  state: v.variant('stage', [
    v.object({ stage: v.literal('queued') }),
    v.object({ stage: v.literal('approved'), fee, at: whole }),
    v.object({
      stage: v.literal('signed'),
      fee: v.nullable(fee),
      signed,
      sequence: v.string(),
      timeoutHeight: whole,
      replaced: v.array(v.string()),
    }),
    v.object({ stage: v.literal('included'), height: whole, signed }),
    v.object({
      stage: v.literal('ended'),
      failure: v.object({
        code: v.picklist(FAILURE_CODES),
        detail: v.exactOptional(v.record(v.string(), v.string())),
      }),
      signed: v.nullable(signed),
    }),
  ]),
});

/**
 * Transactions in `storage.local`: one entry each, and a list of those that are open. A change of a
 * record and what it changes of the list are one write: what is under way is always found again.
 */
export function openTransactions(storage: LocalStorage): TransactionStorage {
  // One writer (the background), one line: an update sees what the one before it wrote.
  let line: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  async function readKey<S extends v.GenericSchema>(
    key: string,
    schema: S,
  ): Promise<Result<v.InferOutput<S> | null, Failure>> {
    const entry = await storage.get(key);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok(null);
    const read = v.safeParse(schema, entry.value);
    if (read.success) return ok(read.output);
    // Never overwritten: a record that we cannot read may be of something that is out.
    return err(failure('storage_failed', { record: key }));
  }

  async function readOpen(): Promise<Result<readonly string[], Failure>> {
    const ids = await readKey(OPEN_TRANSACTIONS, v.array(v.string()));
    return ids.ok ? ok(ids.value ?? []) : ids;
  }

  /** One corrupted record must not hide the others. */
  async function readAll(
    keys: readonly string[],
  ): Promise<Result<readonly TransactionRecord[], Failure>> {
    const stored = await storage.getMany(keys);
    if (!stored.ok) return stored;
    return ok(
      stored.value.flatMap((entry) => {
        const read = v.safeParse(storedTransaction, entry);
        return read.success ? [read.output] : [];
      }),
    );
  }

  async function write(record: TransactionRecord): Promise<Result<TransactionRecord, Failure>> {
    const open = await readOpen();
    if (!open.ok) return open;
    const { id } = record;
    const over = record.state.stage === 'included' || record.state.stage === 'ended';
    const others = open.value.filter((known) => known !== id);
    const written = await storage.set({
      // A copy: storage keeps what it was given, and whoever gave it may go on with it.
      [TRANSACTION + id]: structuredClone(record),
      ...(open.value.includes(id) === over
        ? { [OPEN_TRANSACTIONS]: over ? others : [...others, id] }
        : {}),
    });
    if (!written.ok) return written;
    if (over) await forgetOldest();
    return ok(record);
  }

  /** Best effort: one that stays is forgotten with the next. What cannot be read stays. */
  async function forgetOldest(): Promise<void> {
    const [keys, open] = [await storage.keys(TRANSACTION), await readOpen()];
    if (!keys.ok || !open.ok || keys.value.length - open.value.length <= MOST_OVER_KEPT) return;
    const records = await readAll(keys.value);
    if (!records.ok) return;
    const over = records.value.filter(({ id }) => !open.value.includes(id));
    const oldest = over.toSorted((a, b) => b.askedAt - a.askedAt).slice(MOST_OVER_KEPT);
    await storage.remove(oldest.map(({ id }) => TRANSACTION + id));
  }

  const read = (id: string) => readKey(TRANSACTION + id, storedTransaction);

  return {
    read,
    update: (id, change) =>
      inTurn(async () => {
        const before = await read(id);
        if (!before.ok) return before;
        const record = change(before.value);
        return record === before.value || record === null ? before : write(record);
      }),
    async open() {
      const ids = await readOpen();
      return ids.ok ? readAll(ids.value.map((id) => TRANSACTION + id)) : ids;
    },
    move: (id, before) =>
      inTurn(async () => {
        const open = await readOpen();
        if (!open.ok) return open;
        if (!open.value.includes(id)) return err(failure('transaction_gone'));
        const others = open.value.filter((known) => known !== id);
        const at = before === null ? -1 : others.indexOf(before);
        const place = at === -1 ? others.length : at;
        return storage.set({ [OPEN_TRANSACTIONS]: others.toSpliced(place, 0, id) });
      }),
    async all() {
      const keys = await storage.keys(TRANSACTION);
      if (!keys.ok) return keys;
      const records = await readAll(keys.value);
      return records.ok ? ok(records.value.toSorted((a, b) => b.askedAt - a.askedAt)) : records;
    },
  };
}
