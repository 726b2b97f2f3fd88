import * as v from 'valibot';
import { DIALECTS } from '../http402/offer.ts';
import { parsePiconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import type { Journal, TollRecord } from '../payments/payment.ts';
import type { LocalStorage } from './storage.ts';

const amount = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = parsePiconero(dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: 'not an amount in piconero' });
    return NEVER;
  }),
);
const whole = v.pipe(v.number(), v.integer());
const toll = v.object({
  origin: v.string(),
  dialect: v.picklist(DIALECTS),
  address: v.string(),
});

const stored = v.object({
  toll,
  payment: v.nullable(
    v.object({
      state: v.picklist(['prepared', 'relayed']),
      transfer: v.object({ txid: v.string(), amount, fee: amount, metadata: v.string() }),
      toll,
      url: v.string(),
      blocks: whole,
      restMs: v.nullable(whole),
      preparedAt: whole,
    }),
  ),
  pass: v.nullable(
    v.object({
      txid: v.string(),
      toll,
      proof: v.string(),
      paid: amount,
      fee: amount,
      blocks: whole,
      restMs: v.nullable(whole),
      urls: v.array(v.string()),
      boughtAt: whole,
      height: v.nullable(whole),
      minedAt: v.nullable(whole),
      lastUsedAt: v.nullable(whole),
      refusedAt: v.nullable(whole),
      refusals: whole,
      ended: v.nullable(v.picklist(['expired', 'refused'])),
    }),
  ),
});

const PREFIX = 'toll:';

/** The key of the list of records that `Journal.open` answers: read at each start, kept short. */
const OPEN = 'open-tolls';

/** The journal, and what else is read from all its records. */
export interface JournalStorage extends Journal {
  /** Every record, of one origin or of all. */
  records(origin: string | null): Promise<Result<readonly TollRecord[], Failure>>;
}

/**
 * The journal in `storage.local`: one entry a toll, so that one write is one record, and one list
 * of the open ones in the same write.
 */
export function openJournal(storage: LocalStorage): JournalStorage {
  // One writer (the background), one line: an update sees what the one before it wrote, and the
  // list of open tolls is not written by two updates at once.
  let line: Promise<unknown> = Promise.resolve();

  async function readKey(key: string): Promise<Result<TollRecord | null, Failure>> {
    const entry = await storage.get(key);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok(null);
    const record = v.safeParse(stored, entry.value);
    if (record.success) return ok(record.output);
    // Never overwritten: a record that we cannot read may hold a payment.
    return err(failure('storage_failed', { record: key }));
  }

  async function read(of: Toll): Promise<Result<TollRecord, Failure>> {
    const record = await readKey(PREFIX + tollKey(of));
    if (!record.ok) return record;
    return ok(record.value ?? { toll: of, payment: null, pass: null });
  }

  async function readOpen(): Promise<Result<readonly string[], Failure>> {
    const entry = await storage.get(OPEN);
    if (!entry.ok) return entry;
    const keys = v.safeParse(v.optional(v.array(v.string()), []), entry.value);
    return keys.success ? ok(keys.output) : err(failure('storage_failed', { record: OPEN }));
  }

  async function readAll(keys: readonly string[]): Promise<Result<readonly TollRecord[], Failure>> {
    const records = await Promise.all(keys.map(readKey));
    // One corrupted record must not hide the others.
    return ok(records.flatMap((record) => (record.ok && record.value ? [record.value] : [])));
  }

  return {
    read,
    update(of, change) {
      const turn = line.then(async (): Promise<Result<TollRecord, Failure>> => {
        const before = await read(of);
        if (!before.ok) return before;
        const record = change(before.value);
        if (record === before.value) return before;
        const open = await readOpen();
        if (!open.ok) return open;
        const key = PREFIX + tollKey(of);
        const others = open.value.filter((known) => known !== key);
        const written = await storage.set({
          [key]: serialise(record),
          ...(isOpen(record) === open.value.includes(key)
            ? {}
            : { [OPEN]: isOpen(record) ? [...others, key] : others }),
        });
        return written.ok ? ok(record) : written;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    async open() {
      const keys = await readOpen();
      return keys.ok ? readAll(keys.value) : keys;
    },
    async payees(origin, dialect) {
      const prefix = `${PREFIX}${origin}|${dialect}|`;
      const keys = await storage.keys(prefix);
      return keys.ok ? ok(keys.value.map((key) => key.slice(prefix.length))) : keys;
    },
    async records(origin) {
      const keys = await storage.keys(origin === null ? PREFIX : `${PREFIX}${origin}|`);
      return keys.ok ? readAll(keys.value) : keys;
    },
  };
}

/** A payment that is not a pass yet, or a pass that no block holds yet. */
function isOpen({ payment, pass }: TollRecord): boolean {
  return payment !== null || (pass !== null && pass.ended === null && pass.height === null);
}

function serialise({ toll: of, payment, pass }: TollRecord): v.InferInput<typeof stored> {
  return {
    toll: of,
    payment: payment && {
      ...payment,
      transfer: {
        ...payment.transfer,
        amount: payment.transfer.amount.toString(),
        fee: payment.transfer.fee.toString(),
      },
    },
    pass: pass && {
      ...pass,
      urls: [...pass.urls],
      paid: pass.paid.toString(),
      fee: pass.fee.toString(),
    },
  };
}
