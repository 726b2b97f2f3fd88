import type { Offer } from '../http402/offer.ts';
import type { Piconero } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { PreparedTransfer } from '../wallet/wallet.ts';

/**
 * How far a payment got. Each state is written before the step that it allows is done:
 *
 * | state | what is known | what comes next, also after a crash |
 * |---|---|---|
 * | `prepared` | signed; it may or may not have been relayed | ask the wallet for the txid; relay this very transaction if it is unknown |
 * | `relayed` | the network has it | get the proof |
 *
 * With the proof the payment becomes a pass, in one write, and is no longer in the journal.
 */
export interface Payment {
  readonly state: 'prepared' | 'relayed';
  readonly transfer: PreparedTransfer;
  readonly toll: Toll;
  readonly url: string;
  readonly blocks: number;
  readonly restMs: number | null;
  readonly preparedAt: number;
}

/** All that is kept of one toll: at most one unfinished payment and the newest pass. */
export interface TollRecord {
  readonly toll: Toll;
  readonly payment: Payment | null;
  readonly pass: Pass | null;
}

/**
 * The journal. An update is durable once its promise resolves; it is one write for the whole
 * record, so that a payment never leaves the journal before its pass is in. Updates of one toll
 * follow one another, each on what the one before left: none can undo another.
 */
export interface Journal {
  read(toll: Toll): Promise<Result<TollRecord, Failure>>;
  update(
    toll: Toll,
    change: (record: TollRecord) => TollRecord,
  ): Promise<Result<TollRecord, Failure>>;
  /** Records with an unfinished payment, or with a pass that no block holds yet. */
  open(): Promise<Result<readonly TollRecord[], Failure>>;
  /** Addresses of one origin and dialect that were paid before. */
  payees(origin: string, dialect: string): Promise<Result<readonly string[], Failure>>;
}

/** The journal's first entry for a transfer that was just signed. */
export function startPayment(
  toll: Toll,
  offer: Offer,
  url: string,
  transfer: PreparedTransfer,
  now: number,
): Payment {
  return {
    state: 'prepared',
    transfer,
    toll,
    url,
    blocks: offer.blocks,
    restMs: offer.restMs,
    preparedAt: now,
  };
}

/** The pass that a proven payment is. */
export function passOf(payment: Payment, proof: string, now: number): Pass {
  return {
    txid: payment.transfer.txid,
    toll: payment.toll,
    proof,
    paid: payment.transfer.amount,
    fee: payment.transfer.fee,
    blocks: payment.blocks,
    restMs: payment.restMs,
    urls: [payment.url],
    boughtAt: now,
    height: null,
    minedAt: null,
    lastUsedAt: null,
    refusedAt: null,
    refusals: 0,
    ended: null,
  };
}

/** The sum that leaves the wallet. */
export function totalOf(transfer: { readonly amount: Piconero; readonly fee: Piconero }): Piconero {
  return (transfer.amount + transfer.fee) as Piconero;
}
