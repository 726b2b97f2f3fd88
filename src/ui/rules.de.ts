import type { Texts } from './language.ts';
import type { en } from './rules.en.ts';

export const de: Texts<typeof en> = {
  asks: 'fragt immer',
  neverPays: 'bezahlt nie',
  paysUpTo: (amount) => `bezahlt bis zu ${amount}, ohne zu fragen`,
  everywhereAsk: 'Wie überall (immer fragen)',
  everywhereUpTo: (amount) => `Wie überall (bis zu ${amount})`,
  upTo: 'Ohne Frage bezahlen bis zu …',
  ask: 'Immer fragen',
  never: 'Nie bezahlen',
};
