import * as v from 'valibot';
import { parsePiconero } from '../money/piconero.ts';
import { type Booking, book, type MonthBook, monthOf } from '../payments/budget.ts';
import { storeMonth } from './stored-toll.ts';

/**
 * The steps from one layout of storage to the next: each is pure, takes all that is stored, and
 * answers what is to be written over it. `tests/unit/platform/migrations.test.ts` keeps a sample of
 * each layout as it once was written.
 */
export type Entries = Readonly<Record<string, unknown>>;

/** What step n leads from layout n + 1 to layout n + 2. */
const STEPS: readonly ((stored: Entries) => Entries)[] = [addLedgerAndLimits];

/** The layout that this version reads and writes. */
export const SCHEMA = STEPS.length + 1;

/** Brings stored entries from an older layout up to date. */
export function migrate(stored: Entries, from: number): Entries {
  let entries = stored;
  for (const step of STEPS.slice(from - 1)) entries = { ...entries, ...step(entries) };
  return { ...entries, schema: SCHEMA };
}

type Fields = Record<string, unknown>;

const amount1 = v.pipe(
  v.string(),
  v.check((text) => parsePiconero(text).ok),
);
const toll1 = v.looseObject({ origin: v.string() });
/** A toll of layout 1, as far as the step looks into it. */
const record1 = v.object({
  toll: toll1,
  payment: v.nullable(
    v.looseObject({
      state: v.picklist(['prepared', 'relayed']),
      transfer: v.looseObject({ txid: v.string(), amount: amount1, fee: amount1 }),
      url: v.string(),
      blocks: v.number(),
      preparedAt: v.number(),
    }),
  ),
  pass: v.nullable(
    v.looseObject({
      txid: v.string(),
      proof: v.string(),
      paid: amount1,
      fee: amount1,
      blocks: v.number(),
      urls: v.array(v.string()),
      boughtAt: v.number(),
      height: v.nullable(v.number()),
      lastUsedAt: v.nullable(v.number()),
    }),
  ),
});
const settings1 = v.looseObject({ sites: v.record(v.string(), v.string()) });

/**
 * 1 to 2: what a dialect other than TPAT needs to be known of a pass; a ledger and monthly sums,
 * made from the payments that are still held; limits by day and month, and rules for sites in place
 * of amounts. What cannot be read stays as it is: it must not keep the rest from being read.
 */
function addLedgerAndLimits(stored: Entries): Entries {
  const changed: Fields = {};
  const months = new Map<string, MonthBook>();
  const booked = (booking: Booking): void => {
    const month = monthOf(booking.at);
    months.set(month, book(months.get(month) ?? new Map(), booking));
  };
  for (const [key, value] of Object.entries(stored)) {
    const record = v.safeParse(record1, value);
    if (!key.startsWith('toll:') || !record.success) continue;
    const { toll, payment, pass } = record.output;
    const terms = { needs: 1, extensible: true, message: null };
    changed[key] = {
      toll,
      payment: payment && {
        ...payment,
        ...terms,
        price: payment.transfer.amount,
        transfer: { ...payment.transfer, wallet: null },
      },
      pass: pass && {
        ...pass,
        ...terms,
        price: pass.paid,
        signedAt: pass.boughtAt,
        metadata: null,
        wallet: null,
        uses: pass.lastUsedAt === null ? 0 : 1,
      },
    };
    for (const paid of [
      payment && {
        txid: payment.transfer.txid,
        url: payment.url,
        amount: payment.transfer.amount,
        fee: payment.transfer.fee,
        at: payment.preparedAt,
        state: payment.state === 'prepared' ? 'signed' : 'sent',
        blocks: payment.blocks,
        proof: null,
        height: null,
      },
      pass && {
        txid: pass.txid,
        url: pass.urls[0] ?? toll.origin,
        amount: pass.paid,
        fee: pass.fee,
        at: pass.boughtAt,
        state: pass.height === null ? 'proven' : 'confirmed',
        blocks: pass.blocks,
        proof: pass.proof,
        height: pass.height,
      },
    ]) {
      if (paid === null) continue;
      const { at, txid, amount, fee } = paid;
      changed[`paid:${String(at).padStart(15, '0')}:${txid}`] = { ...paid, toll, message: null };
      const total = parsePiconero(String(BigInt(amount) + BigInt(fee)));
      if (total.ok) booked({ origin: toll.origin, total: total.value, at, sign: 1 });
    }
  }
  for (const [month, sums] of months) changed[`spent:${month}`] = storeMonth(sums);

  const settings = v.safeParse(settings1, stored.settings);
  if (settings.success) {
    const sites = Object.entries(settings.output.sites).map(([origin, amount]) => [
      origin,
      { kind: 'up_to', amount },
    ]);
    changed.settings = {
      ...settings.output,
      siteDay: null,
      day: null,
      month: null,
      sites: Object.fromEntries(sites),
    };
  }
  return changed;
}
