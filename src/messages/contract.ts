import * as v from 'valibot';
import { FAILURE_CODES } from '../outcome/failure.ts';

/**
 * The one contract between contexts: for each message its name, its input, its output, and who may
 * send it. Both sides parse what they get (`client.ts`, `router.ts`); what does not fit is refused.
 * Amounts travel as decimal strings of piconero, times as milliseconds since 1970.
 */

const amount = v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,19})$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.number(), v.integer());
const url = v.pipe(v.string(), v.maxLength(16_384), v.url());
const origin = v.pipe(v.string(), v.maxLength(2048), v.url());
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const nothing = v.strictObject({});

const failure = v.object({
  code: v.picklist(FAILURE_CODES),
  detail: v.optional(v.record(v.string(), v.string())),
});

/** `again`: make the request again. `leave`: the page gets what the site gave it. */
const advice = v.picklist(['again', 'leave']);

const done = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), failure }),
]);

/** A toll that is being settled, or that ended in a way the user should see. */
const tollView = v.object({
  origin,
  url,
  state: v.picklist([
    'preparing',
    'asking',
    'relaying',
    'proving',
    'awaiting_block',
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
});

const passView = v.object({
  txid: v.string(),
  origin,
  paid: amount,
  fee: amount,
  state: v.picklist(['waiting', 'usable', 'resting', 'expired', 'refused']),
  /** What it bought, and what is left of it; null while it waits for its first block. */
  blocks: count,
  blocksLeft: v.nullable(count),
  /** Estimated end; null while it waits for its first block. */
  endsAt: v.nullable(time),
  restsUntil: v.nullable(time),
  boughtAt: time,
  lastUsedAt: v.nullable(time),
});

const question = v.object({
  id,
  origin,
  /** The host in punycode. */
  host: v.string(),
  url,
  amount,
  fee: amount,
  total: amount,
  blocks: count,
  restMs: v.nullable(count),
  address: v.string(),
  reason: v.picklist(['over_threshold', 'third_party', 'look_alike', 'payee_changed']),
  /** The limit that the total is over. */
  limit: amount,
  /** The fee rose since the user agreed. */
  again: v.boolean(),
  /** Questions that wait behind this one. */
  behind: count,
});

const walletReport = v.object({
  version: v.string(),
  network: v.picklist(['mainnet', 'testnet', 'stagenet']),
  balance: amount,
  unlocked: amount,
  height: count,
  loginRequired: v.boolean(),
});

const walletLogin = v.strictObject({
  url: v.pipe(v.string(), v.maxLength(2048)),
  username: v.pipe(v.string(), v.maxLength(256)),
  /** null keeps the one that is known. */
  password: v.nullable(v.pipe(v.string(), v.maxLength(1024))),
});

export const CONTRACT = {
  // From the content script of a page, about a request that was answered 402.
  'toll.noticed': {
    from: 'page',
    input: v.strictObject({
      via: v.picklist(['request', 'navigation']),
      url,
      status: v.picklist([402, 403, 503]),
      /** How often this request was already made again. A navigation does not know: 0. */
      attempt: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
    }),
    output: advice,
  },
  // From the waiting page: reach this URL, whose 402 has no document to speak for it.
  'toll.reach': {
    from: 'extension',
    input: v.strictObject({ url }),
    output: v.variant('do', [
      v.object({ do: v.literal('again') }),
      v.object({ do: v.literal('leave'), failure: v.nullable(failure) }),
    ]),
  },
  overview: {
    from: 'extension',
    /** The tab that the popup was opened over; null to say nothing of a site. */
    input: v.strictObject({ url: v.nullable(v.pipe(v.string(), v.maxLength(16_384))) }),
    output: v.object({
      now: time,
      wallet: v.picklist(['unset', 'login_needed', 'set']),
      threshold: amount,
      /** The origin of that tab, if it is a web page's. */
      site: v.nullable(origin),
      /** Tolls of all sites, newest first. */
      tolls: v.array(tollView),
      /** Passes of all sites, newest first. */
      passes: v.array(passView),
      questions: count,
    }),
  },
  /** Forgets that a toll of this site was rejected or failed, so that it is asked about again. */
  'toll.forgive': { from: 'extension', input: v.strictObject({ origin }), output: done },
  'question.read': { from: 'extension', input: nothing, output: v.nullable(question) },
  'question.answer': {
    from: 'extension',
    input: v.strictObject({
      id,
      answer: v.picklist(['pay', 'reject']),
      /** The total that was on the screen; another one is not paid. */
      total: amount,
      /** "Always pay this site up to …", in piconero; null leaves the site's limit as it is. */
      alwaysUpTo: v.nullable(amount),
    }),
    output: done,
  },
  'settings.read': {
    from: 'extension',
    input: nothing,
    output: v.object({
      wallet: v.nullable(
        v.object({ url: v.string(), username: v.string(), passwordKnown: v.boolean() }),
      ),
      threshold: amount,
      sites: v.array(v.object({ origin, upTo: amount })),
    }),
  },
  /** Tests a wallet without keeping it. */
  'wallet.test': {
    from: 'extension',
    input: walletLogin,
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), report: walletReport }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  'wallet.connect': { from: 'extension', input: walletLogin, output: done },
  'threshold.set': {
    from: 'extension',
    input: v.strictObject({ threshold: amount }),
    output: done,
  },
  /** Sets what a site may be paid without asking; null takes its own limit away. */
  'site.limit': {
    from: 'extension',
    input: v.strictObject({ origin, upTo: v.nullable(amount) }),
    output: done,
  },
} as const;

/** Sent by the background to its own pages, without content: something that they show changed. */
export const CHANGED = 'changed';

export type MessageName = keyof typeof CONTRACT;
export type Input<N extends MessageName> = v.InferOutput<(typeof CONTRACT)[N]['input']>;
export type Output<N extends MessageName> = v.InferOutput<(typeof CONTRACT)[N]['output']>;

export type TollView = v.InferOutput<typeof tollView>;
export type PassView = v.InferOutput<typeof passView>;
export type QuestionView = v.InferOutput<typeof question>;
export type WalletReportView = v.InferOutput<typeof walletReport>;
export type FailureView = v.InferOutput<typeof failure>;
export type Overview = Output<'overview'>;
