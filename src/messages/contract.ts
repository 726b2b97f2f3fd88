import * as v from 'valibot';
import { API_KEY_CONTRACT } from './api-keys.ts';
import { CONFIGURATION_CONTRACT } from './configuration.ts';
import { done, failure } from './done.ts';
import { KEY_CONTRACT } from './keys.ts';
import { NOTICE_CONTRACT } from './notices.ts';
import { OAUTH_CONTRACT } from './oauth.ts';
import {
  amount,
  budget,
  count,
  dialect,
  origin,
  POPUP_CONTRACT,
  type passView,
  siteRule,
  time,
  toll,
  type tollView,
} from './popup.ts';
import { PROVIDER_CONTRACT } from './provider.ts';
import { RATE_CONTRACT, rate } from './rate.ts';
import { SIGNED_FILE_CONTRACT } from './signed-file.ts';
import { SIGNER_CONTRACT, TRANSACTION_CONTRACT } from './signers.ts';
import { SIGNING_CONTRACT } from './signing.ts';
import { STREAM_CONTRACT } from './streams.ts';
import { TOLL_CONTRACT, url } from './tolls.ts';
import { WEB_APP_CONTRACT } from './web-apps.ts';
import { WELCOME_CONTRACT } from './welcome.ts';

/**
 * The one contract between contexts: for each message its name, its input, its output, and who may
 * send it. Both sides parse what they get (`client.ts`, `router.ts`); what does not fit is refused.
 * Amounts travel as decimal strings of piconero, times as milliseconds since 1970.
 */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const nothing = v.strictObject({});

const question = v.object({
  id,
  origin,
  /** The host in punycode. */
  host: v.string(),
  url,
  dialect: dialect,
  /** How many ways to pay the site offered; this is the cheapest that we can. */
  ways: count,
  /** For one time. */
  amount,
  fee: amount,
  /** For as many times as are proposed: `times` × amount + fee. */
  total: amount,
  times: v.pipe(count, v.minValue(1)),
  /** Paying more buys more. */
  extensible: v.boolean(),
  /** What one time buys; null if it is not counted in blocks: one request. */
  blocks: v.nullable(count),
  /** Confirmations that the site wants before it takes the payment. */
  needs: count,
  restMs: v.nullable(count),
  address: v.string(),
  reason: v.picklist([
    'wished',
    'third_party',
    'look_alike',
    'payee_changed',
    'dearer',
    'page_says',
    'site_asks',
    'over_threshold',
    'over_site_day',
    'over_day',
    'over_month',
  ]),
  budget,
  rate: v.nullable(rate),
  /** What this site may be paid without asking. */
  limit: amount,
  /** The fee rose since the user agreed. */
  again: v.boolean(),
  /** Questions that wait behind this one. */
  behind: count,
});

/** One payment, for good. */
const ledgerEntry = v.object({
  txid: v.string(),
  toll,
  url: v.string(),
  amount,
  fee: amount,
  at: time,
  state: v.picklist(['signed', 'sent', 'proven', 'confirmed', 'given_up']),
  blocks: v.nullable(count),
  hasProof: v.boolean(),
  height: v.nullable(count),
});

