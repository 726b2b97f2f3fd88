import type { FailureView, PassView, TollView } from '../messages/contract.ts';
import { sum } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import { BLOCK_MS, blocksLeft, type Pass, restsUntil } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import { totalOf } from '../payments/payment.ts';
import type { Progress } from '../payments/settle.ts';
import type { Trouble } from '../platform/site-memory.ts';

/** What pages are shown of a failure: never its cause. */
export function failureView({ code, detail }: Failure): FailureView {
  return detail === undefined ? { code } : { code, detail: { ...detail } };
}

/** TPAT gates accept from the first block on. */
const CONFIRMATIONS_NEEDED = 1;

const NOTHING_YET = {
  until: null,
  txid: null,
  total: null,
  confirmations: 0,
  confirmationsNeeded: CONFIRMATIONS_NEEDED,
  failure: null,
} as const;

/** A toll under way, or null once it is settled. */
export function tollView(toll: Toll, url: string, progress: Progress): TollView | null {
  const view = { ...NOTHING_YET, origin: toll.origin, url };
  switch (progress.step) {
    case 'preparing':
    case 'asking':
      return { ...view, state: progress.step };
    case 'prepared':
    case 'relayed':
      return {
        ...view,
        state: progress.step === 'prepared' ? 'relaying' : 'proving',
        txid: progress.transfer.txid,
        total: totalOf(progress.transfer).toString(),
      };
    case 'awaiting_block':
      return {
        ...view,
        state: 'awaiting_block',
        txid: progress.pass.txid,
        total: sum(progress.pass.paid, progress.pass.fee).toString(),
        until: progress.since + BLOCK_MS,
      };
    case 'retrying':
      return { ...view, state: 'retrying', txid: progress.txid, until: progress.at };
    case 'resting':
      return { ...view, state: 'resting', until: progress.until };
    case 'settled':
      return null;
    default:
      return progress satisfies never;
  }
}

/** A toll that ended badly. */
export function troubleView({ origin, url, failure: failed }: Trouble): TollView {
  return {
    ...NOTHING_YET,
    origin,
    url,
    state: 'failed',
    txid: failed.detail?.txid ?? null,
    failure: failureView(failed as Failure),
  };
}

/**
 * @param tip how many blocks the chain has, as far as known
 */
export function passView(pass: Pass, tip: number | null, now: number): PassView {
  const confirmations = pass.height === null || tip === null ? null : tip - pass.height;
  const left = confirmations === null ? null : blocksLeft(pass, confirmations);
  const rests = restsUntil(pass, now);
  const state =
    pass.ended ??
    (left === 0
      ? 'expired'
      : pass.height === null
        ? 'waiting'
        : rests === null
          ? 'usable'
          : 'resting');
  return {
    txid: pass.txid,
    origin: pass.toll.origin,
    paid: pass.paid.toString(),
    fee: pass.fee.toString(),
    state,
    blocks: pass.blocks,
    blocksLeft: left,
    endsAt: left === null ? null : now + left * BLOCK_MS,
    restsUntil: rests,
    boughtAt: pass.boughtAt,
    lastUsedAt: pass.lastUsedAt,
  };
}
