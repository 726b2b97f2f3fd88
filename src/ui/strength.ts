import { inLanguage } from './language.ts';
import { de } from './strength.de.ts';
import { en } from './strength.en.ts';

const texts = inLanguage({ en, de });

/** Shorter ones the background refuses. */
export const SHORTEST_PASSWORD = 8;

/** 0: too short to be taken. 1 to 3: the more the better. */
export interface Strength {
  readonly level: 0 | 1 | 2 | 3;
  readonly words: string;
}

/** A guess at a second each: 2^36 of them are two thousand years of one computer. */
const FAIR_BITS = 36;
const GOOD_BITS = 56;

/**
 * A hint on how hard a password is to guess: by its length and by how many kinds of characters it
 * has, less what repeats or counts on. It cannot know of names and birthdays.
 */
export function strengthOf(password: string): Strength {
  const characters = [...password.normalize('NFKC')];
  const missing = SHORTEST_PASSWORD - characters.length;
  if (characters.length === 0) {
    return { level: 0, words: texts.atLeast(SHORTEST_PASSWORD) };
  }
  if (missing > 0) return { level: 0, words: texts.tooShort(missing) };
  const bits = surprising(characters) * Math.log2(kindsIn(password));
  if (bits < FAIR_BITS) return { level: 1, words: texts.easy };
  if (bits < GOOD_BITS) return { level: 2, words: texts.fair };
  return { level: 3, words: texts.hard };
}

/** How many characters do not follow from the one before: `aaa` and `abc` are one each. */
function surprising(characters: readonly string[]): number {
  return characters.filter((character, index) => {
    const [before, now] = [characters[index - 1]?.codePointAt(0), character.codePointAt(0)];
    return before === undefined || now === undefined || Math.abs(now - before) > 1;
  }).length;
}

/** How many different characters there are of the kinds that occur. */
function kindsIn(password: string): number {
  const kinds: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^a-zA-Z0-9]/, 33],
  ];
  return kinds.reduce((sum, [kind, count]) => sum + (kind.test(password) ? count : 0), 0);
}
