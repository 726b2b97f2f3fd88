import type { Texts } from './language.ts';
import type { en } from './spending.en.ts';

export const de: Texts<typeof en> = {
  meters: {
    siteDay: (spent, limit) => `${spent} von ${limit} heute hier`,
    day: (spent, limit) => `${spent} von ${limit} heute insgesamt`,
    month: (spent, limit) => `${spent} von ${limit} diesen Monat`,
  },
  worth: (spent, limit) => `${spent ?? 'nichts'} von ${limit}`,
  usedUp: 'aufgebraucht',
  left: (amount) => `noch ${amount}`,
  onlyLeft: (amount) => `nur noch ${amount}`,
  nothingSpent: 'In diesem Monat wurde nichts ausgegeben.',
  spent: (today, month) => `Ausgegeben: heute ${today}, in diesem Monat ${month}.`,
  spentHere: (today, here, month) =>
    `Ausgegeben: heute ${today}, davon ${here} auf dieser Website, in diesem Monat ${month}.`,
};
