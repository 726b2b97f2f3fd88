import { inLanguage } from './language.ts';
import { de } from './titles.de.ts';
import { en } from './titles.en.ts';

/** The titles of the pages, by their folder. */
export const titles = inLanguage({ en, de });
