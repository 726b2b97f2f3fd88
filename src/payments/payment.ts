import type { Offer, Terms } from '../http402/dialect.ts';
import { type Piconero, piconero } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { PreparedTransfer } from '../wallet/wallet.ts';
import type { Spent } from './budget.ts';

/**
 * How far a payment got. Each state is written before the step that it allows is done:
 *
 * | state | what is known | what comes next, also after a crash |
 * |---|---|---|
 * | `prepared` | signed; it may or may not have been relayed | ask the wallet for the txid; relay this very transaction if it is unknown |
 * | `relayed` | the network has it | get the proof |
 * | a `Pass` without a block | proven | wait for the confirmations that the site needs; if the chain loses it, relay it again |
 * | a `Pass` with a block | bought | attach it until it runs out |
 *
 * With the proof the payment becomes a pass, in one write. A payment leaves the journal in no other
 * way but one: the network refuses it, the wallet does not know it, and the user gives it up
 * (`Payer.giveUp`). What was ever signed stays in the ledger (`ledger.ts`).
 */
export interface Payment extends Terms {
  readonly state: 'prepared' | 'relayed';
  readonly transfer: PreparedTransfer;
  readonly toll: Toll;
  readonly url: string;
  /** What the proof has to be made over; null if any will do. */
  readonly message: string | null;
  /** The price that was asked; the transfer pays a multiple of it. */
  readonly price: Piconero;
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
 * record, so that a payment never leaves the journal before its pass is in, and with it for what it
 * adds to the ledger and to the sums spent. Updates of one toll follow one another, each on what the
 * one before left: none can undo another.
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
  /** What was spent in the day and the month that `at` lies in. */
  spent(origin: string, at: number): Promise<Result<Spent, Failure>>;
}

/** The journal's first entry for a transfer that was just signed. */
export function startPayment(
  toll: Toll,
  offer: Offer,
  url: string,
  transfer: PreparedTransfer,
  now: number,
): Payment {
  const { needs, blocks, extensible, restMs, message, amount } = offer;
  const times = Number(transfer.amount / amount);
  return {
    state: 'prepared',
    transfer,
    toll,
    url,
    needs,
    blocks: blocks === null ? null : blocks * (extensible ? times : 1),
    extensible,
    restMs,
    message,
    price: amount,
    preparedAt: now,
  };
}

/** The pass that a proven payment is. */
export function passOf(payment: Payment, proof: string, now: number): Pass {
  const { toll, transfer, url, needs, blocks, extensible, restMs, message, price } = payment;
  return {
    txid: transfer.txid,
    toll,
    proof,
    message,
    paid: transfer.amount,
    fee: transfer.fee,
    price,
    needs,
    blocks,
    extensible,
    restMs,
    urls: [url],
    signedAt: payment.preparedAt,
    boughtAt: now,
    metadata: transfer.metadata,
    wallet: transfer.wallet,
    height: null,
    minedAt: null,
    lastUsedAt: null,
    uses: 0,
    refusedAt: null,
    refusals: 0,
    ended: null,
  };
}

/** The sum that leaves the wallet. */
export function totalOf(transfer: { readonly amount: Piconero; readonly fee: Piconero }): Piconero {
  return piconero(transfer.amount + transfer.fee);
}
