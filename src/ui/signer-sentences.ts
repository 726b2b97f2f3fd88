import { inLanguage } from './language.ts';
import { de } from './signer-sentences.de.ts';
import { en } from './signer-sentences.en.ts';

/** The sentences about signers, sites that ask for them, and Cosmos chains. */
export const SIGNER_STORIES = inLanguage({ en, de });
