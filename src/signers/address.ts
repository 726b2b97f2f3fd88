import { bech32 } from '@scure/base';

/** Longer ones are no addresses (BIP-173). */
const MOST_CHARACTERS = 90;

/** The prefix of a bech32 address; null if it is none, or its checksum is wrong. */
export function prefixOf(address: string): string | null {
  if (address.length > MOST_CHARACTERS || address !== address.toLowerCase()) return null;
  const read = bech32.decodeUnsafe(address);
  return read === undefined ? null : read.prefix;
}
