import * as v from 'valibot';
import { type Bytes, fromBase64, toBase64, toBytes } from './encoding.ts';

/** Something encrypted: AES-256-GCM with a random 96-bit nonce. Both in base64. */
export const sealed = v.object({ iv: v.string(), data: v.string() });

export type Sealed = v.InferOutput<typeof sealed>;

const IV_BYTES = 12;

/** A key of 32 bytes. It cannot be read out again. */
export function importKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Encrypts.
 *
 * A nonce is never used twice with a key but by chance: 2^-33 after four billion writes of one vault
 * (NIST SP 800-38D, section 8.3).
 *
 * @param bound what it is said to be: it is opened only under the same words
 */
export async function seal(key: CryptoKey, bytes: Bytes, bound: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const parameters = { name: 'AES-GCM', iv, additionalData: toBytes(bound) };
  const data = new Uint8Array(await crypto.subtle.encrypt(parameters, key, bytes));
  return { iv: toBase64(iv), data: toBase64(data) };
}

/** Decrypts; null if it is another key, other words, or not what was encrypted any more. */
export async function open(
  key: CryptoKey,
  { iv, data }: Sealed,
  bound: string,
): Promise<Bytes | null> {
  const [nonce, bytes] = [fromBase64(iv), fromBase64(data)];
  if (nonce?.length !== IV_BYTES || bytes === null) return null;
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: toBytes(bound) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, bytes));
  } catch {
    return null;
  }
}
