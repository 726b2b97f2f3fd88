import * as v from 'valibot';
import { done, failure } from './done.ts';

/** What the extension's own pages say about signers and chains. */

const nothing = v.strictObject({});
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));
const chainId = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
/** BIP-44's hardened half is not for addresses. */
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0x7fff_ffff));
const password = v.pipe(v.string(), v.maxLength(1024));
const link = v.pipe(v.string(), v.maxLength(2048));

const account = v.object({
  chainId,
  index,
  address: v.string(),
  /** Hex; null of an address that is only watched. */
  publicKey: v.nullable(v.string()),
});

const signerView = v.object({
  id,
  name: v.string(),
  kind: v.picklist(['mnemonic', 'private_key', 'watch']),
  accounts: v.array(account),
});

const chainView = v.object({
  chainId: v.string(),
  prefix: v.string(),
  coinType: v.number(),
  rest: v.string(),
  rpc: v.nullable(v.string()),
});

const transactionView = v.object({
  id: v.string(),
  chainId: v.string(),
  address: v.string(),
  askedAt: v.number(),
  /** Types of its messages without their package: `MsgSend`. */
  messages: v.array(v.string()),
  /** It was signed before it came here, by a file of the user's. */
  elsewhere: v.boolean(),
  stage: v.picklist(['queued', 'approved', 'signed', 'included', 'ended']),
  /** Null until it is signed. */
  txHash: v.nullable(v.string()),
  /** Null until a block holds it. */
  height: v.nullable(v.number()),
  /** Why it came to nothing. */
  failure: v.nullable(failure),
});

/** What the extension's own pages say about transactions of signers. */
export const TRANSACTION_CONTRACT = {
  /** Those under way in the order of their line, and the newest that are over. */
  'transactions.read': {
    from: 'extension',
    input: nothing,
    output: v.object({ open: v.array(transactionView), over: v.array(transactionView) }),
  },
  /** Takes one out of the line that is not signed yet. */
  'transaction.cancel': { from: 'extension', input: v.strictObject({ id }), output: done },
  /** Puts one before another in the line; null puts it at the end. */
  'transaction.move': {
    from: 'extension',
    input: v.strictObject({ id, before: v.nullable(id) }),
    output: done,
  },
  /** A signed transaction as a text to keep, with the bytes that can be broadcast later. */
  'transaction.export': {
    from: 'extension',
    input: v.strictObject({ id }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), text: v.string() }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
} as const;

export const SIGNER_CONTRACT = {
  'signers.read': {
    from: 'extension',
    input: nothing,
    output: v.object({
      /** Keys are kept in the vault: without one there is nowhere to put them. */
      vault: v.picklist(['none', 'locked', 'unlocked']),
      signers: v.array(signerView),
      chains: v.array(chainView),
    }),
  },
  /** Words for a new signer. They are kept nowhere until `signer.add` brings them back. */
  'signer.words': {
    from: 'extension',
    input: v.strictObject({ count: v.picklist([12, 24]) }),
    output: v.object({ words: v.string() }),
  },
  'signer.add': {
    from: 'extension',
    input: v.strictObject({
      name,
      /** The chain of its first account. */
      chainId,
      source: v.variant('kind', [
        v.strictObject({
          kind: v.literal('mnemonic'),
          words: v.pipe(v.string(), v.maxLength(1024)),
        }),
        v.strictObject({
          kind: v.literal('private_key'),
          hex: v.pipe(v.string(), v.maxLength(128)),
        }),
        v.strictObject({
          kind: v.literal('watch'),
          address: v.pipe(v.string(), v.maxLength(128)),
        }),
      ]),
    }),
    output: done,
  },
  /** One more address: of another index, or on another chain. */
  'signer.account': {
    from: 'extension',
    input: v.strictObject({ id, chainId, index }),
    output: done,
  },
  'signer.rename': { from: 'extension', input: v.strictObject({ id, name }), output: done },
  /** The words or the key itself. */
  'signer.reveal': {
    from: 'extension',
    input: v.strictObject({ id, password }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), text: v.string() }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** The password is not looked at where only an address is watched. */
  'signer.delete': { from: 'extension', input: v.strictObject({ id, password }), output: done },
  /** Asks the chain's own node what chain it is of. */
  'chain.add': {
    from: 'extension',
    input: v.strictObject({ rest: link, rpc: v.nullable(link) }),
    output: done,
  },
  'chain.remove': { from: 'extension', input: v.strictObject({ chainId }), output: done },
} as const;
