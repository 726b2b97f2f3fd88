import * as v from 'valibot';
import { failure } from './done.ts';

/** What a Cosmos key is derived from. */
export const keySource = v.variant('kind', [
  v.strictObject({
    kind: v.literal('mnemonic'),
    words: v.pipe(v.string(), v.maxLength(1024)),
  }),
  v.strictObject({
    kind: v.literal('private_key'),
    hex: v.pipe(v.string(), v.maxLength(128)),
  }),
]);

/** A level of BIP-44. */
const level = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));

export const keyPath = v.strictObject({ coinType: level, index: level });

/** What a chain's addresses begin with. */
export const prefix = v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/));

export const publicAccount = v.object({ address: v.string(), publicKey: v.string() });

/** The messages about keys that the user types in. */
export const KEY_CONTRACT = {
  /** The account that a key leads to, before anything is kept of it. */
  'key.preview': {
    from: 'extension',
    input: v.strictObject({ source: keySource, path: keyPath, prefix }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), account: publicAccount }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
} as const;
