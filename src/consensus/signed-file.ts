import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Signed } from '../signers/signing.ts';
import type { Flight } from './transaction.ts';
import { hashOf, readSigned } from './wire.ts';

const SIGNED = v.object({
  body: v.object({ messages: v.array(v.unknown()), memo: v.optional(v.string(), '') }),
  auth_info: v.object({
    signer_infos: v.array(v.unknown()),
    fee: v.object({
      amount: v.array(v.object({ denom: v.string(), amount: v.string() })),
      gas_limit: v.string(),
    }),
  }),
  signatures: v.array(v.string()),
  /** TxRaw in base64. The seed's shape lacks it, and a chain takes nothing else. */
  tx_bytes: v.string(),
});

/** The longest file that is looked into. */
const MOST_CHARACTERS = 1_000_000;

/** A signed transaction as a text to keep: the seed's JSON, with the bytes that are broadcast. */
export function writeSignedTransaction({ json, txBytes }: Signed): string {
  return `${JSON.stringify({ ...json, tx_bytes: txBytes }, null, 2)}\n`;
}

/**
 * Reads such a text. What is sent are its bytes: whoever shows it to the user has to describe these
 * (`Signing.describe`), not its JSON.
 * Errors: `transaction_unreadable`; `transaction_endless` if it has no height at which it expires,
 * so that nobody could ever say that it will not be included.
 */
export function readSignedTransaction(text: string): Result<Omit<Flight, 'replaced'>, Failure> {
  if (text.length > MOST_CHARACTERS) return err(failure('transaction_unreadable'));
  const file = v.safeParse(v.pipe(v.string(), v.parseJson(), SIGNED), text);
  if (!file.success) return err(failure('transaction_unreadable'));
  const { tx_bytes: txBytes, ...json } = file.output;
  const content = readSigned(txBytes);
  const [signature] = json.signatures;
  if (content === null || signature === undefined || content.signatures[0] !== signature) {
    return err(failure('transaction_unreadable'));
  }
  const timeoutHeight = Number(content.timeoutHeight);
  if (timeoutHeight === 0) return err(failure('transaction_endless'));
  if (!Number.isSafeInteger(timeoutHeight)) return err(failure('transaction_unreadable'));
  const signed = { signature, txBytes, txHash: hashOf(txBytes), json };
  return ok({ signed, sequence: content.sequence, timeoutHeight });
}
