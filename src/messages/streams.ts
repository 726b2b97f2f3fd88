import * as v from 'valibot';
import { done } from './done.ts';
import { vaultState } from './vault.ts';

/** What the extension's own pages say about NATS connections and subscriptions. */

const nothing = v.strictObject({});
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));
const url = v.pipe(v.string(), v.maxLength(2048));
const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

const login = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('token'), token: secret }),
  v.strictObject({
    type: v.literal('username_password'),
    username: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    password: secret,
  }),
]);

export const STREAM_CONTRACT = {
  'streams.read': {
    from: 'extension',
    input: nothing,
    output: v.object({
      /** Logins are kept in the vault: without one only servers without a login can be added. */
      vault: vaultState,
      streams: v.array(
        v.object({
          id: v.string(),
          name: v.string(),
          url: v.string(),
          /** How it logs in; never with what. */
          login: v.picklist(['none', 'token', 'username_password']),
          username: v.nullable(v.string()),
          on: v.boolean(),
          subscriptions: v.array(v.object({ id: v.string(), subject: v.string() })),
        }),
      ),
    }),
  },
  /** Has the listener run, so that it can be asked over its own line (`stream-line.ts`). */
  'streams.open': { from: 'extension', input: nothing, output: done },
  'stream.save': {
    from: 'extension',
    input: v.strictObject({
      /** Null adds one. */
      id: v.nullable(id),
      name,
      url,
      /** Unencrypted, though it is not of this machine. */
      insists: v.boolean(),
      /** Null leaves the login of one that is changed as it is. */
      login: v.nullable(login),
    }),
    output: done,
  },
  'stream.remove': { from: 'extension', input: v.strictObject({ id }), output: done },
  'stream.switch': {
    from: 'extension',
    input: v.strictObject({ id, on: v.boolean() }),
    output: done,
  },
  'stream.subscribe': {
    from: 'extension',
    input: v.strictObject({ id, subject: v.pipe(v.string(), v.maxLength(512)) }),
    output: done,
  },
  'stream.unsubscribe': {
    from: 'extension',
    input: v.strictObject({ id, subscriptionId: id }),
    output: done,
  },
} as const;
