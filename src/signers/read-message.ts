import type { DescField, DescMessage, Message } from '@bufbuild/protobuf';
import { fromBinary, ScalarType, toBinary } from '@bufbuild/protobuf';
import {
  type ReflectList,
  type ReflectMap,
  type ReflectMessage,
  reflect,
} from '@bufbuild/protobuf/reflect';
import { toBase64, toHex } from '@cosmjs/encoding';
import { inert } from './inert-text.ts';
import { knownType } from './schema.ts';
import type { Field } from './signing.ts';

const ANY = knownType('google.protobuf.Any');
const TIMESTAMP = knownType('google.protobuf.Timestamp');
const DURATION = knownType('google.protobuf.Duration');
const COIN = knownType('cosmos.base.v1beta1.Coin');

/** Messages in messages, of one type or of several: real ones have five levels at most. */
const MOST_LEVELS = 16;

/** Characters of a field's name: a node may make one of any length. */
const MOST_LABEL = 80;

/** Of a message in our own protobuf: its fields by the names of the .proto file. */
export type Json = Readonly<Record<string, unknown>>;

/** A message that another one holds as bytes and type (google.protobuf.Any). */
export interface PackedMessage {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** What a message says. */
export interface Reading {
  /** As a chain's REST interface shows it: names of the .proto file, 64-bit numbers as text. */
  readonly json: Json;
  /** The same in lines, without what is empty. */
  readonly fields: readonly Field[];
  /** The messages that it holds packed, in their order. */
  readonly packed: readonly PackedMessage[];
}

/** How what only a caller knows is read. */
export interface Reader {
  coin(coin: { readonly denom: string; readonly amount: string }): string;
  /** Yes or no, in words. */
  flag(value: boolean): string;
  /** JSON of a packed message. */
  packed(message: PackedMessage): unknown;
}

/** A decoded message. */
export interface Decoded {
  readonly type: DescMessage;
  readonly message: Message;
  readonly bytes: Uint8Array;
}

/** Decodes bytes; null if they are no such message. Never throws. */
export function decode(type: DescMessage, bytes: Uint8Array): Decoded | null {
  try {
    return { type, message: fromBinary(type, bytes, { recursionLimit: MOST_LEVELS }), bytes };
  } catch {
    return null;
  }
}

/**
 * Whether the bytes are exactly what we would write for the same content. Else other decoders may
 * see more or something else in them: a field that the type does not have, a second value.
 */
export function isExact({ type, message, bytes }: Decoded): boolean {
  const again = toBinary(type, message);
  const same = again.length === bytes.length && again.every((byte, at) => byte === bytes[at]);
  return same && !holdsUnknown(reflect(type, message));
}

/** What a decoded message says. */
export function readMessage({ type, message }: Decoded, reader: Reader): Reading {
  const fields: Field[] = [];
  const packed: PackedMessage[] = [];
  const json = readFields(reflect(type, message), '', { reader, fields, packed });
  return { json, fields, packed };
}

/** The JSON alone, for which no line is put into words: a third of the time. */
export function readJson({ type, message }: Decoded, reader: Reader['packed']): Json {
  const words = { coin: () => '', flag: () => '' };
  const notes = { reader: { packed: reader, ...words }, fields: null, packed: [] };
  return readFields(reflect(type, message), '', notes);
}

interface Notes {
  readonly reader: Reader;
  readonly fields: Field[] | null;
  readonly packed: PackedMessage[];
}

function readFields(message: ReflectMessage, path: string, notes: Notes): Json {
  const json: Record<string, unknown> = {};
  for (const field of message.fields) {
    // A message, or a field with a presence of its own, may be absent; of others zero is a value.
    if (absent(message, field)) continue;
    const label = notes.fields === null ? '' : labelOf(field.name, path);
    // As data: a type may well call a field `__proto__`.
    Object.defineProperty(json, field.name, {
      value: readField(message, field, label, notes),
      enumerable: true,
    });
  }
  return json;
}

function absent(message: ReflectMessage, field: DescField): boolean {
  const optional = field.fieldKind === 'message' || field.oneof !== undefined;
  return optional && !message.isSet(field);
}

function readField(
  message: ReflectMessage,
  field: DescField,
  label: string,
  notes: Notes,
): unknown {
  const value: unknown = message.get(field);
  if (field.fieldKind === 'list') {
    const list = [...(value as ReflectList)];
    return list.map((item, at) =>
      readValue(field, item, list.length === 1 ? label : `${label} ${at + 1}`, notes),
    );
  }
  if (field.fieldKind === 'map') {
    return Object.fromEntries(
      [...(value as ReflectMap)].map(([key, item]) => [
        String(key),
        readValue(field, item, `${label} ${inert(String(key))}`, notes),
      ]),
    );
  }
  return readValue(field, value, label, notes);
}

/** One value: of a field, or of a list or map that it is. */
function readValue(field: DescField, value: unknown, label: string, notes: Notes): unknown {
  if (field.message !== undefined) return readInner(value as ReflectMessage, label, notes);
  const name = field.enum?.value[value as number]?.name;
  if (notes.fields !== null) {
    const text =
      name === undefined
        ? textOf(value, notes.reader)
        : inert(name.replaceAll('_', ' ').toLowerCase());
    if (text !== '') notes.fields.push({ label, value: text });
  }
  if (name !== undefined) return name;
  if (value instanceof Uint8Array) return toBase64(value);
  return typeof value === 'bigint' || isNotJson(field, value) ? String(value) : value;
}

/** Empty where there is nothing to say. */
function textOf(value: unknown, { flag }: Reader): string {
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value === 'boolean') return flag(value);
  return inert(String(value));
}

