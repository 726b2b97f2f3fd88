import type { KeySource } from './signing.ts';

/** What is typed or copied: other spaces, capitals, and letters of other encodings are no mistake. */
export function readTypedKey(typed: KeySource): KeySource {
  return typed.kind === 'mnemonic'
    ? {
        kind: typed.kind,
        words: typed.words.normalize('NFKD').trim().toLowerCase().split(/\s+/).join(' '),
      }
    : { kind: typed.kind, hex: typed.hex.trim().toLowerCase() };
}
