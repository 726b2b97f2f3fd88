import type { Texts } from './language.ts';
import type { en } from './strength.en.ts';

export const de: Texts<typeof en> = {
  atLeast: (characters) => `Mindestens ${characters} Zeichen. Gut sind ein paar Wörter.`,
  tooShort: (missing) => `Zu kurz: Es ${missing === 1 ? 'fehlt' : 'fehlen'} noch ${missing}.`,
  easy: 'Leicht zu erraten. Ein weiteres Wort würde helfen.',
  fair: 'Annehmbar. Länger ist besser.',
  hard: 'Schwer zu erraten.',
};
