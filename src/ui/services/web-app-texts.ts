import { inLanguage } from '../language.ts';
import { de } from './web-app-texts.de.tsx';
import { en } from './web-app-texts.en.tsx';

export const texts = inLanguage({ en, de });
