import { toBase64 } from '@cosmjs/encoding';
import { decode, isExact, type Json, type PackedMessage, readJson } from './read-message.ts';
import { typeOfUrl } from './schema.ts';

/** Messages in messages in messages: more is nobody's intention. */
export const MOST_DEPTH = 6;

/**
 * A packed message as JSON, as a chain's REST interface shows it; one that cannot be read with its
 * bytes in base64.
 */
export function packedJson(packed: PackedMessage, depth = 0): Json {
  const type = typeOfUrl(packed.typeUrl);
  const decoded = type && depth < MOST_DEPTH ? decode(type, packed.value) : null;
  return {
    '@type': packed.typeUrl,
    ...(decoded && isExact(decoded)
      ? readJson(decoded, (inner) => packedJson(inner, depth + 1))
      : { value: toBase64(packed.value) }),
  };
}
