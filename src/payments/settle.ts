import type { Offer } from '../http402/offer.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Pass, restsUntil, withUrl } from '../passes/pass.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import { decide } from './decide.ts';
import type { Payer, PaymentPorts, PaymentStep } from './pay.ts';
import type { TollRecord } from './payment.ts';
import { isSecure } from './policy.ts';

/** A 402 that the browser saw on the network. */
export interface Arrival {
  readonly origin: string;
  readonly url: string;
  readonly offer: Offer;
  readonly firstParty: boolean;
  /** This request was already repeated with a pass attached, and was refused again. */
  readonly repeated: boolean;
}

/** `repeat`: make the request again now. Otherwise the page gets the 402 that the site gave it. */
export type Settlement = Result<'repeat', Failure>;

/** What a toll is doing, for the toolbar and the popup. */
export type Progress =
  | PaymentStep
  | { readonly step: 'awaiting_block'; readonly pass: Pass; readonly since: number }
  | { readonly step: 'retrying'; readonly txid: string; readonly at: number }
  | { readonly step: 'resting'; readonly until: number }
  | { readonly step: 'settled'; readonly outcome: Settlement };

export interface SettlePorts extends PaymentPorts {
  readonly payer: Payer;
  /** Makes the browser attach what the origin's passes say, `lent` included though it rests. */
  attach(origin: string, lent: Pass | null): Promise<Result<null, Failure>>;
  /** A "no" of the user, remembered for a while so that a reloading page cannot flood. */
  readonly rejections: {
    has(key: string): Promise<boolean>;
    add(key: string): Promise<void>;
  };
  report(toll: Toll, arrival: Pick<Arrival, 'url'>, progress: Progress): void;
}

/** How often the wallet is asked whether a block holds a payment. */
const POLL_MS = 2000;

/** A pass that rests longer than this is not waited for: the page gets its 402. */
const LONGEST_REST_HELD_MS = 600_000;

export interface Settler {
  /** Answers a 402. Concurrent calls for one toll share one settlement. */
  settle(arrival: Arrival): Promise<Settlement>;
  /** Notes that a repeated request was answered: the pass was good. */
  accepted(toll: Toll, url: string): Promise<void>;
  /** Takes up what an earlier life of the background left: unfinished payments, unmined passes. */
  resume(): Promise<void>;
  /** The same for the toll of one URL; null if nothing is open for it. */
  takeUp(url: string): Promise<Settlement | null>;
  /** What is being settled right now. */
  underWay(): readonly { toll: Toll; url: string; progress: Progress }[];
}

