import { inLanguage } from '../language.ts';
import { de } from './config-texts.de.tsx';
import { en } from './config-texts.en.tsx';

export const texts = inLanguage({ en, de });
