import { inLanguage } from '../language.ts';
import { de } from './texts.de.tsx';
import { en } from './texts.en.tsx';

export const texts = inLanguage({ en, de });
