/** A message is kept and shown up to here; a server may send 64 MB. */
export const MOST_KEPT_BYTES = 64 * 1024;

/** A message as it is kept. */
export interface KeptMessage {
  /** Of its subscription, from 1, without a hole: what is not kept is counted all the same. */
  readonly sequence: number;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  /** Bytes that it had. */
  readonly size: number;
  /** Its first bytes, up to `MOST_KEPT_BYTES`. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A message as it is read by people. */
export interface ReadMessage {
  readonly sequence: number;
  readonly at: number;
  readonly subject: string;
  readonly size: number;
  readonly format: 'json' | 'text' | 'hex';
  /** The text, the JSON as it came, or bytes in hex. */
  readonly body: string;
  /** There is more than `body` has. */
  readonly clipped: boolean;
  /** The field `category` of a JSON object, by which Structs tells its events apart. */
  readonly category: string | null;
}

const MOST_CATEGORY_LENGTH = 64;

/**
 * Reads the bytes of a message: JSON if it is some, text if it is UTF-8 without control characters,
 * else hex.
 *
 * @param mostCharacters of `body`
 */
export function readMessage(message: KeptMessage, mostCharacters: number): ReadMessage {
  const { sequence, at, subject, size, data } = message;
  const common = { sequence, at, subject, size, category: null };
  const isCut = data.length < size;
  const text = textOf(data, isCut);
  if (text === null) {
    const bytes = data.subarray(0, mostCharacters >> 1);
    const body = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { ...common, format: 'hex', body, clipped: bytes.length < size };
  }
  const parsed = isCut ? undefined : parse(text);
  return {
    ...common,
    format: parsed === undefined ? 'text' : 'json',
    body: text.slice(0, mostCharacters),
    clipped: isCut || text.length > mostCharacters,
    category: categoryOf(parsed),
  };
}

/** The fields of a message that is a JSON object; null of any other. */
export function fieldsOf({ data, size }: KeptMessage): Readonly<Record<string, unknown>> | null {
  if (data.length < size || data[0] !== OPENING_BRACE) return null;
  const text = textOf(data, false);
  const parsed = text === null ? undefined : parse(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
}

const OPENING_BRACE = 0x7b;

function textOf(data: Uint8Array, isCut: boolean): string | null {
  try {
    // A stream may end amid a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data, { stream: isCut });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // A number or a word by itself is better shown as it came.
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function categoryOf(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { category } = parsed as { category?: unknown };
  return typeof category === 'string' ? category.slice(0, MOST_CATEGORY_LENGTH) : null;
}
