import * as v from 'valibot';
import { done, failure } from './done.ts';

/** What the extension's own pages say about API keys, and what pages' scripts hint about them. */

export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));
/** As typed: what it is good for is told by a failure. */
export const address = v.pipe(v.string(), v.maxLength(2048));
const url = v.pipe(v.string(), v.maxLength(16_384), v.url());
const value = v.pipe(v.string(), v.maxLength(8192));

const headerForm = v.variant('kind', [
  v.strictObject({ kind: v.literal('header'), name: v.pipe(v.string(), v.maxLength(128)) }),
  /** `Authorization: Bearer …` */
  v.strictObject({ kind: v.literal('bearer') }),
]);

/** What a service answered when the key was refused last, and when. */
export const refusal = v.nullable(v.object({ status: v.number(), at: v.number() }));

const apiKey = v.object({
  id,
  name: v.string(),
  origin: v.string(),
  /** `/` for all of it. */
  path: v.string(),
  header: headerForm,
  /** The browser shows it to its service now. */
  isAttached: v.boolean(),
  refused: refusal,
  /** A pass of the same origin is shown in the same header, and goes before it. */
  behindPass: v.boolean(),
});

export const API_KEY_CONTRACT = {
  'api_keys.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object({ keys: v.array(apiKey) }),
  },
  'api_key.add': {
    from: 'extension',
    input: v.strictObject({ name, address, header: headerForm, value }),
    output: done,
  },
  /** A value of null leaves the key as it is. */
  'api_key.change': {
    from: 'extension',
    input: v.strictObject({
      id,
      name,
      address,
      header: headerForm,
      value: v.nullable(value),
    }),
    output: done,
  },
  /** A GET of a URL that it is for, by the background. */
  'api_key.test': {
    from: 'extension',
    input: v.strictObject({ id, address }),
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        /** null: it sends elsewhere, and was not followed. */
        status: v.nullable(v.number()),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  'api_key.delete': { from: 'extension', input: v.strictObject({ id }), output: done },
  // From the content script of a page: something that it asked for was answered 401 or 403.
  'credential.refused': {
    from: 'page',
    input: v.strictObject({ url }),
    output: v.null(),
  },
} as const;
