import * as v from 'valibot';
import { piconero } from '../money/piconero.ts';

// What monero-wallet-rpc answers, as far as it is read. Whatever does not fit is not believed.

const txid = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]+$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** monero-ts hands out integers of 16 digits and more as strings, smaller ones as numbers. */
const amount = v.pipe(
  v.union([v.pipe(v.string(), v.regex(/^[0-9]{16,20}$/)), whole]),
  v.transform((value) => piconero(BigInt(value))),
);

export const ANYTHING = v.unknown();
export const TRANSFER = v.object({ tx_hash: txid, amount, fee: amount, tx_metadata: hex });
/** `sweep_all` makes as many transactions as it needs. */
export const SWEEP = v.object({
  tx_hash_list: v.array(txid),
  amount_list: v.array(amount),
  fee_list: v.array(amount),
  tx_metadata_list: v.array(hex),
});
export const RELAYED = v.object({ tx_hash: txid });
export const KNOWN = v.object({
  transfer: v.object({
    txid,
    type: v.string(),
    height: v.optional(whole, 0),
    confirmations: v.optional(whole, 0),
  }),
});
export const PROOF = v.object({
  signature: v.pipe(v.string(), v.regex(/^OutProofV[0-9][1-9A-HJ-NP-Za-km-z]+$/)),
});
export const VERSION = v.object({ version: whole });
export const BALANCE = v.object({ balance: amount, unlocked_balance: amount });
export const HEIGHT = v.object({ height: whole });
export const ADDRESS = v.object({ address: v.pipe(v.string(), v.minLength(1)) });
export const VALID = v.object({
  valid: v.boolean(),
  nettype: v.union([v.picklist(['mainnet', 'testnet', 'stagenet']), v.literal('')]),
});

/** The list is left out where it would be empty. */
export const UNSPENT = v.object({
  transfers: v.optional(
    v.array(
      v.object({
        amount,
        block_height: whole,
        frozen: v.optional(v.boolean(), false),
        tx_hash: txid,
        unlocked: v.boolean(),
      }),
    ),
    [],
  ),
});
/** An unlock time may be as wide as 64 bits, and is then a string here: such money never unlocks. */
export const INCOMING = v.object({
  in: v.optional(
    v.array(
      v.object({
        txid,
        unlock_time: v.pipe(v.union([whole, v.string()]), v.transform(Number)),
      }),
    ),
    [],
  ),
});
