import * as v from 'valibot';
import { failure } from './done.ts';
import { publicAccount } from './keys.ts';
import { warning } from './warning.ts';

/** What the desk answers to each call of `Signing` (`desk-input.ts`). */

const text = v.string();

const signed = v.object({
  signature: text,
  txBytes: text,
  txHash: text,
  json: v.object({
    body: v.object({ messages: v.array(v.unknown()), memo: text }),
    auth_info: v.object({
      signer_infos: v.array(v.unknown()),
      fee: v.object({ amount: v.array(v.object({ denom: text, amount: text })), gas_limit: text }),
    }),
    signatures: v.array(text),
  }),
});

const described = {
  typeUrl: text,
  title: text,
  fields: v.array(v.object({ label: text, value: text })),
  knowledge: v.picklist(['known', 'claimed', 'raw']),
  warnings: v.array(warning),
  raw: text,
};

/** A message in words, and those inside of it. */
type Described = v.InferOutput<v.ObjectSchema<typeof described, undefined>> & {
  inner: Described[];
};

const describedMessage: v.GenericSchema<Described> = v.object({
  ...described,
  inner: v.array(v.lazy(() => describedMessage)),
});

const description = v.object({
  messages: v.array(describedMessage),
  memo: text,
  fee: text,
  gasLimit: text,
  chainId: text,
  sequence: text,
  warnings: v.array(warning),
});

/** A `Result`, as it travels. */
function result<T extends v.GenericSchema>(value: T) {
  return v.variant('ok', [
    v.object({ ok: v.literal(true), value }),
    v.object({ ok: v.literal(false), error: failure }),
  ]);
}

export const DESK_OUTPUT = {
  newMnemonic: text,
  derive: result(publicAccount),
  build: result(
    v.object({ bodyBytes: text, authInfoBytes: text, chainId: text, accountNumber: text }),
  ),
  signDirect: result(signed),
  signText: result(v.object({ signature: text, publicKey: text })),
  verify: result(signed),
  describe: result(description),
} as const;

export type DeskCall = keyof typeof DESK_OUTPUT;

/** The desk's answer. Without an output the call broke: no more is said, keys were in it. */
export const deskAnswer = v.object({ output: v.optional(v.unknown()) });
