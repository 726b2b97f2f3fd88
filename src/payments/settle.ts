import type { Offer } from '../http402/dialect.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Pass, restsUntil } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import { buyPasses } from './buy.ts';
import { watchConfirmations } from './confirmations.ts';
import { type Action, decide } from './decide.ts';
import { keepHeldPasses } from './held-pass.ts';
import { joinSettlements, type Report } from './join.ts';
import type { Payer, PaymentPorts, PaymentStep } from './pay.ts';
import { isHiddenService, isSecure } from './policy.ts';
import { showPasses } from './show.ts';
import { takeUpPayments } from './take-up.ts';

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

export function createSettler(ports: SettlePorts): Settler {
  const { journal, clock, payer, attached } = ports;
  const chain = watchConfirmations(ports, payer);
  const settlements = joinSettlements(ports.report);
  const held = keepHeldPasses(ports);
  const showing = showPasses(ports);
  const buying = buyPasses(ports, held);

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
    const outcome = await settlements.join(toll, url, (report) => run(toll, arrival, report));
    if (!outcome.ok) return outcome;
    const shown = await showing.show(toll, arrival);
    return shown.ok && outcome.value === 'repeat_form' ? outcome : shown;
  }

  async function handBack(arrival: Omit<Arrival, 'pageSays'>): Promise<Result<Proof, Failure>> {
    const { origin, offer, url } = arrival;
    const safe = await safety(origin);
    if (!safe.ok) return safe;
    const toll = { origin, dialect: offer.dialect, address: offer.address };
    const outcome = await settlements.join(toll, url, (report) =>
      run(toll, { ...arrival, pageSays: true }, report),
    );
    if (!outcome.ok) return outcome;
    const read = await journal.read(toll);
    if (!read.ok) return read;
    const { pass } = read.value;
    if (pass === null) return err(failure('pass_gone'));
    const proof = await showing.proofOver(pass, offer.message);
    return proof.ok ? ok({ txid: pass.txid, proof: proof.value }) : proof;
  }

  /** What all requests for one toll share: from what is known of it to a pass that is attached. */
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
        case 'finish': {
          if (payment === null) return ok('repeat');
          const finished = await payer.finish(payment, report);
          return finished.ok ? held.attach(toll, arrival.url, finished.value) : finished;
        }
        case 'pay': {
          const bought = await buying.buy(toll, arrival, pass, action, report);
          return bought.ok ? held.attach(toll, arrival.url, bought.value) : bought;
        }
        case 'attach':
          return pass === null ? ok('repeat') : held.attach(toll, arrival.url, pass);
        case 'relay_again':
        case 'await_confirmations':
        case 'repeat_after': {
          if (pass === null) return ok('repeat');
          const waited = await waitFor(action, pass, offer.needs, report);
          if (!waited.ok) return waited;
          if (action.do === 'repeat_after' && action.bare) return ok('repeat_bare');
          const shown = await held.attach(toll, arrival.url, pass);
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
    if (action.do === 'repeat_after') {
      const at = clock.now() + action.ms;
      const noted = await held.refused(pass);
      if (!noted.ok) return noted;
      report({ step: 'retrying', txid: pass.txid, at });
      await clock.wait(action.ms);
      return ok(null);
    }
    if (action.do === 'relay_again') {
      const relayed = await payer.relayAgain(pass);
      if (!relayed.ok) return relayed;
    }
    return chain.reach(pass, needs, (confirmations) =>
      report({ step: 'awaiting_confirmations', pass, confirmations, needs }),
    );
  }

  async function stop(
    toll: Toll,
    pass: Pass | null,
    why: 'refused' | 'revoked',
  ): Promise<Settlement> {
    if (pass !== null && pass.ended === null) {
      const ended = await held.end(toll, 'refused');
      if (!ended.ok) return ended;
    }
    const code = why === 'refused' ? 'pass_refused' : 'pass_revoked';
    return err(failure(code, { txid: pass?.txid ?? '' }));
  }

  function extend(toll: Toll, times: number): Promise<Settlement> {
    return settlements.join(toll, toll.origin, async (report) => {
      const safe = await safety(toll.origin);
      if (!safe.ok) return safe;
      const read = await journal.read(toll);
      if (!read.ok) return read;
      const { payment, pass } = read.value;
      if (pass === null || !pass.extensible) return err(failure('pass_not_extensible'));
      const url = pass.urls.at(-1) ?? toll.origin;
      const bought = await (payment === null
        ? buying.extend(pass, url, times, report)
        : payer.finish(payment, report));
      return bought.ok ? held.attach(toll, url, bought.value) : bought;
    });
  }

  return {
    choose,
    settle,
    handBack,
    accepted: held.accepted,
    extend,
    ...takeUpPayments(ports, settlements, held, chain),
    underWay: settlements.underWay,
  };
}
