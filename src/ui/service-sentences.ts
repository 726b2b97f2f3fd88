import { inLanguage } from './language.ts';
import { de } from './service-sentences.de.ts';
import { en } from './service-sentences.en.ts';

/** The sentences about API keys and OAuth logins. */
export const SERVICE_STORIES = inLanguage({ en, de });
