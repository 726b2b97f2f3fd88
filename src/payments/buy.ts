import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import { type Pass, passOffer } from '../passes/pass.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import type { Action } from './decide.ts';
import type { HeldPasses } from './held-pass.ts';
import type { Report } from './join.ts';
import type { Arrival, SettlePorts } from './settle.ts';

/** Buys passes, unless the user has said no, for this toll or for its site. */
export interface Buying {
  /** @param held the pass that is not good any more, or that is worth too little */
  buy(
    toll: Toll,
    arrival: Arrival,
    held: Pass | null,
    action: Extract<Action, { do: 'pay' }>,
    report: Report,
  ): Promise<Result<Pass, Failure>>;
  /** Buys `times` the price of a live pass before it is over, after asking. */
  extend(pass: Pass, url: string, times: number, report: Report): Promise<Result<Pass, Failure>>;
}

/** Under which a "no" to what a page says is remembered for its whole origin: addresses are free. */
function pageKey(origin: string): string {
  return `${origin}|page`;
}

export function buyPasses(
  {
    journal,
    payer,
    limits: readLimits,
    rejections,
  }: Pick<SettlePorts, 'journal' | 'payer' | 'limits' | 'rejections'>,
  { end }: Pick<HeldPasses, 'end'>,
): Buying {
  /** The origins with a question open about what a page says. */
  const askedFor = new Set<string>();

  return {
    async buy(toll, arrival, held, action, report) {
      const dearer = action.why === 'dearer';
      if (held !== null && held.ended === null && !dearer) {
        // Not attached any more, whatever becomes of the new payment.
        const ended = await end(toll, 'expired');
        if (!ended.ok) return ended;
      }
      const { pageSays } = arrival;
      const noes = [tollKey(toll), ...(pageSays ? [pageKey(toll.origin)] : [])];
      const [rejected, payees, limits] = await Promise.all([
        Promise.all(noes.map((key) => rejections.has(key))),
        journal.payees(toll.origin, toll.dialect),
        readLimits(),
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
          await Promise.all(noes.map((key) => rejections.add(key)));
        }
        return bought;
      } finally {
        if (pageSays) askedFor.delete(toll.origin);
      }
    },

    extend(pass, url, times, report) {
      const { toll } = pass;
      const standing = {
        origin: toll.origin,
        firstParty: true,
        payeeChanged: false,
        dearer: false,
        wished: true,
        pageSays: false,
      };
      return payer.buy({ toll, offer: passOffer(pass), ways: 1, url, standing, times }, report);
    },
  };
}
