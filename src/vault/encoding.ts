/** Bytes as text and back, for records that only take what JSON can say. */

/** What WebCrypto takes and gives. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** How many bytes are handed to one call as its arguments: engines have a limit for those. */
const CHUNK = 0x8000;

export function toBase64(bytes: Bytes): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

/**
 * The bytes that a text stands for; null if it is not exactly what `toBase64` makes of them. Another
 * spelling of the same bytes is refused, so that no changed digit goes unseen.
 */
export function fromBase64(text: string): Bytes | null {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return null;
  }
  if (btoa(binary) !== text) return null;
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

export function toBytes(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** @throws TypeError if it is not UTF-8: what was sealed as text always is */
export function toText(bytes: Bytes): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** SHA-256 of a text, in base64. */
export async function digestOf(text: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(text))));
}
