import * as v from 'valibot';
import { address, id, name, refusal } from './api-keys.ts';
import { done, failure } from './done.ts';

/** What the extension's own pages say about OAuth logins. No answer holds a token. */

const time = v.number();
const clientId = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512));
/** RFC 6749, section 3.3: words with one space between them. */
const scope = v.pipe(
  v.string(),
  v.maxLength(1024),
  v.transform((text) => text.trim().split(/\s+/).join(' ')),
  v.regex(/^[\x21\x23-\x5b\x5d-\x7e ]*$/),
);

const login = v.object({
  id,
  name: v.string(),
  issuer: v.string(),
  clientId: v.string(),
  scope: v.string(),
  origin: v.string(),
  path: v.string(),
  granted: v.nullable(
    v.object({
      loggedInAt: time,
      /** When the access token was issued or refreshed. */
      at: time,
      /** null: its provider does not say. */
      expiresAt: v.nullable(time),
      /** When it is replaced; null: not by itself. */
      refreshAt: v.nullable(time),
    }),
  ),
  isAttached: v.boolean(),
  behindPass: v.boolean(),
  refused: refusal,
  problem: v.nullable(failure),
});

export const OAUTH_CONTRACT = {
  'oauth.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object({
      logins: v.array(login),
      /** To be registered with the provider. */
      redirectUri: v.string(),
      now: time,
    }),
  },
  'oauth.add': {
    from: 'extension',
    input: v.strictObject({ name, issuer: address, clientId, scope, address }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), id }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Where its token is shown, and what it is called; the rest is another login. */
  'oauth.change': { from: 'extension', input: v.strictObject({ id, name, address }), output: done },
  /** Opens the provider's window; answers when that is over. */
  'oauth.log_in': { from: 'extension', input: v.strictObject({ id }), output: done },
  'oauth.log_out': { from: 'extension', input: v.strictObject({ id }), output: done },
  'oauth.refresh': { from: 'extension', input: v.strictObject({ id }), output: done },
  /** Logs out as well. */
  'oauth.delete': { from: 'extension', input: v.strictObject({ id }), output: done },
} as const;
