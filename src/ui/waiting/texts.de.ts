import type { Texts } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  noPage: 'Es gibt keine Seite zu öffnen',
  noPageWords:
    'Die Adresse, die Tollpass bekommen hat, ist nicht die einer Webseite. Es wurde nichts bezahlt.',

  opening: 'Eine Seite wird geöffnet, die zu bezahlen ist',
  paid: 'Bezahlt',
  left: 'Nicht durchgelassen',
  mayLeave:
    'Sie können diese Seite verlassen: Was bezahlt ist, bleibt bezahlt und wird verwendet, wenn Sie wiederkommen.',

  leaving: 'Die Seite wird geöffnet …',
  asking: 'Die Website wird gefragt, was sie verlangt …',
  tryAgain: 'Noch einmal versuchen',
  sendAgain:
    'Die Maut ist bezahlt. Gehen Sie zurück und senden Sie das Formular noch einmal: Es wird dann durchgelassen.',
  settings: 'Einstellungen öffnen',
  question: 'Frage zeigen',
  back: 'Zurück',
  siteAnswer: 'Antwort der Website zeigen',

  payLater: 'Bezahlen, sobald verfügbar',
  paysLater:
    'Es wird bezahlt, sobald Ihr Wechselgeld verfügbar ist. Lassen Sie diese Seite offen: Es geht von selbst weiter.',
};
