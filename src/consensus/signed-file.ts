import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Signed } from '../signers/signing.ts';
import { hashOf, readSigned, type SignedContent } from './wire.ts';

/** Of the seed's shape only what shows that it is one: the rest of it is in the bytes. */
const SIGNED = v.object({
  body: v.object({ messages: v.array(v.unknown()) }),
  auth_info: v.object({ signer_infos: v.array(v.unknown()) }),
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

/** What a file holds. Its JSON is left out: what is sent are the bytes, and these say what it is. */
export interface SignedFile extends SignedContent {
  /** TxRaw in base64. */
  readonly txBytes: string;
  readonly txHash: string;
  /** Base64. */
  readonly signature: string;
}

/**
 * Reads such a text. Whoever shows it to the user has to describe its bytes (`Signing.describe`).
 * Errors: `signed_file_unreadable`.
 */
export function readSignedTransaction(text: string): Result<SignedFile, Failure> {
  if (text.length > MOST_CHARACTERS) return err(failure('signed_file_unreadable'));
  const file = v.safeParse(v.pipe(v.string(), v.parseJson(), SIGNED), text);
  if (!file.success) return err(failure('signed_file_unreadable'));
  const { tx_bytes: txBytes, signatures } = file.output;
  const content = readSigned(txBytes);
  const [signature] = signatures;
  if (content === null || signature === undefined || content.signatures[0] !== signature) {
    return err(failure('signed_file_unreadable'));
  }
  if (!Number.isSafeInteger(Number(content.timeoutHeight))) {
    return err(failure('signed_file_unreadable'));
  }
  return ok({ ...content, txBytes, txHash: hashOf(txBytes), signature });
}
