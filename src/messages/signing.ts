import * as v from 'valibot';
import { done } from './done.ts';
import { warning } from './warning.ts';

/** Between the background and the windows in which a site's requests are answered. */

const origin = v.pipe(v.string(), v.maxLength(2048), v.url());
const time = v.pipe(v.number(), v.integer());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export type WarningView = v.InferOutput<typeof warning>;

/** A message of a transaction, with those inside of it. */
export interface MessageView {
  readonly typeUrl: string;
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly knowledge: 'known' | 'claimed' | 'raw';
  readonly warnings: readonly WarningView[];
  readonly raw: string;
  readonly inner: readonly MessageView[];
}

export const message: v.GenericSchema<MessageView> = v.object({
  typeUrl: v.string(),
  title: v.string(),
  fields: v.array(v.object({ label: v.string(), value: v.string() })),
  knowledge: v.picklist(['known', 'claimed', 'raw']),
  warnings: v.array(warning),
  raw: v.string(),
  inner: v.array(v.lazy(() => message)),
});

export const account = v.object({ name: v.string(), address: v.string() });

const common = {
  id: v.string(),
  origin: v.string(),
  /** The host in punycode. */
  host: v.string(),
  /** It has letters outside ASCII. */
  lookAlike: v.boolean(),
  /** Questions that wait behind this one. */
  behind: count,
};

const question = v.variant('kind', [
  v.object({
    ...common,
    kind: v.literal('connect'),
    chainId: v.string(),
    accounts: v.array(account),
  }),
  v.object({
    ...common,
    kind: v.literal('stream'),
    subjects: v.array(v.string()),
    streams: v.array(v.object({ id: v.string(), name: v.string(), url: v.string() })),
  }),
  v.object({
    ...common,
    kind: v.literal('sign'),
    chainId: v.string(),
    account,
    messages: v.array(message),
    memo: v.string(),
    fee: v.string(),
    gasLimit: v.string(),
    sequence: v.string(),
    warnings: v.array(warning),
    sends: v.boolean(),
    mayAutoSign: v.boolean(),
  }),
  v.object({
    ...common,
    kind: v.literal('text'),
    chainId: v.string(),
    account,
    text: v.string(),
    meaning: v.nullable(
      v.variant('kind', [
        v.object({ kind: v.literal('login'), guild: v.string() }),
        v.object({ kind: v.literal('signup'), guild: v.string() }),
        v.object({ kind: v.literal('device'), player: v.string() }),
      ]),
    ),
  }),
]);

export type SiteQuestionView = v.InferOutput<typeof question>;

export const SIGNING_CONTRACT = {
  /** The question that stands at the head of the line, if it is one of a site to a signer. */
  'signing.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.nullable(question),
  },
  'signing.answer': {
    from: 'extension',
    input: v.strictObject({
      /** Of the question that was on the screen; no other is answered. */
      id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
      answer: v.picklist(['agree', 'reject']),
      /** The account that was chosen to connect. */
      address: v.nullable(v.pipe(v.string(), v.maxLength(128))),
      /** The connection that was chosen for a site to hear something. */
      streamId: v.nullable(v.pipe(v.string(), v.maxLength(64))),
      /** "Sign such requests without asking": so many messages of each type, within so many hours. */
      autoSign: v.nullable(
        v.strictObject({
          times: v.pipe(count, v.minValue(1), v.maxValue(200)),
          hours: v.pipe(count, v.minValue(1), v.maxValue(24)),
        }),
      ),
    }),
    output: done,
  },
  /** What sites may ask of a signer, and hear, for the settings. */
  'signer_sites.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object({
      sites: v.array(
        v.object({
          origin: v.string(),
          grants: v.array(v.object({ chainId: v.string(), address: v.string(), at: time })),
          /** By the name of its connection. */
          streams: v.array(v.object({ name: v.string(), subject: v.string() })),
          autoSign: v.array(
            v.object({
              chainId: v.string(),
              typeUrl: v.string(),
              left: count,
              until: time,
            }),
          ),
        }),
      ),
      /** Whether pages find a `window.keplr` that is ours. */
      keplrAlias: v.boolean(),
    }),
  },
  /** The site has to ask again to be connected. */
  'signer_sites.disconnect': { from: 'extension', input: v.strictObject({ origin }), output: done },
  /** The site stays connected, but is asked about each time. */
  'signer_sites.stop_auto_sign': {
    from: 'extension',
    input: v.strictObject({ origin }),
    output: done,
  },
  /** The site hears nothing any more, and has to ask again. */
  'signer_sites.stop_streams': {
    from: 'extension',
    input: v.strictObject({ origin }),
    output: done,
  },
  'keplr_alias.set': {
    from: 'extension',
    input: v.strictObject({ on: v.boolean() }),
    output: done,
  },
} as const;
