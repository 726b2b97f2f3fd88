import * as v from 'valibot';
import { keyPath, keySource, prefix } from './keys.ts';

/**
 * What the background asks of the desk, the page where keys are used: the arguments of each call of
 * `Signing`. The answers are in `desk-output.ts`, apart, because either side is loaded with what it
 * parses alone.
 */

const text = v.string();

/** Bytes in base64: a chain's descriptors come to 2 MB. */
const bytes = v.pipe(v.string(), v.maxLength(16_000_000));

const coin = v.object({ denom: text, amount: text });

const doc = v.object({
  bodyBytes: bytes,
  authInfoBytes: bytes,
  chainId: text,
  accountNumber: text,
});

export const DESK_INPUT = {
  newMnemonic: v.strictTuple([v.picklist([12, 24])]),
  derive: v.strictTuple([keySource, keyPath, prefix]),
  build: v.strictTuple([
    v.object({
      messages: v.array(v.object({ typeUrl: text, value: v.record(text, v.unknown()) })),
      memo: text,
      fee: v.object({ amount: v.array(coin), gasLimit: text }),
      chainId: text,
      accountNumber: text,
      sequence: text,
      publicKey: text,
    }),
  ]),
  signDirect: v.strictTuple([keySource, keyPath, doc]),
  signText: v.strictTuple([
    keySource,
    keyPath,
    prefix,
    v.picklist(['adr36', 'structs_login']),
    v.pipe(v.string(), v.maxLength(1_000_000)),
  ]),
  verify: v.strictTuple([
    v.pipe(v.string(), v.maxLength(200)),
    doc,
    v.pipe(v.string(), v.maxLength(200)),
  ]),
  describe: v.strictTuple([
    doc,
    v.object({
      chainId: text,
      address: text,
      denoms: v.record(text, v.optional(v.object({ symbol: text, exponent: v.number() }))),
      descriptors: v.array(bytes),
    }),
  ]),
} as const;

/** The message that asks for a call. */
export const deskMessage = v.strictObject({
  desk: v.picklist(Object.keys(DESK_INPUT) as (keyof typeof DESK_INPUT)[]),
  input: v.unknown(),
});
