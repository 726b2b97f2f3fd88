import { COSMOS_MEANINGS } from './cosmos-meanings.ts';
import type { Json } from './read-message.ts';
import type { Warning } from './signing.ts';
import { STRUCTS_MEANINGS } from './structs-meanings.ts';
import type { Words } from './words.en.ts';

/** How the values of a message are put into a title. */
export interface Wording {
  readonly words: Words;
  /** A coin, or a list of them. */
  coins(value: unknown): string;
  /** Inert text of a value, and a dash for an empty one. */
  text(value: unknown): string;
}

/** What a known message means to somebody who is about to sign it. */
export interface Meaning {
  title(message: Json, say: Wording): string;
  /** Addresses that have to sign it. */
  signers?(message: Json): readonly unknown[];
  readonly warnings?: readonly Warning[];
}

/** By type URL. A type that is only ever a part of others has none. */
export function meaningOf(typeUrl: string): Meaning | undefined {
  const name = typeUrl.slice(1);
  if (Object.hasOwn(COSMOS_MEANINGS, name)) return COSMOS_MEANINGS[name];
  return Object.hasOwn(STRUCTS_MEANINGS, name) ? STRUCTS_MEANINGS[name] : undefined;
}
