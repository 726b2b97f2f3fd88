import type {
  BudgetView,
  FailureView,
  LedgerEntryView,
  PassView,
  QuestionView,
  TollView,
} from '../messages/contract.ts';
import { piconero, sum } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import { BLOCK_MS, blocksLeft, type Pass, restsUntil } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { Spent } from '../payments/budget.ts';
import type { LedgerEntry } from '../payments/ledger.ts';
import { totalOf } from '../payments/payment.ts';
import type { Limits } from '../payments/policy.ts';
import type { Progress } from '../payments/settle.ts';
import type { ApprovalWindow } from '../platform/approval-window.ts';
import type { Trouble } from '../platform/site-memory.ts';

/** What pages are shown of a failure: never its cause. */
export function failureView({ code, detail }: Failure): FailureView {
  return detail === undefined ? { code } : { code, detail: { ...detail } };
}

const NOTHING_YET = {
  until: null,
  txid: null,
  total: null,
  confirmations: 0,
  confirmationsNeeded: 1,
  failure: null,
};

/**
 * A toll under way, or null once it is settled.
 * @param unlocking whether the wallet waits for the password
 */
export function tollView(
  toll: Toll,
  url: string,
  progress: Progress,
  now: number,
  unlocking: boolean,
): TollView | null {
  const view = { ...NOTHING_YET, origin: toll.origin, url, toll: { ...toll }, offers: [] };
  switch (progress.step) {
    case 'preparing':
      return { ...view, state: unlocking ? 'unlocking' : 'preparing' };
    case 'asking':
      return { ...view, state: 'asking' };
    case 'prepared':
    case 'relayed':
      return {
        ...view,
        state: progress.step === 'prepared' ? 'relaying' : 'proving',
        txid: progress.transfer.txid,
        total: totalOf(progress.transfer).toString(),
      };
    case 'awaiting_confirmations': {
      const { pass, confirmations, needs } = progress;
      const first = (pass.minedAt ?? pass.boughtAt + BLOCK_MS) + (needs - 1) * BLOCK_MS;
      return {
        ...view,
        state: 'awaiting_confirmations',
        txid: pass.txid,
        total: sum(pass.paid, pass.fee).toString(),
        confirmations,
        confirmationsNeeded: needs,
        until: confirmations === 0 ? first : now + (needs - confirmations) * BLOCK_MS,
      };
    }
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

/**
 * A toll that ended badly.
 *
 * @param isPostponed its page is loaded again as soon as the wallet can pay
 */
export function troubleView(
  { origin, url, toll, failure: failed }: Trouble,
  isPostponed: boolean,
): TollView {
  const offers: TollView['offers'] = [];
  if (failed.code === 'payment_refused') offers.push('give_up');
  if (failed.code === 'wallet_funds_locked') offers.push(isPostponed ? 'pays_later' : 'pay_later');
  return {
    ...NOTHING_YET,
    origin,
    url,
    toll: toll && { ...toll },
    state: 'failed',
    txid: failed.detail?.txid ?? null,
    failure: failureView(failed as Failure),
    offers,
  };
}

/**
 * @param tip how many blocks the chain has, as far as known
 */
export function passView(pass: Pass, tip: number | null, now: number): PassView {
  const { toll, needs, extensible, blocks, boughtAt, lastUsedAt, uses } = pass;
  // The tip as last heard may be from before its block, which is one of its confirmations all the same.
  const confirmations =
    pass.height === null ? 0 : tip === null ? null : Math.max(1, tip - pass.height);
  const left =
    confirmations === null || pass.height === null ? null : blocksLeft(pass, confirmations);
  const rests = restsUntil(pass, now);
  const isWaiting = needs > 0 && (pass.height === null || (confirmations ?? needs) < needs);
  const state =
    pass.ended ??
    (left === 0 ? 'expired' : isWaiting ? 'waiting' : rests === null ? 'usable' : 'resting');
  return {
    toll: { ...toll },
    txid: pass.txid,
    origin: toll.origin,
    paid: pass.paid.toString(),
    fee: pass.fee.toString(),
    price: pass.price.toString(),
    extensible,
    state,
    blocks,
    blocksLeft: left,
    confirmations,
    confirmationsNeeded: needs,
    endsAt: left === null ? null : now + left * BLOCK_MS,
    restsUntil: rests,
    signedAt: pass.signedAt,
    boughtAt,
    minedAt: pass.minedAt,
    height: pass.height,
    refusedAt: pass.refusedAt,
    lastUsedAt,
    uses,
    urls: [...pass.urls],
  };
}

/** What is left of the limits. */
export function budgetView({ threshold, siteDay, day, month }: Limits, spent: Spent): BudgetView {
  const meter = (limit: bigint | null, of: bigint) => ({
    limit: limit?.toString() ?? null,
    spent: of.toString(),
  });
  return {
    threshold: threshold.toString(),
    siteDay: meter(siteDay, spent.siteDay),
    day: meter(day, spent.day),
    month: meter(month, spent.month),
  };
}

/** A question, with what the user allowed so far. */
export function questionView(
  { id, question, behind }: NonNullable<ReturnType<ApprovalWindow['current']>>,
  limits: Limits,
  spent: Spent,
  rate: QuestionView['rate'],
): QuestionView {
  const { toll, offer, ways, times, fee, reason, again, url } = question;
  const rule = limits.sites.get(toll.origin);
  return {
    id,
    origin: toll.origin,
    host: new URL(toll.origin).host,
    url,
    dialect: toll.dialect,
    ways,
    amount: offer.amount.toString(),
    fee: fee.toString(),
    total: sum(piconero(offer.amount * BigInt(times)), fee).toString(),
    times,
    extensible: offer.extensible,
    blocks: offer.blocks,
    needs: offer.needs,
    restMs: offer.restMs,
    address: toll.address,
    reason,
    budget: budgetView(limits, spent),
    rate,
    limit: (rule?.kind === 'up_to' ? rule.amount : limits.threshold).toString(),
    again,
    behind,
  };
}

/** One payment of the ledger, without its proof. */
export function ledgerView(entry: LedgerEntry): LedgerEntryView {
  const { proof, message: _, toll, amount, fee, ...rest } = entry;
  return {
    ...rest,
    toll: { ...toll },
    amount: amount.toString(),
    fee: fee.toString(),
    hasProof: proof !== null,
  };
}
