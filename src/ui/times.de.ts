import type { Texts } from './language.ts';
import type { en } from './times.en.ts';

export const de: Texts<typeof en> = {
  notWhole: 'Geben Sie eine ganze Zahl ein, mindestens 1.',
  tooOften: 'Höchstens 1000-mal.',
  tooMuch: 'So viel Monero gibt es nicht.',
};
