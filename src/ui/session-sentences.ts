import { inLanguage } from './language.ts';
import { de } from './session-sentences.de.ts';
import { en } from './session-sentences.en.ts';

/** The sentences about web apps, and the sessions in them. */
export const SESSION_STORIES = inLanguage({ en, de });
