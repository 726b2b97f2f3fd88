import * as v from 'valibot';
import { done, failure } from './done.ts';
import { account, message } from './signing.ts';
import { warning } from './warning.ts';

/** What the page "Signers" says about a signed transaction that the user brings as a text. */

const input = v.strictObject({ text: v.pipe(v.string(), v.maxLength(1_000_000)) });

/** What its bytes say, not its JSON: the bytes are what would be sent. */
const contents = v.object({
  chainId: v.string(),
  account,
  messages: v.array(message),
  memo: v.string(),
  fee: v.string(),
  gasLimit: v.string(),
  sequence: v.string(),
  warnings: v.array(warning),
  txHash: v.string(),
  /** The last block that may hold it; null if it names none. */
  timeoutHeight: v.nullable(v.number()),
  /** Why it cannot be sent; null if it can. */
  problem: v.nullable(failure),
});

export type SignedFileContents = v.InferOutput<typeof contents>;

export const SIGNED_FILE_CONTRACT = {
  /** Sends nothing. */
  'signed_file.look': {
    from: 'extension',
    input,
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), contents }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Hands it to its chain; it is followed from then on (`transactions.read`). */
  'signed_file.send': { from: 'extension', input, output: done },
} as const;
