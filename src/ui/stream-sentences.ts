import { inLanguage } from './language.ts';
import { de } from './stream-sentences.de.ts';
import { en } from './stream-sentences.en.ts';

/** The sentences about NATS streams. */
export const STREAM_STORIES = inLanguage({ en, de });
