import type { Offer } from '../http402/offer.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { PreparedTransfer, Wallet } from '../wallet/wallet.ts';
import type { Approver } from './approval.ts';
import type { Clock } from './clock.ts';
import { type Journal, type Payment, passOf, startPayment, totalOf } from './payment.ts';
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
  readonly url: string;
  readonly standing: Standing;
}

export type PaymentStep =
  | { readonly step: 'preparing' }
  | { readonly step: 'asking' }
  | { readonly step: 'prepared'; readonly transfer: PreparedTransfer }
  | { readonly step: 'relayed'; readonly transfer: PreparedTransfer };

/** Pays tolls: the only code that makes a wallet spend. */
export interface Payer {
  /** Buys a pass, asking the user where the policy says so. */
  buy(purchase: Purchase, report: (step: PaymentStep) => void): Promise<Result<Pass, Failure>>;
  /** Takes up a journaled payment where it was left, at most once relaying the same transaction. */
  finish(payment: Payment, report: (step: PaymentStep) => void): Promise<Result<Pass, Failure>>;
}

export function createPayer(ports: PaymentPorts): Payer {
  const { journal, approver, clock } = ports;

  // Signing marks no output as spent, so of two transfers that are both signed before one is
  // relayed the second would spend the first one's output: from `prepare` to `relay` one at a time.
  let spending: Promise<unknown> = Promise.resolve();
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = spending.then(work);
    spending = turn.catch(() => undefined);
    return turn;
  }

  async function buy(
    purchase: Purchase,
    report: (step: PaymentStep) => void,
  ): Promise<Result<Pass, Failure>> {
    const { toll, offer, url, standing } = purchase;
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;

    let approved: bigint | null = null;
    for (;;) {
      report({ step: 'preparing' });
      const attempt = await alone(async () => {
        await relayOpen(wallet.value);
        const prepared = await wallet.value.prepare(toll.address, offer.amount);
        if (!prepared.ok) return prepared;
        const total = totalOf(prepared.value);
        const limits = await ports.limits();
        if (!limits.ok) return limits;
        const reason = reasonToAsk(total, standing, limits.value);
        if (reason !== null && (approved === null || total > approved)) {
          return ok({ ask: reason, fee: prepared.value.fee });
        }
        const payment = startPayment(toll, offer, url, prepared.value, clock.now());
        const started = await start(wallet.value, payment, report);
        return started.ok ? ok({ payment: started.value }) : started;
      });
      if (!attempt.ok) return attempt;
      if ('payment' in attempt.value) return prove(wallet.value, attempt.value.payment, report);

      report({ step: 'asking' });
      const answer = await approver.ask({
        toll,
        url,
        offer,
        fee: attempt.value.fee,
        reason: attempt.value.ask,
        again: approved !== null,
      });
      if (answer.do === 'reject') return err(failure('rejected_by_user'));
      approved = answer.upTo;
    }
  }

  /** Journals a signed transfer, then relays it. Nothing is relayed that is not in the journal. */
  async function start(
    wallet: Wallet,
    payment: Payment,
    report: (step: PaymentStep) => void,
  ): Promise<Result<Payment, Failure>> {
    const written = await journal.update(payment.toll, (record) => ({ ...record, payment }));
    if (!written.ok) return written;
    report({ step: 'prepared', transfer: payment.transfer });
    return relay(wallet, payment);
  }

  async function relay(wallet: Wallet, payment: Payment): Promise<Result<Payment, Failure>> {
    const relayed = await wallet.relay(payment.transfer);
    return relayed.ok ? ok(payment) : err(unfinished(payment, relayed.error));
  }

  async function markRelayed(payment: Payment): Promise<Result<null, Failure>> {
    if (payment.state === 'relayed') return ok(null);
    const relayed: Payment = { ...payment, state: 'relayed' };
    const written = await journal.update(payment.toll, (record) => ({
      ...record,
      payment: relayed,
    }));
    return written.ok ? ok(null) : err(unfinished(payment, written.error));
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
    // Relaying a transaction that is already in a block answers OK and then shows a phantom
    // balance (measured): ask first.
    const state = await wallet.lookup(payment.transfer.txid);
    if (!state.ok) return err(unfinished(payment, state.error));
    return state.value.kind === 'unknown' ? relay(wallet, payment) : ok(payment);
  }

  async function finish(
    payment: Payment,
    report: (step: PaymentStep) => void,
  ): Promise<Result<Pass, Failure>> {
    const wallet = await ports.wallet();
    if (!wallet.ok) return err(unfinished(payment, wallet.error));
    if (payment.state === 'relayed') return prove(wallet.value, payment, report);

    const relayed = await alone(() => relayOnce(wallet.value, payment));
    return relayed.ok ? prove(wallet.value, relayed.value, report) : relayed;
  }

  async function prove(
    wallet: Wallet,
    payment: Payment,
    report: (step: PaymentStep) => void,
  ): Promise<Result<Pass, Failure>> {
    report({ step: 'relayed', transfer: payment.transfer });
    // That it was relayed is written down while the wallet makes the proof: without that line the
    // next start asks the wallet, and learns the same.
    const [marked, proof] = await Promise.all([
      markRelayed(payment),
      wallet.prove(payment.transfer.txid, payment.toll.address),
    ]);
    if (!marked.ok) return marked;
    if (!proof.ok) return err(unfinished(payment, proof.error));
    const pass = passOf(payment, proof.value, clock.now());
    const written = await journal.update(payment.toll, (record) => ({
      ...record,
      payment: null,
      pass,
    }));
    return written.ok ? ok(pass) : err(unfinished(payment, written.error));
  }

  return { buy, finish };
}

/** Whatever goes wrong after signing leaves a payment that may be out: never just "failed". */
function unfinished(payment: Payment, reason: Failure): Failure {
  return failure(
    'payment_unfinished',
    { ...reason.detail, txid: payment.transfer.txid, reason: reason.code },
    reason.cause,
  );
}
