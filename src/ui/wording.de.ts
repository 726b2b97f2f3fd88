import type { Texts } from './language.ts';
import { plural } from './language.ts';
import type { en } from './wording.en.ts';

/** Lengths of time are in the nominative and accusative: "noch etwa 2 Tage", never "in etwa 2 Tage". */
export const de: Texts<typeof en> = {
  amountMissing: 'Geben Sie einen Betrag in XMR ein, zum Beispiel 0.005.',
  amountWithComma: 'Schreiben Sie einen Punkt statt eines Kommas, zum Beispiel 0.005.',
  amountTooLarge: 'So viel Monero gibt es nicht.',
  amountUnreadable:
    'Schreiben Sie Ziffern und höchstens einen Punkt, mit höchstens 12 Ziffern dahinter.',

  lessThanAMinute: 'weniger als eine Minute',
  aboutMinutes: (count) => `etwa ${plural(count, 'Minute', 'Minuten')}`,
  aboutHours: (count) => `etwa ${plural(count, 'Stunde', 'Stunden')}`,
  aboutDays: (count) => `etwa ${plural(count, 'Tag', 'Tage')}`,

  everySeconds: (count) =>
    count === 1 ? 'jede Sekunde' : `alle ${plural(count, 'Sekunde', 'Sekunden')}`,
  everyMinutes: (count) =>
    count === 1 ? 'jede Minute' : `alle ${plural(count, 'Minute', 'Minuten')}`,
  everyHours: (count) =>
    count === 1 ? 'jede Stunde' : `alle ${plural(count, 'Stunde', 'Stunden')}`,
  everyDays: (count) => (count === 1 ? 'jeden Tag' : `alle ${plural(count, 'Tag', 'Tage')}`),

  oneRequest: 'eine Anfrage',
  blocks: (count, time) => `${plural(count, 'Block', 'Blöcke')}, ${time}`,
  opensAtOnce: 'nichts: Die Seite öffnet sich sofort',
  confirmations: (count, time) => `${plural(count, 'Bestätigung', 'Bestätigungen')}, ${time}`,
  anyMomentNow: 'jeden Moment',
};
