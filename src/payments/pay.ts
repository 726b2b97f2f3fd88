import type { Offer } from '../http402/dialect.ts';
import { type Piconero, piconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { PreparedTransfer, Wallet } from '../wallet/wallet.ts';
import type { Approver } from './approval.ts';
import type { Clock } from './clock.ts';
import {
  type Journal,
  type Payment,
  passOf,
  startPayment,
  type TollRecord,
  totalOf,
} from './payment.ts';
import { type Limits, reasonToAsk, type Standing } from './policy.ts';

/** What paying needs from the outside. */
export interface PaymentPorts {
  readonly journal: Journal;
  readonly approver: Approver;
  readonly clock: Clock;
  /** The wallet that the user connected; asked for at each payment, since it may change. */
  wallet(): Promise<Result<Wallet, Failure>>;
  limits(): Promise<Result<Limits, Failure>>;
}

/** One toll that is to be paid. */
export interface Purchase {
  readonly toll: Toll;
  readonly offer: Offer;
  /** How many ways to pay there were. */
  readonly ways: number;
  readonly url: string;
  readonly standing: Standing;
  /** How many times the offer's amount is to be paid, unless the user's answer says otherwise. */
  readonly times: number;
}

export type PaymentStep =
  | { readonly step: 'preparing' }
  | { readonly step: 'asking' }
  | { readonly step: 'prepared'; readonly transfer: PreparedTransfer }
  | { readonly step: 'relayed'; readonly transfer: PreparedTransfer };

/** A thousand times what the network asks for in its worst hours: 2 XMR. */
const MOST_FEE = 2_000_000_000_000n;

type Report = (step: PaymentStep) => void;

/** Pays tolls: the only code that makes a wallet spend. */
export interface Payer {
  /** Buys a pass, asking the user where the policy says so. */
  buy(purchase: Purchase, report: Report): Promise<Result<Pass, Failure>>;
  /** Takes up a journaled payment where it was left, at most once relaying the same transaction. */
  finish(payment: Payment, report: Report): Promise<Result<Pass, Failure>>;
  /** Relays a pass's own transaction, which the chain has lost. */
  relayAgain(pass: Pass): Promise<Result<null, Failure>>;
  /**
   * Takes a payment out of the journal that the network refuses: only if the wallet does not know
   * it, and the network refuses it once more, now.
   * Errors: `payment_alive` if it can still be made good; those of every wallet call.
   */
  giveUp(payment: Payment): Promise<Result<null, Failure>>;
  /** Relays a transfer of the wallet to itself, in its turn among the payments. */
  relaySplit(transfer: PreparedTransfer): Promise<Result<null, Failure>>;
}

export function createPayer(ports: PaymentPorts): Payer {
  const { journal, approver, clock } = ports;

  // Signing marks no output as spent, so of two transfers that are both signed before one is
  // relayed the second would spend the first one's output: from `prepare` to `relay` one at a time.
  // For the same reason no two payments can each be within what is left of a limit, and together
  // over it: what is spent is read, compared, and with the journal's entry booked, in one turn.
  let spending: Promise<unknown> = Promise.resolve();
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = spending.then(work);
    spending = turn.catch(() => undefined);
    return turn;
  }

  async function buy(purchase: Purchase, report: Report): Promise<Result<Pass, Failure>> {
    const { toll, offer, ways, url, standing } = purchase;
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;

    let { times } = purchase;
    let approved: Piconero | null = null;
    for (;;) {
      report({ step: 'preparing' });
      const attempt = await alone(async () => {
        await relayOpen(wallet.value);
        const price = piconero(offer.amount * BigInt(times));
        const prepared = await wallet.value.prepare(toll.address, price);
        if (!prepared.ok) return prepared;
        if (prepared.value.fee > MOST_FEE) {
          return err(failure('wallet_lied', { fee: prepared.value.fee.toString() }));
        }
        const reason = await reasonFor(totalOf(prepared.value), standing, approved);
        if (!reason.ok) return reason;
        if (reason.value !== null) {
          return ok({ ask: reason.value, fee: prepared.value.fee });
        }
        const payment = startPayment(toll, offer, url, prepared.value, clock.now());
        const started = await start(wallet.value, payment, report);
        return started.ok ? ok({ payment: started.value }) : started;
      });
      if (!attempt.ok) return attempt;
      if ('payment' in attempt.value) return prove(wallet.value, attempt.value.payment, report);

      report({ step: 'asking' });
      const { ask: reason, fee } = attempt.value;
      const again = approved !== null;
      const answer = await approver.ask({ toll, url, offer, ways, times, fee, reason, again });
      if (answer.do === 'reject') return err(failure('rejected_by_user'));
      approved = answer.upTo;
      times = answer.times;
    }
  }

  /** Why a signed transfer has to be asked about; null if it may go out. */
  async function reasonFor(total: Piconero, standing: Standing, approved: Piconero | null) {
    if (approved !== null && total <= approved) return ok(null);
    const [limits, spent] = await Promise.all([
      ports.limits(),
      journal.spent(standing.origin, clock.now()),
    ]);
    if (!limits.ok) return limits;
    if (!spent.ok) return spent;
    return ok(reasonToAsk(total, standing, limits.value, spent.value));
  }

  /** Journals a signed transfer, then relays it. Nothing is relayed that is not in the journal. */
  async function start(
    wallet: Wallet,
    payment: Payment,
    report: Report,
  ): Promise<Result<Payment, Failure>> {
    const written = await journal.update(payment.toll, (record) => ({ ...record, payment }));
    if (!written.ok) return written;
    report({ step: 'prepared', transfer: payment.transfer });
    return relay(wallet, payment);
  }

  async function relay(wallet: Wallet, payment: Payment): Promise<Result<Payment, Failure>> {
    const relayed = await wallet.relay(payment.transfer);
    return relayed.ok ? ok(payment) : err(unfinished(payment.transfer.txid, relayed.error));
  }

  /** Only if it is still what is unfinished: by now another turn may have made a pass of it. */
  async function markRelayed(payment: Payment): Promise<Result<null, Failure>> {
    if (payment.state === 'relayed') return ok(null);
    const relayed: Payment = { ...payment, state: 'relayed' };
    const written = await journal.update(payment.toll, (record) =>
      isUnfinished(record, payment) ? { ...record, payment: relayed } : record,
    );
    return written.ok ? ok(null) : err(unfinished(payment.transfer.txid, written.error));
  }

  /**
   * Relays what was signed and not relayed yet. Signing has not marked its outputs as spent: a new
   * transfer might take them, and then the older one could never be made good. One that still
   * cannot be relayed stays in the journal and is tried again.
   */
  async function relayOpen(wallet: Wallet): Promise<void> {
    const open = await journal.open();
    if (!open.ok) return;
    for (const { payment } of open.value) {
      if (payment?.state !== 'prepared') continue;
      const relayed = await relayOnce(wallet, payment);
      if (relayed.ok) await markRelayed(payment);
    }
  }

  /** Relays a transaction if the wallet does not know it yet. */
  async function relayOnce(wallet: Wallet, payment: Payment): Promise<Result<Payment, Failure>> {
    const missing = await isMissing(wallet, payment.transfer);
    if (!missing.ok) return missing;
    return missing.value ? relay(wallet, payment) : ok(payment);
  }

  /**
   * Whether this very wallet does not know its own transaction. Relaying one that is already in a
   * block answers OK and then shows a phantom balance (measured), so it is asked for first; and a
   * wallet that was switched to another file knows nothing of what the first one paid.
   */
  async function isMissing(
    wallet: Wallet,
    { txid, wallet: payer }: Pick<PreparedTransfer, 'txid' | 'wallet'>,
  ): Promise<Result<boolean, Failure>> {
    const state = await wallet.lookup(txid);
    if (!state.ok) return err(unfinished(txid, state.error));
    if (state.value.kind !== 'unknown') return ok(false);
    const identity = await wallet.identity();
    if (!identity.ok) return err(unfinished(txid, identity.error));
    return payer === null || identity.value === payer
      ? ok(true)
      : err(failure('wallet_other', { txid }));
  }

  async function finish(payment: Payment, report: Report): Promise<Result<Pass, Failure>> {
    const wallet = await ports.wallet();
    if (!wallet.ok) return err(unfinished(payment.transfer.txid, wallet.error));
    if (payment.state === 'relayed') {
      const proven = await prove(wallet.value, payment, report);
      // No proof of what the chain has lost: then it has to be relayed once more, like any other.
      if (proven.ok || proven.error.detail?.reason !== 'wallet_transaction_unknown') return proven;
    }
    const relayed = await alone(() => relayOnce(wallet.value, payment));
    return relayed.ok ? prove(wallet.value, relayed.value, report) : relayed;
  }

  async function prove(
    wallet: Wallet,
    payment: Payment,
    report: Report,
  ): Promise<Result<Pass, Failure>> {
    const { transfer, toll, message } = payment;
    report({ step: 'relayed', transfer });
    // That it was relayed is written down while the wallet makes the proof: without that line the
    // next start asks the wallet, and learns the same.
    const [marked, proof] = await Promise.all([
      markRelayed(payment),
      wallet.prove(transfer.txid, toll.address, message),
    ]);
    if (!marked.ok) return marked;
    if (!proof.ok) return err(unfinished(transfer.txid, proof.error));
    const pass = passOf(payment, proof.value, clock.now());
    const written = await journal.update(toll, (record) =>
      isUnfinished(record, payment) ? { ...record, payment: null, pass } : record,
    );
    if (!written.ok) return err(unfinished(transfer.txid, written.error));
    return ok(written.value.pass?.txid === pass.txid ? written.value.pass : pass);
  }

  async function relayAgain(pass: Pass): Promise<Result<null, Failure>> {
    const { txid, metadata } = pass;
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;
    return alone(async () => {
      const missing = await isMissing(wallet.value, pass);
      if (!missing.ok) return missing;
      if (!missing.value) return ok(null);
      if (metadata === null) return err(failure('payment_lost', { txid }));
      const relayed = await wallet.value.relay({ txid, metadata });
      return relayed.ok ? ok(null) : err(unfinished(txid, relayed.error));
    });
  }

  async function giveUp(payment: Payment): Promise<Result<null, Failure>> {
    const { txid } = payment.transfer;
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;
    return alone(async () => {
      const missing = await isMissing(wallet.value, payment.transfer);
      if (!missing.ok) return missing;
      if (missing.value) {
        const relayed = await wallet.value.relay(payment.transfer);
        if (!relayed.ok && relayed.error.code !== 'wallet_relay_refused') {
          return err(unfinished(txid, relayed.error));
        }
        const still = await isMissing(wallet.value, payment.transfer);
        if (!still.ok) return still;
        if (!relayed.ok && still.value) {
          const written = await journal.update(payment.toll, (record) =>
            record.payment?.transfer.txid === txid ? { ...record, payment: null } : record,
          );
          return written.ok ? ok(null) : written;
        }
      }
      return err(failure('payment_alive', { txid }));
    });
  }

  async function relaySplit(transfer: PreparedTransfer): Promise<Result<null, Failure>> {
    const wallet = await ports.wallet();
    return wallet.ok ? alone(() => wallet.value.relay(transfer)) : wallet;
  }

  return { buy, finish, relayAgain, giveUp, relaySplit };
}

function isUnfinished({ payment }: TollRecord, { transfer }: Payment): boolean {
  return payment?.transfer.txid === transfer.txid;
}

/** Whatever goes wrong after signing leaves a payment that may be out: never just "failed". */
function unfinished(txid: string, reason: Failure): Failure {
  const code =
    reason.code === 'wallet_relay_refused' ? 'payment_refused' : ('payment_unfinished' as const);
  return failure(code, { ...reason.detail, txid, reason: reason.code }, reason.cause);
}
