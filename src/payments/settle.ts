import type { Offer } from '../http402/dialect.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import {
  isLent,
  type Pass,
  passCredential,
  passOffer,
  restsUntil,
  withUrl,
} from '../passes/pass.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import { watchConfirmations } from './confirmations.ts';
import { type Action, decide } from './decide.ts';
import type { Payer, PaymentPorts, PaymentStep } from './pay.ts';
import type { TollRecord } from './payment.ts';
import { isHiddenService, isSecure } from './policy.ts';

/**
 * A 402 that the browser saw on the network (or a 403 or 503 that answered a pass of ours), or a
 * challenge that a page says it got over its socket.
 */
export interface Arrival {
  readonly origin: string;
  readonly url: string;
  readonly offer: Offer;
  /** How many ways to pay the site offered. */
  readonly ways: number;
  readonly firstParty: boolean;
  /** This request was already repeated with a pass attached, and was refused again. */
  readonly repeated: boolean;
  /** The answer brought a challenge: a 403 and a 503 bring none, and `offer` is the one before. */
  readonly challenged: boolean;
  /** Only a page says so. Then nothing is paid before the user said yes. */
  readonly pageSays: boolean;
}

/**
 * `repeat`: make the request again now, with the pass. `repeat_form`: the same; but the site, which
 * ought to know the payment by now, does not say why it refuses it, so that it may want it as a form
 * (`tpatForm`). `repeat_bare`: make it again without, to be told what the proof has to be made over.
 * Otherwise the page gets the 402 that the site gave it.
 */
export type Settlement = Result<'repeat' | 'repeat_form' | 'repeat_bare', Failure>;

/** A payment and a proof of it, for a page that shows both to its site by itself. */
export interface Proof {
  readonly txid: string;
  readonly proof: string;
}

/** What a toll is doing, for the toolbar and the popup. */
export type Progress =
  | PaymentStep
  | {
      readonly step: 'awaiting_confirmations';
      readonly pass: Pass;
      readonly confirmations: number;
      readonly needs: number;
    }
  | { readonly step: 'retrying'; readonly txid: string; readonly at: number }
  | { readonly step: 'resting'; readonly until: number }
  | { readonly step: 'settled'; readonly outcome: Settlement };

export interface SettlePorts extends PaymentPorts {
  readonly payer: Payer;
  /** What the browser shows to sites. */
  readonly attached: {
    /** Attaches the origin's live passes, all but those that are lent, and no others. */
    renew(origin: string): Promise<Result<null, Failure>>;
    /** Shows a credential to one URL until it is taken back. */
    lend(url: string, credential: string): Promise<Result<null, Failure>>;
    takeBack(url: string): Promise<void>;
  };
  /** A "no" of the user, remembered for a while so that a reloading page cannot flood. */
  readonly rejections: {
    has(key: string): Promise<boolean>;
    add(key: string): Promise<void>;
  };
  report(toll: Toll, arrival: Pick<Arrival, 'url'>, progress: Progress): void;
}

/** A pass that rests longer than this is not waited for: the page gets its 402. */
const LONGEST_REST_HELD_MS = 600_000;

export interface Settler {
  /** Of several offers the one that a pass or a payment is held for, else the cheapest (the first). */
  choose(origin: string, offers: readonly [Offer, ...Offer[]]): Promise<Result<Offer, Failure>>;
  /** Answers a 402. Concurrent calls for one toll share one settlement. */
  settle(arrival: Arrival): Promise<Settlement>;
  /**
   * Answers a challenge that a page says it got: a payment that is held for the toll is proven over
   * its message, else the user is asked. Concurrent calls for one toll share one settlement.
   */
  handBack(arrival: Omit<Arrival, 'pageSays'>): Promise<Result<Proof, Failure>>;
  /** Notes that a repeated request was answered: the pass was good. */
  accepted(toll: Toll, url: string): Promise<void>;
  /** Buys `times` the price of a live pass before it is over, after asking. */
  extend(toll: Toll, times: number): Promise<Settlement>;
  /** Takes up what an earlier life of the background left: unfinished payments, unmined passes. */
  resume(): Promise<void>;
  /** The same for the toll of one URL; null if nothing is open for it. */
  takeUp(url: string): Promise<Settlement | null>;
  /** What is being settled right now. */
  underWay(): readonly { toll: Toll; url: string; progress: Progress }[];
}

