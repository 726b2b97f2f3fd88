import type { Piconero } from '../money/piconero.ts';
import type { Toll } from '../passes/toll.ts';
import type { Booking } from './budget.ts';
import { type Payment, type TollRecord, totalOf } from './payment.ts';

/**
 * One payment, for good: the ledger keeps what the journal has no more use for.
 *
 * `signed`: it may be out. `sent`: the network has it. `proven`: it can be shown to the site.
 * `confirmed`: a block holds it. `given_up`: the network refused it, and nothing was paid.
 */
export interface LedgerEntry {
  readonly txid: string;
  readonly toll: Toll;
  readonly url: string;
  readonly amount: Piconero;
  readonly fee: Piconero;
  /** When it was signed. */
  readonly at: number;
  readonly state: 'signed' | 'sent' | 'proven' | 'confirmed' | 'given_up';
  readonly blocks: number | null;
  /** To take to the site. Whoever holds it can use what was bought: it is in no export. */
  readonly proof: string | null;
  /** What the proof was made over. */
  readonly message: string | null;
  readonly height: number | null;
}

/**
 * What a change of a record means for the ledger: entries that are new or different, and sums that
 * are spent or given back. Written in one go with the record, so that neither is ever ahead.
 */
export function ledgerChanges(
  before: TollRecord,
  after: TollRecord,
): { readonly entries: readonly LedgerEntry[]; readonly bookings: readonly Booking[] } {
  const entries: LedgerEntry[] = [];
  const bookings: Booking[] = [];
  const { payment } = after;
  const was = before.payment;

  if (payment !== null && payment !== was) {
    entries.push(entryOfPayment(payment, payment.state === 'prepared' ? 'signed' : 'sent'));
    if (was?.transfer.txid !== payment.transfer.txid) bookings.push(bookingOf(payment, 1));
  }
  const { pass } = after;
  const passed = pass !== null && pass !== before.pass;
  if (passed && (pass.txid !== before.pass?.txid || pass.height !== before.pass.height)) {
    entries.push({
      txid: pass.txid,
      toll: pass.toll,
      url: pass.urls[0] ?? pass.toll.origin,
      amount: pass.paid,
      fee: pass.fee,
      at: pass.signedAt,
      state: pass.height === null ? 'proven' : 'confirmed',
      blocks: pass.blocks,
      proof: pass.proof,
      message: pass.message,
      height: pass.height,
    });
  }
  const gone = was !== null && was.transfer.txid !== payment?.transfer.txid;
  if (gone && was.transfer.txid !== pass?.txid) {
    entries.push(entryOfPayment(was, 'given_up'));
    bookings.push(bookingOf(was, -1));
  }
  return { entries, bookings };
}

function entryOfPayment(payment: Payment, state: LedgerEntry['state']): LedgerEntry {
  const { transfer, toll, url, blocks, message, preparedAt } = payment;
  const { txid, amount, fee } = transfer;
  const unproven = { proof: null, message, height: null };
  return { txid, toll, url, amount, fee, at: preparedAt, state, blocks, ...unproven };
}

function bookingOf({ toll, transfer, preparedAt }: Payment, sign: 1 | -1): Booking {
  return { origin: toll.origin, total: totalOf(transfer), at: preparedAt, sign };
}
