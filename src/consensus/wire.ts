import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DirectDoc } from '../signers/signing.ts';

/**
 * The little of protobuf that following a transaction needs: TxRaw for a simulation, the height at
 * which it expires, and what an imported one says of itself. All else is encoded by `Signing`.
 * Field numbers are those of cosmos/tx/v1beta1/tx.proto.
 */

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** One field of a message as it lies on the wire. */
interface WireField {
  readonly number: number;
  /** A varint; null for every other type. */
  readonly value: bigint | null;
  /** What a length stands before; null for every other type. */
  readonly bytes: Uint8Array | null;
}

/** What a signed transaction says of itself. Numbers are decimal text. */
export interface SignedContent {
  readonly bodyBytes: string;
  readonly authInfoBytes: string;
  /** Base64. */
  readonly signatures: readonly string[];
  readonly sequence: string;
  /** Of the signer, in lower-case hex; null where the transaction leaves it out. */
  readonly publicKey: string | null;
  /** The last height at which a block may hold it; `0` if it never expires. */
  readonly timeoutHeight: string;
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of a base64 text; null if it is none. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A transaction's hash: SHA-256 of TxRaw in upper-case hex. @param txBytes TxRaw in base64 */
export function hashOf(txBytes: string): string {
  return bytesToHex(sha256(fromBase64(txBytes) ?? new Uint8Array())).toUpperCase();
}

/**
 * TxRaw in base64 with 64 zero bytes in place of the signature: as long as the signed one, since gas
 * is asked for each byte, and good for a simulation alone.
 */
export function unsignedTx(doc: DirectDoc): string {
  return toBase64(
    join(
      lengthFirst(1, fromBase64(doc.bodyBytes)),
      lengthFirst(2, fromBase64(doc.authInfoBytes)),
      lengthFirst(3, new Uint8Array(64)),
    ),
  );
}

/**
 * The same transaction, with the last height at which a block may hold it. A `Draft` has none, so
 * the field is put behind memo and messages, where the chain wants it: fields in ascending order
 * (ADR-027).
 */
export function withTimeoutHeight(doc: DirectDoc, height: number): DirectDoc {
  const body = fromBase64(doc.bodyBytes) ?? new Uint8Array();
  const field = join(varint(BigInt((3 << 3) | VARINT)), varint(BigInt(height)));
  return { ...doc, bodyBytes: toBase64(join(body, field)) };
}

/** Reads a TxRaw in base64. Null if it is none, or if not exactly one signer signed it. */
export function readSigned(txBytes: string): SignedContent | null {
  const raw = fieldsOf(fromBase64(txBytes));
  const bodyBytes = bytesAt(raw, 1)[0];
  const authInfoBytes = bytesAt(raw, 2)[0];
  const signatures = bytesAt(raw, 3);
  if (bodyBytes === undefined || authInfoBytes === undefined || signatures.length !== 1)
    return null;
  const body = fieldsOf(bodyBytes);
  const signers = bytesAt(fieldsOf(authInfoBytes), 1);
  const signer = fieldsOf(signers[0] ?? null);
  if (body === null || signer === null || signers.length !== 1) return null;
  // SignerInfo.public_key: an Any, whose value holds the key as its field 1.
  const [packed] = bytesAt(signer, 1);
  const [value] = bytesAt(fieldsOf(packed ?? null), 2);
  const [publicKey] = bytesAt(fieldsOf(value ?? null), 1);
  return {
    bodyBytes: toBase64(bodyBytes),
    authInfoBytes: toBase64(authInfoBytes),
    signatures: signatures.map(toBase64),
    sequence: String(numberAt(signer, 3)),
    publicKey: publicKey === undefined ? null : bytesToHex(publicKey),
    timeoutHeight: String(numberAt(body, 3)),
  };
}

/** The repeated field 1 of a message, as `FileDescriptorsResponse.files` is. Null if it is none. */
export function readList(message: Uint8Array): readonly Uint8Array[] | null {
  const fields = fieldsOf(message);
  return fields === null ? null : bytesAt(fields, 1);
}

function bytesAt(fields: readonly WireField[] | null, number: number): Uint8Array[] {
  return (fields ?? []).flatMap((field) =>
    field.number === number && field.bytes !== null ? [field.bytes] : [],
  );
}

/** The last one counts, and a number that is left out is 0. */
function numberAt(fields: readonly WireField[], number: number): bigint {
  return fields.findLast((field) => field.number === number)?.value ?? 0n;
}

function fieldsOf(message: Uint8Array | null): readonly WireField[] | null {
  if (message === null) return null;
  const fields: WireField[] = [];
  let at = 0;

  function readVarint(): bigint | null {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message?.[at];
      if (byte === undefined) return null;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return null;
  }

  while (at < message.length) {
    const key = readVarint();
    if (key === null) return null;
    const number = Number(key >> 3n);
    const type = Number(key & 7n);
    if (type === VARINT) {
      const value = readVarint();
      if (value === null) return null;
      fields.push({ number, value, bytes: null });
      continue;
    }
    const length = type === BYTES ? readVarint() : null;
    const size =
      type === FIXED64 ? 8 : type === FIXED32 ? 4 : length === null ? -1 : Number(length);
    if (size < 0 || size > message.length - at) return null;
    const bytes = message.subarray(at, at + size);
    at += size;
    fields.push({ number, value: null, bytes: type === BYTES ? bytes : null });
  }
  return fields;
}

function lengthFirst(number: number, bytes: Uint8Array | null): Uint8Array {
  const content = bytes ?? new Uint8Array();
  return join(varint(BigInt((number << 3) | BYTES)), varint(BigInt(content.length)), content);
}

function varint(number: bigint): Uint8Array {
  const bytes: number[] = [];
  let left = number;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(left)]);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