type Report = (progress: Progress) => void;

/** Under which a "no" to what a page says is remembered for its whole origin: addresses are free. */
function pageKey(origin: string): string {
  return `${origin}|page`;
}

export function createSettler(ports: SettlePorts): Settler {
  const { journal, clock, payer, attached } = ports;
  const chain = watchConfirmations(ports, payer);
  const settling = new Map<
    string,
    { toll: Toll; url: string; progress: Progress; outcome: Promise<Settlement> }
  >();

  async function choose(
    origin: string,
    offers: readonly [Offer, ...Offer[]],
  ): Promise<Result<Offer, Failure>> {
    for (const offer of offers.length === 1 ? [] : offers) {
      const { dialect, address } = offer;
      const record = await journal.read({ origin, dialect, address });
      if (!record.ok) return record;
      const { payment, pass } = record.value;
      if (payment !== null || pass?.ended === null) return ok(offer);
    }
    return ok(offers[0]);
  }

  /** The origins with a question open about what a page says. */
  const askedFor = new Set<string>();

  /** Whether passes may travel to this origin; if not, why. */
  async function safety(origin: string): Promise<Result<null, Failure>> {
    if (isSecure(origin, { hiddenServices: false })) return ok(null);
    if (!isHiddenService(origin)) return err(failure('site_insecure', { origin }));
    const limits = await ports.limits();
    if (!limits.ok) return limits;
    return isSecure(origin, limits.value)
      ? ok(null)
      : err(failure('site_hidden_service', { origin }));
  }

  async function settle(arrival: Arrival): Promise<Settlement> {
    const { origin, offer, url, repeated } = arrival;
    const safe = await safety(origin);
    if (!safe.ok) return safe;
    const toll = { origin, dialect: offer.dialect, address: offer.address };
    // What was lent for this request has been used, and refused.
    if (repeated) await attached.takeBack(url);
    const outcome = await join(toll, url, (report) => run(toll, arrival, report));
    if (!outcome.ok) return outcome;
    const shown = await show(toll, arrival);
    return shown.ok && outcome.value === 'repeat_form' ? outcome : shown;
  }

  async function handBack(arrival: Omit<Arrival, 'pageSays'>): Promise<Result<Proof, Failure>> {
    const { origin, offer, url } = arrival;
    const safe = await safety(origin);
    if (!safe.ok) return safe;
    const toll = { origin, dialect: offer.dialect, address: offer.address };
    const outcome = await join(toll, url, (report) =>
      run(toll, { ...arrival, pageSays: true }, report),
    );
    if (!outcome.ok) return outcome;
    const read = await journal.read(toll);
    if (!read.ok) return read;
    const { pass } = read.value;
    if (pass === null) return err(failure('pass_gone'));
    const proof = await proofOver(pass, offer.message);
    return proof.ok ? ok({ txid: pass.txid, proof: proof.value }) : proof;
  }

  function join(
    toll: Toll,
    url: string,
    work: (report: Report) => Promise<Settlement>,
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

  async function run(toll: Toll, arrival: Arrival, report: Report): Promise<Settlement> {
    const { offer, challenged } = arrival;
    let sent = arrival.repeated;
    for (;;) {
      const read = await journal.read(toll);
      if (!read.ok) return read;
      const { payment, pass } = read.value;
      if (pass !== null && offer.echo !== null) {
        sent = offer.echo.txid === null || offer.echo.txid === pass.txid || sent;
      }

      let confirmations: number | 'lost' = 0;
      const live = payment === null && pass !== null && pass.ended === null;
      if (live && (sent || restsUntil(pass, clock.now()) !== null)) {
        const counted = await chain.count(pass);
        if (!counted.ok) return counted;
        confirmations = counted.value;
      }

      const unfinished = payment !== null;
      const now = clock.now();
      const action = decide({ unfinished, pass, offer, sent, challenged, confirmations, now });
      switch (action.do) {
        case 'finish':
        case 'pay': {
          const bought =
            payment === null
              ? await buy(toll, arrival, pass, action, report)
              : await payer.finish(payment, report);
          return bought.ok ? attach(toll, arrival.url, bought.value) : bought;
        }
        case 'attach':
          return pass === null ? ok('repeat') : attach(toll, arrival.url, pass);
        case 'relay_again':
        case 'await_confirmations':
        case 'repeat_after': {
          if (pass === null) return ok('repeat');
          const waited = await waitFor(action, pass, offer.needs, report);
          if (!waited.ok) return waited;
          if (action.do === 'repeat_after' && action.bare) return ok('repeat_bare');
          const shown = await attach(toll, arrival.url, pass);
          return shown.ok && action.do === 'repeat_after' && mayWantForm(pass, challenged)
            ? ok('repeat_form')
            : shown;
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
          return stop(toll, pass, action.why);
        default:
          return action satisfies never;
      }
    }
  }

  /** Whether a site that refuses a good pass for the second time, without a word, is to be asked so. */
  function mayWantForm(pass: Pass, challenged: boolean): boolean {
    return pass.toll.dialect === 'TPAT' && !challenged && pass.refusals > 0;
  }

  /** Waits until the site may see the payment differently than it did just now. */
  async function waitFor(
    action: Extract<Action, { do: 'relay_again' | 'await_confirmations' | 'repeat_after' }>,
    pass: Pass,
    needs: number,
    report: Report,
  ): Promise<Result<null, Failure>> {
    if (action.do === 'repeat_after') return retryLater(pass, action.ms, report);
    if (action.do === 'relay_again') {
      const relayed = await payer.relayAgain(pass);
      if (!relayed.ok) return relayed;
    }
    return chain.reach(pass, needs, (confirmations) =>
      report({ step: 'awaiting_confirmations', pass, confirmations, needs }),
    );
  }

  async function buy(
    toll: Toll,
    arrival: Arrival,
    held: Pass | null,
    action: Action,
    report: Report,
  ): Promise<Result<Pass, Failure>> {
    const dearer = action.do === 'pay' && action.why === 'dearer';
    if (held !== null && held.ended === null && !dearer) {
      // Not attached any more, whatever becomes of the new payment.
      const ended = await end(toll, 'expired');
      if (!ended.ok) return ended;
    }
    const { pageSays } = arrival;
    const noes = [tollKey(toll), ...(pageSays ? [pageKey(toll.origin)] : [])];
    const [rejected, payees, limits] = await Promise.all([
      Promise.all(noes.map((key) => ports.rejections.has(key))),
      journal.payees(toll.origin, toll.dialect),
      ports.limits(),
    ]);
    if (rejected.includes(true)) return err(failure('rejected_recently'));
    if (!payees.ok) return payees;
    if (!limits.ok) return limits;
    if (limits.value.sites.get(toll.origin)?.kind === 'never') {
      return err(failure('site_never', { origin: toll.origin }));
    }
    const standing = {
      origin: toll.origin,
      firstParty: arrival.firstParty,
      payeeChanged: payees.value.length > 0 && !payees.value.includes(toll.address),
      dearer,
      wished: false,
      pageSays,
    };
    const { offer, ways, url } = arrival;
    if (pageSays && askedFor.has(toll.origin)) return err(failure('question_open'));
    if (pageSays) askedFor.add(toll.origin);
    try {
      const bought = await payer.buy({ toll, offer, ways, url, standing, times: 1 }, report);
      if (!bought.ok && bought.error.code === 'rejected_by_user') {
        await Promise.all(noes.map((key) => ports.rejections.add(key)));
      }
      return bought;
    } finally {
      if (pageSays) askedFor.delete(toll.origin);
    }
  }

  /** Remembers what the pass is good for, and has the browser show it there from now on. */
  async function attach(toll: Toll, url: string, pass: Pass): Promise<Settlement> {
    if (pass.urls.at(-1) !== url) {
      const written = await updatePass(toll, (known) => withUrl(known, url));
      if (!written.ok) return written;
    }
    const renewed = await attached.renew(toll.origin);
    return renewed.ok ? ok('repeat') : renewed;
  }

  /**
   * The part of a settlement that each request has for itself: a pass that is good for one request
   * alone is lent to it, and a proof over a message is made over its own.
   */
  async function show(toll: Toll, arrival: Arrival): Promise<Settlement> {
    const read = await journal.read(toll);
    if (!read.ok) return read;
    const { pass } = read.value;
    if (pass === null || !isLent(pass)) return ok('repeat');
    const { url, offer, challenged } = arrival;
    // A 403 tells no new message; the next 402 does.
    if (pass.message !== null && !challenged) return ok('repeat_bare');
    const proof = await proofOver(pass, offer.message);
    if (!proof.ok) return proof;
    const lent = await attached.lend(url, passCredential(pass, proof.value));
    return lent.ok ? ok('repeat') : lent;
  }

  async function proofOver(pass: Pass, message: string | null): Promise<Result<string, Failure>> {
    if (message === pass.message) return ok(pass.proof);
    const wallet = await ports.wallet();
    if (!wallet.ok) return wallet;
    const prove = () => wallet.value.prove(pass.txid, pass.toll.address, message);
    const made = await prove();
    if (made.ok || made.error.code !== 'wallet_transaction_unknown') return made;
    // There is no proof of what the chain has lost.
    const relayed = await payer.relayAgain(pass);
    return relayed.ok ? prove() : relayed;
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
    const written = await updatePass(toll, (pass) => ({ ...pass, ended: why, metadata: null }));
    return written.ok ? attached.renew(toll.origin) : written;
  }

  async function retryLater(
    pass: Pass,
    ms: number,
    report: Report,
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

  async function stop(
    toll: Toll,
    pass: Pass | null,
    why: 'refused' | 'revoked',
  ): Promise<Settlement> {
    if (pass !== null && pass.ended === null) {
      const ended = await end(toll, 'refused');
      if (!ended.ok) return ended;
    }
    const code = why === 'refused' ? 'pass_refused' : 'pass_revoked';
    return err(failure(code, { txid: pass?.txid ?? '' }));
  }

  async function accepted(toll: Toll, url: string): Promise<void> {
    const now = clock.now();
    await attached.takeBack(url);
    await updatePass(toll, (pass) => ({
      ...withUrl(pass, url),
      lastUsedAt: now,
      uses: pass.uses + 1,
      refusals: 0,
      refusedAt: null,
    }));
  }

  function extend(toll: Toll, times: number): Promise<Settlement> {
    return join(toll, toll.origin, async (report) => {
      const safe = await safety(toll.origin);
      if (!safe.ok) return safe;
      const read = await journal.read(toll);
      if (!read.ok) return read;
      const { payment, pass } = read.value;
      if (pass === null || !pass.extensible) return err(failure('pass_not_extensible'));
      const url = pass.urls.at(-1) ?? toll.origin;
      const standing = {
        origin: toll.origin,
        firstParty: true,
        payeeChanged: false,
        dearer: false,
        wished: true,
        pageSays: false,
      };
      const bought = await (payment === null
        ? payer.buy({ toll, offer: passOffer(pass), ways: 1, url, standing, times }, report)
        : payer.finish(payment, report));
      return bought.ok ? attach(toll, url, bought.value) : bought;
    });
  }

  /**
   * Finishes what one record holds. Its blocks are not waited for here: a site may take the pass
   * from the pool, and a request that joins this settlement must be made again to find that out.
   */
  async function takeUpRecord({ toll, payment }: TollRecord): Promise<Settlement> {
    const known = settling.get(tollKey(toll));
    if (known !== undefined) return known.outcome;
    const attach = async (): Promise<Settlement> => {
      const renewed = await attached.renew(toll.origin);
      return renewed.ok ? ok('repeat') : renewed;
    };
    const settlement = await (payment === null
      ? attach()
      : join(toll, payment.url, async (report) => {
          const bought = await payer.finish(payment, report);
          return bought.ok ? attach() : bought;
        }));
    if (settlement.ok) await chain.note(toll);
    return settlement;
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

  return { choose, settle, handBack, accepted, extend, resume, takeUp, underWay };
}
