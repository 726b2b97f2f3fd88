import { inLanguage } from './language.ts';
import { de } from './toll-sentences.de.ts';
import { en } from './toll-sentences.en.ts';

/** The sentences about tolls, the wallet, payments and passes. */
export const TOLL_STORIES = inLanguage({ en, de });
