import { inLanguage } from './language.ts';
import { de } from './vault-sentences.de.ts';
import { en } from './vault-sentences.en.ts';

/** The sentences about the password, backups, and configurations. */
export const VAULT_STORIES = inLanguage({ en, de });
