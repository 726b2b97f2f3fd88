import type { Texts } from './language.ts';
import type { en } from './sentences.en.ts';
import { nothing, transaction, unpaid } from './story.ts';

export const de: Texts<typeof en> = {
  unfinished: (why) =>
    why === null
      ? 'Die Zahlung konnte noch nicht abgeschlossen werden.'
      : `Die Zahlung konnte noch nicht abgeschlossen werden. ${why}`,
  unfinishedNext: (detail) =>
    `Die Zahlung ist signiert (${transaction(detail)}) und vielleicht schon unterwegs. Tollpass schließt sie von selbst ab und bezahlt sie nie zweimal. Laden Sie die Seite später neu.`,
  stories: {
    page_gone: unpaid(
      () => 'Die Seite, die diese Zahlung verlangt hat, ist nicht mehr offen.',
      'Öffnen Sie sie wieder, um sie zu bezahlen.',
    ),
    storage_failed: {
      happened: () => 'Der Browser konnte nicht in seinen Speicher schreiben.',
      next: () =>
        'Es wird nichts bezahlt, was sich nicht vorher speichern lässt. Was schon bezahlt ist, ist in Ihrer Wallet sicher. Schaffen Sie Platz auf dem Datenträger und laden Sie dann die Seite neu.',
    },
    storage_newer: unpaid(
      () =>
        'Die Daten in diesem Browser stammen von einer neueren Version von Tollpass. Diese Version kann sie nicht lesen.',
      'Es wurde nichts geändert. Aktualisieren Sie Tollpass.',
    ),
    header_rule_failed: {
      happened: () => 'Der Browser ließ Tollpass Ihren Pass der Website nicht zeigen.',
      next: (detail) =>
        `${nothing(detail)} Ein Pass, den Sie haben, bleibt Ihnen. Erlauben Sie Tollpass in den Erweiterungseinstellungen des Browsers auf dieser Website und laden Sie dann die Seite neu.`,
    },
  },

  nothingSent: 'Es wurde nichts gesendet. Versuchen Sie es später noch einmal.',
  backgroundSilent:
    'Der Hintergrundprozess von Tollpass antwortet nicht. Wenn das so bleibt, starten Sie den Browser neu.',
  answerLost:
    'Ihre Antwort ist vielleicht nicht angekommen. Wenn das noch dieselbe Frage ist, antworten Sie noch einmal.',
  maybeDone:
    'Es ist nicht bekannt, ob das geschehen ist, weil Tollpass inzwischen beendet wurde. Sehen Sie nach, bevor Sie es wiederholen.',
  maybeSent:
    'Es ist nicht bekannt, ob die Überweisung gesendet wurde. Sehen Sie sich die Outputs noch einmal an, bevor Sie sie wiederholen.',
  sendingSilent:
    'Der Hintergrundprozess von Tollpass wurde inzwischen beendet. Es ist nicht bekannt, ob die Überweisung gesendet wurde. Sehen Sie sich die Outputs noch einmal an, bevor Sie sie wiederholen.',
};
