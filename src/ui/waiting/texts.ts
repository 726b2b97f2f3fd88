import { inLanguage } from '../language.ts';
import { de } from './texts.de.ts';
import { en } from './texts.en.ts';

export const texts = inLanguage({ en, de });
