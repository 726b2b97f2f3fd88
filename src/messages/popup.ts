import * as v from 'valibot';
import { done, failure } from './done.ts';
import { rate } from './rate.ts';
import { url } from './tolls.ts';
import { VAULT_CONTRACT, vaultState } from './vault.ts';

/**
 * All that the popup says and is told: it speaks this part of the contract alone, so that it does not
 * have to read the rest to open.
 */

export const amount = v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,19})$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const time = v.pipe(v.number(), v.integer());
export const origin = v.pipe(v.string(), v.maxLength(2048), v.url());

export const dialect = v.picklist(['TPAT', 'XMR402', 'Bearer', 'Basic']);

/** What tells one toll from another. */
export const toll = v.strictObject({
  origin,
  dialect: dialect,
  address: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
});

/** What may be spent without asking in some period, and what was. A limit of null is none. */
const meter = v.object({ limit: v.nullable(amount), spent: amount });

/** What is left of the user's limits. `siteDay` is of the site in question; zeros if there is none. */
export const budget = v.object({ threshold: amount, siteDay: meter, day: meter, month: meter });

/** What the user allowed at one site, where it is not what is allowed everywhere. */
export const siteRule = v.variant('kind', [
  v.strictObject({ kind: v.literal('ask') }),
  v.strictObject({ kind: v.literal('never') }),
  v.strictObject({ kind: v.literal('up_to'), amount }),
]);

/** A toll that is being settled, or that ended in a way the user should see. */
export const tollView = v.object({
  origin,
  url,
  /** null if it was not even understood. */
  toll: v.nullable(toll),
  state: v.picklist([
    'unlocking',
    'preparing',
    'asking',
    'relaying',
    'proving',
    'awaiting_confirmations',
    'retrying',
    'resting',
    'failed',
  ]),
  /** When this state ends, as far as that can be said: an estimate for a block. */
  until: v.nullable(time),
  txid: v.nullable(v.string()),
  /** Total that left, or is about to leave, the wallet. */
  total: v.nullable(amount),
  confirmations: count,
  confirmationsNeeded: count,
  failure: v.nullable(failure),
  /**
   * What the user can do about a toll that failed: `give_up` a payment that the network refuses,
   * `pay_later` when the wallet's change unlocks (or `pays_later`, if that was chosen already).
   */
  offers: v.array(v.picklist(['give_up', 'pay_later', 'pays_later'])),
});

export const passView = v.object({
  toll,
  txid: v.string(),
  origin,
  paid: amount,
  fee: amount,
  /** `price` is what one unit cost; more of them buy more blocks if it is extensible. */
  price: amount,
  extensible: v.boolean(),
  state: v.picklist(['waiting', 'usable', 'resting', 'expired', 'refused', 'revoked']),
  /** What it bought, and what is left of it; null if it is not counted in blocks, or not mined yet. */
  blocks: v.nullable(count),
  blocksLeft: v.nullable(count),
  /** Confirmations that it has, as far as known, and that the site wants before it takes it. */
  confirmations: v.nullable(count),
  confirmationsNeeded: count,
  /** Estimated end; null while it waits for its first block. */
  endsAt: v.nullable(time),
  restsUntil: v.nullable(time),
  /** When the transaction was signed, when its proof came, and when it was first seen in a block. */
  signedAt: time,
  boughtAt: time,
  minedAt: v.nullable(time),
  height: v.nullable(count),
  /** When the site first refused it although it ought to be good. */
  refusedAt: v.nullable(time),
  lastUsedAt: v.nullable(time),
  uses: count,
  /** URLs that it was good for, newest last. */
  urls: v.array(v.string()),
});

export const POPUP_CONTRACT = {
  ...VAULT_CONTRACT,
  /** What the popup shows. Its passes are those of the site, those that live, and the newest rest. */
  overview: {
    from: 'extension',
    input: v.strictObject({
      /** The tab that the popup was opened over; null to say nothing of a site. */
      url: v.nullable(v.pipe(v.string(), v.maxLength(16_384))),
      /** Without the passes of other sites: a hundred of them take as long as all else. */
      siteOnly: v.optional(v.literal(true)),
    }),
    output: v.object({
      /** As it was asked for: the passes of other sites are left out. */
      siteOnly: v.boolean(),
      now: time,
      wallet: v.picklist(['unset', 'login_needed', 'set']),
      /** Locked, the wallet's login is not known, and `wallet` says so. */
      vault: vaultState,
      /**
       * The user closed the window that asked for the password a short while ago: until it is
       * unlocked no page asks for it.
       */
      unlockRefused: v.boolean(),
      budget,
      rate: v.nullable(rate),
      /** What was spent on each day of this month, from the first to today. */
      days: v.pipe(v.array(amount), v.maxLength(31)),
      /** The origin of that tab, if it is a web page's. */
      site: v.nullable(origin),
      siteRule: v.nullable(siteRule),
      /** Tolls of all sites, newest first. */
      tolls: v.array(tollView),
      /** Passes of all sites, newest first. */
      passes: v.array(passView),
      questions: count,
      /** API keys and OAuth logins that their services refused, newest last. */
      refused: v.array(v.object({ name: v.string(), origin, status: v.number() })),
      /** The session in the web app of that site; null if it is none of the user's. */
      session: v.nullable(
        v.object({
          baseUrl: v.string(),
          isLoggedIn: v.boolean(),
          failure: v.nullable(failure),
        }),
      ),
    }),
  },
  /** What there is on the other pages, in numbers: asked for once the rest is shown. */
  summary: {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object({ webApps: count, signers: count, streams: count, streamsOn: count }),
  },
  /** Forgets that a toll of this site was rejected or failed, so that it is asked about again. */
  'toll.forgive': { from: 'extension', input: v.strictObject({ origin }), output: done },
  /** Buys a longer pass before this one is over: the user is asked in the approval window. */
  'pass.extend': {
    from: 'extension',
    input: v.strictObject({ toll, times: v.pipe(count, v.minValue(1), v.maxValue(1000)) }),
    output: done,
  },
  /** Does not show it to the site any more; `pass.restore` takes that back. */
  'pass.revoke': { from: 'extension', input: v.strictObject({ toll }), output: done },
  'pass.restore': { from: 'extension', input: v.strictObject({ toll }), output: done },
  /** Forgets it, so that the site is paid anew. It stays in the ledger. */
  'pass.forget': { from: 'extension', input: v.strictObject({ toll }), output: done },
  /** The value of its `Authorization` header: whoever has it can use the pass. */
  'pass.credential': {
    from: 'extension',
    input: v.strictObject({ toll }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), credential: v.string() }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Gives up a payment that the network refuses, if it still does. */
  'payment.give_up': { from: 'extension', input: v.strictObject({ toll }), output: done },
  /** Pays a toll that failed for locked funds as soon as they unlock, if its page is still open. */
  'payment.later': { from: 'extension', input: v.strictObject({ origin }), output: done },
  /** Sets what a site may be paid; null takes its own rule away. */
  'site.rule': {
    from: 'extension',
    input: v.strictObject({ origin, rule: v.nullable(siteRule) }),
    output: done,
  },
} as const;
