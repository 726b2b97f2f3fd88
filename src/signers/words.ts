import { de } from './words.de.ts';
import { en, type Words } from './words.en.ts';

const WORDS: Readonly<Record<string, Words>> = { en, de };

/**
 * The words of a language, or the English ones where there are none in it.
 *
 * @param language by its tag of BCP 47: `de-AT`
 */
export function wordsIn(language: string): Words {
  const [primary = ''] = language.toLowerCase().split('-');
  return (Object.hasOwn(WORDS, primary) ? WORDS[primary] : undefined) ?? en;
}
