import * as v from 'valibot';
import { DIALECT_NAMES } from '../http402/dialect.ts';
import { type Piconero, parsePiconero } from '../money/piconero.ts';
import type { MonthBook } from '../payments/budget.ts';
import type { LedgerEntry } from '../payments/ledger.ts';
import type { TollRecord } from '../payments/payment.ts';

/** How tolls, the ledger and the sums spent lie in storage: amounts as decimal strings. */

/** An amount in storage: parsed, so that one too wide is refused and does not throw. */
export const amount = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = parsePiconero(dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: 'not an amount in piconero' });
    return NEVER;
  }),
);
const whole = v.pipe(v.number(), v.integer());
const text = v.nullable(v.string());
const toll = v.object({
  origin: v.string(),
  dialect: v.picklist(DIALECT_NAMES),
  address: v.string(),
});
const terms = {
  needs: whole,
  blocks: v.nullable(whole),
  extensible: v.boolean(),
  restMs: v.nullable(whole),
};

/** One toll: `TollRecord`. */
export const storedToll = v.object({
  toll,
  payment: v.nullable(
    v.object({
      ...terms,
      state: v.picklist(['prepared', 'relayed']),
      transfer: v.object({
        txid: v.string(),
        amount,
        fee: amount,
        metadata: v.string(),
        wallet: text,
      }),
      toll,
      url: v.string(),
      message: text,
      price: amount,
      preparedAt: whole,
    }),
  ),
  pass: v.nullable(
    v.object({
      ...terms,
      txid: v.string(),
      toll,
      proof: v.string(),
      message: text,
      paid: amount,
      fee: amount,
      price: amount,
      urls: v.array(v.string()),
      signedAt: whole,
      boughtAt: whole,
      metadata: text,
      wallet: text,
      height: v.nullable(whole),
      minedAt: v.nullable(whole),
      lastUsedAt: v.nullable(whole),
      uses: whole,
      refusedAt: v.nullable(whole),
      refusals: whole,
      ended: v.nullable(v.picklist(['expired', 'refused', 'revoked'])),
    }),
  ),
});

export type StoredToll = v.InferInput<typeof storedToll>;

/** The stored form of a record. */
export function storeToll({ toll: of, payment, pass }: TollRecord): StoredToll {
  return {
    toll: of,
    payment: payment && {
      ...payment,
      price: payment.price.toString(),
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
      price: pass.price.toString(),
    },
  };
}

/** One payment of the ledger: `LedgerEntry`. */
export const storedEntry = v.object({
  txid: v.string(),
  toll,
  url: v.string(),
  amount,
  fee: amount,
  at: whole,
  state: v.picklist(['signed', 'sent', 'proven', 'confirmed', 'given_up']),
  blocks: v.nullable(whole),
  proof: text,
  message: text,
  height: v.nullable(whole),
});

/** The stored form of a ledger's entry. */
export function storeEntry(entry: LedgerEntry): v.InferInput<typeof storedEntry> {
  return { ...entry, amount: entry.amount.toString(), fee: entry.fee.toString() };
}

/** What was spent in a month: day, then origin. */
export const storedMonth = v.pipe(
  v.record(v.string(), v.record(v.string(), amount)),
  v.transform(
    (days): MonthBook =>
      new Map(
        Object.entries(days).map(([day, sites]) => [
          day,
          new Map<string, Piconero>(Object.entries(sites)),
        ]),
      ),
  ),
);

/** The stored form of a month's book. */
export function storeMonth(month: MonthBook): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...month].map(([day, sites]) => [
      day,
      Object.fromEntries([...sites].map(([origin, total]) => [origin, total.toString()])),
    ]),
  );
}
