import type { DescMessage } from '@bufbuild/protobuf';
import { toHex } from '@cosmjs/encoding';
import { formatCoin, formatCoins } from './amounts.ts';
import type { Claims } from './claims.ts';
import { inert, inertJson } from './inert-text.ts';
import { meaningOf, type Wording } from './meanings.ts';
import { MOST_DEPTH, packedJson } from './packed-json.ts';
import {
  decode,
  isExact,
  type Json,
  type PackedMessage,
  type Reading,
  readMessage,
} from './read-message.ts';
import { typeOfUrl } from './schema.ts';
import type { Coin, DescribedMessage, ReadingContext, Warning } from './signing.ts';
import type { Words } from './words.en.ts';

/** Lines, and messages inside of one, that a person may be shown: beyond that it is raw. */
const MOST_FIELDS = 1000;
const MOST_INNER = 256;

/** What a message is described with. */
export interface Describer {
  readonly context: ReadingContext;
  readonly claims: Claims;
  readonly words: Words;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How many messages this one lies in. */
  readonly depth: number;
}

/** A message in words: by what we know of its type, else by what the node says, else raw. */
export function describePacked(packed: PackedMessage, describer: Describer): DescribedMessage {
  const known = typeOfUrl(packed.typeUrl);
  const { depth } = describer;
  if (known !== undefined) {
    const reading = depth < MOST_DEPTH ? read(known, packed, describer) : null;
    return reading === null ? raw(packed) : describeKnown(packed, reading, describer);
  }
  const claimed = depth < MOST_DEPTH ? describer.claims(packed.typeUrl.slice(1)) : undefined;
  const reading =
    claimed !== undefined && packed.typeUrl.startsWith('/')
      ? read(claimed, packed, describer)
      : null;
  return reading === null ? raw(packed) : describeClaimed(packed, reading, describer);
}

function read(type: DescMessage, packed: PackedMessage, describer: Describer): Reading | null {
  const decoded = decode(type, packed.value);
  if (decoded === null || !isExact(decoded)) return null;
  const reading = readMessage(decoded, {
    coin: (coin) => formatCoin(coin, describer.context.denoms),
    flag: (value) => (value ? describer.words.yes : describer.words.no),
    packed: (inner) => packedJson(inner, describer.depth + 1),
  });
  const { fields, packed: inner } = reading;
  return fields.length > MOST_FIELDS || inner.length > MOST_INNER ? null : reading;
}

function describeKnown(
  packed: PackedMessage,
  { json, fields, packed: held }: Reading,
  describer: Describer,
): DescribedMessage {
  const { context } = describer;
  const meaning = meaningOf(packed.typeUrl);
  const inner = describeInner(held, describer);
  const signers = meaning?.signers?.(json) ?? [];
  const own: Warning[] = [
    ...(meaning?.warnings ?? []),
    ...(signers.some((one) => one !== context.address) ? (['other_signer'] as const) : []),
    ...(isLate(json, describer.now) ? (['timeout_passed'] as const) : []),
  ];
  return {
    typeUrl: inert(packed.typeUrl),
    title: meaning?.title(json, wordingFor(describer)) ?? inert(packed.typeUrl),
    fields,
    knowledge: 'known',
    warnings: withInner(own, inner),
    raw: inertJson(json),
    inner,
  };
}

function describeClaimed(
  packed: PackedMessage,
  { json, fields, packed: held }: Reading,
  describer: Describer,
): DescribedMessage {
  const inner = describeInner(held, describer);
  return {
    typeUrl: inert(packed.typeUrl),
    title: inert(packed.typeUrl),
    fields,
    knowledge: 'claimed',
    warnings: withInner(['node_claim'], inner),
    raw: inertJson(json),
    inner,
  };
}

function raw({ typeUrl, value }: PackedMessage): DescribedMessage {
  return {
    typeUrl: inert(typeUrl),
    title: inert(typeUrl),
    fields: [],
    knowledge: 'raw',
    warnings: ['unknown_message'],
    raw: toHex(value),
    inner: [],
  };
}

function describeInner(
  held: readonly PackedMessage[],
  describer: Describer,
): readonly DescribedMessage[] {
  return held.map((one) => describePacked(one, { ...describer, depth: describer.depth + 1 }));
}

function withInner(own: readonly Warning[], inner: readonly DescribedMessage[]): Warning[] {
  return [...new Set([...own, ...inner.flatMap(({ warnings }) => warnings)])];
}

/** An IBC transfer's own time limit, in nanoseconds; 0 is none. */
function isLate({ timeout_timestamp }: Json, now: number): boolean {
  if (typeof timeout_timestamp !== 'string' || timeout_timestamp === '0') return false;
  return BigInt(timeout_timestamp) <= BigInt(now) * 1_000_000n;
}

function wordingFor({ context, words }: Describer): Wording {
  const { denoms } = context;
  return {
    words,
    coins: (value) =>
      Array.isArray(value)
        ? formatCoins(value, denoms, words.nothing)
        : formatCoins(value === undefined ? [] : [value as Coin], denoms, words.nothing),
    text: (value) => (value === undefined || value === '' ? '–' : inert(String(value))),
  };
}
