import { inLanguage } from '../language.ts';
import { de } from './wallet-texts.de.tsx';
import { en } from './wallet-texts.en.tsx';

export const walletTexts = inLanguage({ en, de });