const walletReport = v.object({
  address: v.pipe(v.string(), v.maxLength(128)),
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
  ...POPUP_CONTRACT,
  ...KEY_CONTRACT,
  ...API_KEY_CONTRACT,
  ...OAUTH_CONTRACT,
  ...TOLL_CONTRACT,
  'question.read': { from: 'extension', input: nothing, output: v.nullable(question) },
  'question.answer': {
    from: 'extension',
    input: v.strictObject({
      id,
      answer: v.picklist(['pay', 'reject']),
      /** How many times the amount, and the total that was on the screen; another is not paid. */
      times: v.pipe(count, v.minValue(1), v.maxValue(1000)),
      total: amount,
      /** "Always pay this site up to …", in piconero; null leaves the site's rule as it is. */
      alwaysUpTo: v.nullable(amount),
    }),
    output: done,
  },
  /** One page of the ledger, newest first. */
  'activity.read': {
    from: 'extension',
    input: v.strictObject({
      /** In site, URL or transaction id; empty for all. */
      search: v.pipe(v.string(), v.maxLength(256)),
      /** `next` of the page before; null for the first. */
      after: v.nullable(v.pipe(v.string(), v.maxLength(256))),
    }),
    output: v.object({ entries: v.array(ledgerEntry), next: v.nullable(v.string()) }),
  },
  /** What was spent, fees included and given-up payments left out, by month and site, newest first. */
  'activity.totals': {
    from: 'extension',
    input: nothing,
    output: v.object({
      rate: v.nullable(rate),
      months: v.array(
        v.object({
          /** `2026-11` */
          month: v.string(),
          total: amount,
          sites: v.array(v.object({ origin, total: amount })),
        }),
      ),
    }),
  },
  /** The whole ledger as a file's text, without proofs. */
  'activity.export': {
    from: 'extension',
    input: v.strictObject({ format: v.picklist(['csv', 'json']) }),
    output: v.object({ text: v.string() }),
  },
  /** The proof of one payment, to be shown to its site's operator. */
  'activity.proof': {
    from: 'extension',
    input: v.strictObject({ txid: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
    output: v.object({ proof: v.nullable(v.string()), message: v.nullable(v.string()) }),
  },
  'settings.read': {
    from: 'extension',
    input: nothing,
    output: v.object({
      wallet: v.nullable(
        v.object({ url: v.string(), username: v.string(), passwordKnown: v.boolean() }),
      ),
      /** Of no site in particular: its `siteDay` has nothing spent. */
      budget,
      rate: v.nullable(rate),
      /** Sites in Tor and I2P may be paid over plain HTTP. */
      hiddenServices: v.boolean(),
      sites: v.array(v.object({ origin, rule: siteRule, spentToday: amount })),
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
  /** How many payments the connected wallet can make now, and when it can make the next one. */
  'wallet.outputs': {
    from: 'extension',
    input: nothing,
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        ready: count,
        total: count,
        nextInBlocks: v.nullable(count),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Prepares a transfer of the wallet to itself that makes `parts` outputs; nothing is sent yet. */
  'wallet.split': {
    from: 'extension',
    input: v.strictObject({ parts: v.pipe(count, v.minValue(2), v.maxValue(15)) }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), id, parts: count, each: amount, fee: amount }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Sends the transfer that `wallet.split` prepared. */
  'wallet.split.confirm': { from: 'extension', input: v.strictObject({ id }), output: done },
  /** Sets the limits that hold everywhere; what is left out stays as it is, null is no limit. */
  'limits.set': {
    from: 'extension',
    input: v.strictObject({
      threshold: v.optional(amount),
      siteDay: v.optional(v.nullable(amount)),
      day: v.optional(v.nullable(amount)),
      month: v.optional(v.nullable(amount)),
    }),
    output: done,
  },
  /** Says whether sites in Tor and I2P may be paid, and shown passes, over plain HTTP. */
  'hidden_services.allow': {
    from: 'extension',
    input: v.strictObject({ allowed: v.boolean() }),
    output: done,
  },
  ...SIGNER_CONTRACT,
  ...TRANSACTION_CONTRACT,
  ...SIGNED_FILE_CONTRACT,
  ...PROVIDER_CONTRACT,
  ...SIGNING_CONTRACT,
  ...CONFIGURATION_CONTRACT,
  ...WEB_APP_CONTRACT,
  ...STREAM_CONTRACT,
  ...WELCOME_CONTRACT,
  ...NOTICE_CONTRACT,
  ...RATE_CONTRACT,
} as const;

export type MessageName = keyof typeof CONTRACT;
export type Input<N extends MessageName> = v.InferOutput<(typeof CONTRACT)[N]['input']>;
export type Output<N extends MessageName> = v.InferOutput<(typeof CONTRACT)[N]['output']>;

export type TollView = v.InferOutput<typeof tollView>;
export type PassView = v.InferOutput<typeof passView>;
export type QuestionView = v.InferOutput<typeof question>;
export type WalletReportView = v.InferOutput<typeof walletReport>;
export type FailureView = v.InferOutput<typeof failure>;
export type BudgetView = v.InferOutput<typeof budget>;
export type SiteRuleView = v.InferOutput<typeof siteRule>;
export type LedgerEntryView = v.InferOutput<typeof ledgerEntry>;
export type TollName = v.InferOutput<typeof toll>;
export type Overview = Output<'overview'>;
export type VaultView = Extract<Output<'vault.read'>, { ok: true }>;
