import type { Texts } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  title: 'Tollpass entsperren',
  why: 'Eine Seite verlangt eine Zahlung, und das Passwort Ihrer Wallet ist gesperrt. Was bezahlt wird, entscheidet sich danach: durch Ihre Limits oder durch Sie.',
  notNow: 'Jetzt nicht',
};