export function createSettler(ports: SettlePorts): Settler {
  const { journal, clock, payer } = ports;
  const settling = new Map<
    string,
    { toll: Toll; url: string; progress: Progress; outcome: Promise<Settlement> }
  >();

  function settle(arrival: Arrival): Promise<Settlement> {
    const { origin, offer, url } = arrival;
    if (!isSecure(origin)) return Promise.resolve(err(failure('site_insecure', { origin })));
    const toll = { origin, dialect: offer.dialect, address: offer.address };
    return join(toll, url, (report) => run(toll, arrival, report));
  }

  function join(
    toll: Toll,
    url: string,
    work: (report: (progress: Progress) => void) => Promise<Settlement>,
  ): Promise<Settlement> {
    const key = tollKey(toll);
    const known = settling.get(key);
    if (known !== undefined) return known.outcome;
    const report = (progress: Progress): void => {
      const entry = settling.get(key);
      if (entry !== undefined) entry.progress = progress;
      ports.report(toll, { url }, progress);
    };
    const outcome = Promise.resolve()
      .then(() => work(report))
      .finally(() => settling.delete(key))
      .then((settlement) => {
        ports.report(toll, { url }, { step: 'settled', outcome: settlement });
        return settlement;
      });
    settling.set(key, { toll, url, progress: { step: 'preparing' }, outcome });
    return outcome;
  }

  async function run(
    toll: Toll,
    arrival: Arrival,
    report: (progress: Progress) => void,
  ): Promise<Settlement> {
    let sent = arrival.repeated;
    for (;;) {
      const read = await journal.read(toll);
      if (!read.ok) return read;
      const record = read.value;
      const { pass } = record;
      if (pass !== null && arrival.offer.refusedTxid === pass.txid) sent = true;

      let confirmations = 0;
      const live = record.payment === null && pass !== null && pass.ended === null;
      if (live && (sent || restsUntil(pass, clock.now()) !== null)) {
        const counted = await countConfirmations(pass);
        if (!counted.ok) return counted;
        confirmations = counted.value;
      }

      const unfinished = record.payment !== null;
      const action = decide({ unfinished, pass, sent, confirmations, now: clock.now() });
      switch (action.do) {
        case 'finish':
        case 'pay': {
          const bought =
            record.payment === null
              ? await buy(toll, arrival, pass, report)
              : await payer.finish(record.payment, report);
          return bought.ok ? repeatWith(toll, arrival, bought.value) : bought;
        }
        case 'attach':
          return pass === null ? ok('repeat') : repeatWith(toll, arrival, pass);
        case 'await_block':
        case 'repeat_after': {
          if (pass === null) return ok('repeat');
          const waited = await (action.do === 'await_block'
            ? awaitBlock(pass, report)
            : retryLater(pass, action.ms, report));
          return waited.ok ? repeatWith(toll, arrival, pass) : waited;
        }
        case 'rest': {
          const until = String(action.until);
          if (action.until - clock.now() > LONGEST_REST_HELD_MS) {
            return err(failure('pass_resting', { until }));
          }
          report({ step: 'resting', until: action.until });
          await clock.wait(action.until - clock.now());
          sent = false;
          continue;
        }
        case 'stop':
          return stop(toll, pass);
        default:
          return action satisfies never;
      }
    }
  }

  async function buy(
    toll: Toll,
    arrival: Arrival,
    expired: Pass | null,
    report: (progress: Progress) => void,
  ): Promise<Result<Pass, Failure>> {
    if (expired !== null && expired.ended === null) {
      // Not attached any more, whatever becomes of the new payment.
      const ended = await end(toll, 'expired');
      if (!ended.ok) return ended;
    }
    const key = tollKey(toll);
    const [rejected, payees] = await Promise.all([
      ports.rejections.has(key),
      journal.payees(toll.origin, toll.dialect),
    ]);
    if (rejected) return err(failure('rejected_recently'));
    if (!payees.ok) return payees;
    const standing = {
      origin: toll.origin,
      firstParty: arrival.firstParty,
      payeeChanged: payees.value.length > 0 && !payees.value.includes(toll.address),
    };
    const bought = await payer.buy(
      { toll, offer: arrival.offer, url: arrival.url, standing },
      report,
    );
    if (!bought.ok && bought.error.code === 'rejected_by_user') await ports.rejections.add(key);
    return bought;
  }

  async function repeatWith(toll: Toll, arrival: Arrival, pass: Pass): Promise<Settlement> {
    if (pass.urls.at(-1) !== arrival.url) {
      const written = await updatePass(toll, (known) => withUrl(known, arrival.url));
      if (!written.ok) return written;
    }
    const attached = await ports.attach(toll.origin, pass);
    return attached.ok ? ok('repeat') : attached;
  }

  function updatePass(
    toll: Toll,
    change: (pass: Pass) => Pass,
  ): Promise<Result<TollRecord, Failure>> {
    return journal.update(toll, (record) =>
      record.pass === null ? record : { ...record, pass: change(record.pass) },
    );
  }

  async function end(toll: Toll, why: 'expired' | 'refused'): Promise<Result<null, Failure>> {
    const written = await updatePass(toll, (pass) => ({ ...pass, ended: why }));
    return written.ok ? ports.attach(toll.origin, null) : written;
  }

  /** Asks the wallet for the payment's confirmations, and remembers the block once there is one. */
  async function countConfirmations(pass: Pass): Promise<Result<number, Failure>> {
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;
    const state = await wallet.value.lookup(pass.txid);
    if (!state.ok) return state;
    if (state.value.kind === 'unknown' && pass.height !== null) {
      // Another wallet was connected since: it knows the chain, if not the payment.
      const tip = await wallet.value.height();
      return tip.ok ? ok(Math.max(0, tip.value - pass.height)) : tip;
    }
    if (state.value.kind !== 'mined') return ok(0);
    const { height, confirmations } = state.value;
    if (pass.height !== height) {
      const minedAt = pass.minedAt ?? clock.now();
      const written = await updatePass(pass.toll, (known) => ({ ...known, height, minedAt }));
      if (!written.ok) return written;
    }
    return ok(confirmations);
  }

  async function awaitBlock(
    pass: Pass,
    report: (progress: Progress) => void,
  ): Promise<Result<null, Failure>> {
    report({ step: 'awaiting_block', pass, since: pass.boughtAt });
    for (;;) {
      const counted = await countConfirmations(pass);
      // A wallet that is down for a moment loses nothing here: the payment is out and proven.
      if (counted.ok && counted.value > 0) return ok(null);
      await clock.wait(POLL_MS);
    }
  }

  async function retryLater(
    pass: Pass,
    ms: number,
    report: (progress: Progress) => void,
  ): Promise<Result<null, Failure>> {
    const now = clock.now();
    const written = await updatePass(pass.toll, (known) => ({
      ...known,
      refusals: known.refusals + 1,
      refusedAt: known.refusedAt ?? now,
    }));
    if (!written.ok) return written;
    report({ step: 'retrying', txid: pass.txid, at: now + ms });
    await clock.wait(ms);
    return ok(null);
  }

  async function stop(toll: Toll, pass: Pass | null): Promise<Settlement> {
    if (pass !== null && pass.ended === null) {
      const ended = await end(toll, 'refused');
      if (!ended.ok) return ended;
    }
    return err(failure('pass_refused', { txid: pass?.txid ?? '' }));
  }

  async function accepted(toll: Toll, url: string): Promise<void> {
    const now = clock.now();
    const written = await updatePass(toll, (pass) => ({
      ...withUrl(pass, url),
      lastUsedAt: now,
      refusals: 0,
      refusedAt: null,
    }));
    // A pass that rests is lent for one request; others stay attached.
    if (written.ok && written.value.pass?.restMs != null) await ports.attach(toll.origin, null);
  }

  /** Finishes what one record holds: the payment first, then its first block. */
  function takeUpRecord({ toll, payment, pass }: TollRecord): Promise<Settlement> {
    const url = payment?.url ?? pass?.urls.at(-1) ?? toll.origin;
    return join(toll, url, async (report) => {
      const bought = payment === null ? null : await payer.finish(payment, report);
      if (bought?.ok === false) return bought;
      const kept = bought?.value ?? pass;
      if (kept === null) return ok('repeat');
      const attached = await ports.attach(toll.origin, null);
      if (!attached.ok) return attached;
      const mined = await awaitBlock(kept, report);
      return mined.ok ? ok('repeat') : mined;
    });
  }

  async function resume(): Promise<void> {
    const open = await journal.open();
    if (open.ok) await Promise.all(open.value.map(takeUpRecord));
  }

  async function takeUp(url: string): Promise<Settlement | null> {
    const open = await journal.open();
    if (!open.ok) return open;
    const record = open.value.find(
      ({ payment, pass }) => payment?.url === url || pass?.urls.includes(url) === true,
    );
    return record === undefined ? null : takeUpRecord(record);
  }

  function underWay(): { toll: Toll; url: string; progress: Progress }[] {
    return [...settling.values()].map(({ toll, url, progress }) => ({ toll, url, progress }));
  }

  return { settle, accepted, resume, takeUp, underWay };
}