/** NaN and the infinities, of which JSON has none. */
function isNotJson(field: DescField, value: unknown): boolean {
  const isFloat = field.scalar === ScalarType.DOUBLE || field.scalar === ScalarType.FLOAT;
  return isFloat && !Number.isFinite(value);
}

function readInner(inner: ReflectMessage, label: string, notes: Notes): unknown {
  const say = (value: string) => notes.fields?.push({ label, value });
  const get = (name: string): unknown => {
    const field = inner.fields.find((one) => one.name === name);
    return field === undefined ? undefined : inner.get(field);
  };
  // By what they are, not by their names: a node may call its own types so.
  if (inner.desc === ANY) {
    const packed = { typeUrl: String(get('type_url')), value: get('value') as Uint8Array };
    notes.packed.push(packed);
    if (notes.fields !== null) say(inert(packed.typeUrl));
    return notes.reader.packed(packed);
  }
  if (inner.desc === COIN) {
    const coin = { denom: String(get('denom')), amount: String(get('amount')) };
    say(notes.reader.coin(coin));
    return coin;
  }
  if (inner.desc === TIMESTAMP || inner.desc === DURATION) {
    const seconds = get('seconds') as bigint;
    const text = (inner.desc === TIMESTAMP ? timeOf : durationOf)(seconds, get('nanos') as number);
    say(text);
    return text;
  }
  return readFields(inner, label, notes);
}

/** As RFC 3339 has it, where a calendar reaches so far. */
function timeOf(seconds: bigint, nanos: number): string {
  const ms = Number(seconds) * 1000 + Math.floor(nanos / 1e6);
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? `${seconds} s after 1970` : time.toISOString();
}

function durationOf(seconds: bigint, nanos: number): string {
  return nanos === 0 ? `${seconds}s` : `${seconds}.${String(Math.abs(nanos)).padStart(9, '0')}s`;
}

/** `destinationLocationId` and `destination_location_id` become "Destination location id". */
function labelOf(name: string, path: string): string {
  const words = name
    .slice(0, MOST_LABEL)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return path === ''
    ? inert(words.charAt(0).toUpperCase() + words.slice(1))
    : `${path}, ${inert(words)}`;
}

/** Fields that the type does not have, at any depth. */
function holdsUnknown(message: ReflectMessage): boolean {
  if ((message.getUnknown()?.length ?? 0) > 0) return true;
  return message.fields.some((field) => {
    if (field.message === undefined || absent(message, field)) return false;
    const value: unknown = message.get(field);
    if (field.fieldKind === 'list')
      return [...(value as ReflectList<ReflectMessage>)].some(holdsUnknown);
    if (field.fieldKind === 'map') {
      return [...(value as ReflectMap<unknown, ReflectMessage>).values()].some(holdsUnknown);
    }
    return holdsUnknown(value as ReflectMessage);
  });
}
