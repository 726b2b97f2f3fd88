import { parsePiconero, piconero } from '../money/piconero.ts';
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

/**
 * 1 to 2: what a dialect other than TPAT needs to be known of a pass; a ledger and monthly sums,
 * made from the payments that are still held; limits by day and month, and rules for sites in place
 * of amounts.
 */
function addLedgerAndLimits(stored: Entries): Entries {
  const changed: Fields = {};
  const months = new Map<string, MonthBook>();
  const booked = (booking: Booking): void => {
    const month = monthOf(booking.at);
    months.set(month, book(months.get(month) ?? new Map(), booking));
  };
  for (const [key, value] of Object.entries(stored)) {
    if (!key.startsWith('toll:')) continue;
    const record = value as { toll: Fields; payment: Fields | null; pass: Fields | null };
    const { payment, pass } = record;
    const transfer = payment?.transfer as Fields | undefined;
    const terms = { needs: 1, extensible: true, message: null };
    changed[key] = {
      toll: record.toll,
      payment: payment && {
        ...payment,
        ...terms,
        price: transfer?.amount,
        transfer: { ...transfer, wallet: null },
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
        txid: transfer?.txid,
        url: payment.url,
        amount: transfer?.amount,
        fee: transfer?.fee,
        at: payment.preparedAt,
        state: payment.state === 'prepared' ? 'signed' : 'sent',
        blocks: payment.blocks,
        proof: null,
        height: null,
      },
      pass && {
        txid: pass.txid,
        url: (pass.urls as string[])[0] ?? record.toll.origin,
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
      const at = Number(paid.at);
      changed[`paid:${String(at).padStart(15, '0')}:${String(paid.txid)}`] = {
        ...paid,
        toll: record.toll,
        message: null,
      };
      const amount = parsePiconero(String(paid.amount));
      const fee = parsePiconero(String(paid.fee));
      if (!amount.ok || !fee.ok) continue;
      const total = piconero(amount.value + fee.value);
      booked({ origin: String(record.toll.origin), total, at, sign: 1 });
    }
  }
  for (const [month, sums] of months) changed[`spent:${month}`] = storeMonth(sums);

  const settings = stored.settings as Fields | undefined;
  if (settings !== undefined) {
    const sites = Object.entries(settings.sites as Fields).map(([origin, amount]) => [
      origin,
      { kind: 'up_to', amount },
    ]);
    changed.settings = {
      ...settings,
      siteDay: null,
      day: null,
      month: null,
      sites: Object.fromEntries(sites),
    };
  }
  return changed;
}
