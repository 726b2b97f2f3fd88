import * as v from 'valibot';
import { done, failure } from './done.ts';

/** What the extension's own pages say about web apps and the sessions in them. */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const typedUrl = v.pipe(v.string(), v.maxLength(2048));
const way = v.picklist(['password', 'signature']);
const guild = v.nullable(v.object({ id: v.string(), name: v.string() }));
const chainId = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
const address = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,128}$/));

const account = v.variant('kind', [
  v.object({ id, kind: v.literal('password'), username: v.string() }),
  v.object({
    id,
    kind: v.literal('signer'),
    chainId: v.string(),
    address: v.string(),
    /** Of the signer; null if that is gone. */
    name: v.nullable(v.string()),
  }),
]);

/** The seed's WebappSession. `cookie` is its name: the value stays in the browser's jar. */
const session = v.object({
  cookie: v.string(),
  /** ISO 8601; left out where it ends with the browser. */
  expires: v.optional(v.string()),
  lastUsed: v.optional(v.string()),
});

const webApp = v.object({
  id,
  baseUrl: v.string(),
  way,
  guild,
  accounts: v.array(account),
  /** The account that is logged in; null if none is. */
  active: v.nullable(id),
  /** Null too where the browser has its cookie no more. */
  session: v.nullable(session),
  /** What went wrong last. */
  failure: v.nullable(failure),
});

export type WebAppView = v.InferOutput<typeof webApp>;

export const WEB_APP_CONTRACT = {
  'web_apps.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object({
      apps: v.array(webApp),
      /** Accounts that can sign. */
      signers: v.array(v.object({ name: v.string(), chainId: v.string(), address: v.string() })),
    }),
  },
  /** Asks the web app how it wants users to log in, and keeps it. */
  'web_app.add': {
    from: 'extension',
    input: v.strictObject({
      url: typedUrl,
      /** Chosen by the user where the web app does not say it. */
      way: v.nullable(way),
    }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), id }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Logs in with an account that is new, and keeps it if that was good. */
  'web_app.account': {
    from: 'extension',
    input: v.strictObject({
      id,
      account: v.variant('kind', [
        v.strictObject({
          kind: v.literal('password'),
          username: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256)),
          password: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
        }),
        v.strictObject({ kind: v.literal('signer'), chainId, address }),
      ]),
    }),
    output: done,
  },
  /** Logs in as an account that is kept, also in the place of another. */
  'web_app.log_in': { from: 'extension', input: v.strictObject({ id, account: id }), output: done },
  'web_app.log_out': {
    from: 'extension',
    input: v.strictObject({ id }),
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        /** What the web app holds of the session; null: that could not be told. */
        left: v.nullable(v.picklist(['ended', 'alive'])),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  'web_app.forget_account': {
    from: 'extension',
    input: v.strictObject({ id, account: id }),
    output: done,
  },
  /** Logs out, and forgets it with its accounts and their passwords. */
  'web_app.remove': { from: 'extension', input: v.strictObject({ id }), output: done },
  /** Makes a new player with the key of a signer. */
  'web_app.sign_up': {
    from: 'extension',
    input: v.strictObject({
      id,
      chainId,
      address,
      username: v.pipe(v.string(), v.regex(/^[\p{L}0-9_-]{3,20}$/u)),
    }),
    output: done,
  },
  /** Offers the key of a signer as a further one of a player, by a code of one that is logged in. */
  'web_app.add_device': {
    from: 'extension',
    input: v.strictObject({
      id,
      chainId,
      address,
      player: v.pipe(v.string(), v.regex(/^1-(?:0|[1-9][0-9]{0,15})$/)),
      code: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,16}$/)),
    }),
    output: done,
  },
} as const;
