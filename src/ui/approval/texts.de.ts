import { plural, type Texts } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  pay: 'Diese Website bezahlen?',
  extend: 'Verlängern?',
  behind: (count) => plural(count, 'weitere Frage wartet', 'weitere Fragen warten'),
  times: 'Wie viele Male?',
  limits: 'Ihre Limits',
  reject: 'Ablehnen',
  payButton: 'Bezahlen',
  sending: 'Wird gesendet …',

  costs: {
    buys: 'Dafür gibt es',
    rest: (every) => `${every} einmal verwendbar`,
    amount: 'Betrag',
    fee: 'Netzwerkgebühr',
    total: 'Gesamt',
    needs: 'Die Website wartet auf',
    way: 'Bezahlart',
    cheapest: (way, ways) => `${way}, die günstigste von ${ways} Bezahlarten`,
    to: 'An',
  },

  always: {
    label: 'Diese Website immer bezahlen bis zu',
    limit: 'Limit für diese Website in XMR',
    tooLow:
      'Das ist weniger als der jetzige Gesamtbetrag. Sie würden beim nächsten Mal wieder gefragt.',
    embedded:
      'Das gilt, wenn Sie die Website selbst öffnen. Eingebettet in eine andere, fragt sie jedes Mal.',
    otherLimits:
      'Ihre Limits je Tag und Monat gelten ebenfalls. Sie werden also vielleicht trotzdem gefragt.',
    hint: 'Einschließlich Netzwerkgebühr. Sie können das in den Einstellungen zurücknehmen.',
  },

  reasons: {
    again:
      'Die Netzwerkgebühr ist gestiegen, seit Sie zugestimmt haben. Das ist der neue Gesamtbetrag.',
    wished: 'Sie möchten einen längeren Pass. Er tritt an die Stelle des jetzigen.',
    third_party:
      'Das ist nicht die Website, die Sie geöffnet haben, sondern eine andere, die in jene Seite eingebettet ist.',
    look_alike:
      'Der Name enthält Buchstaben, die aussehen können wie die einer anderen Website. Hier ist er so geschrieben, dass man sie erkennt.',
    payee_changed:
      'Die Zahlungsadresse dieser Website hat sich geändert, seit Sie sie zuletzt bezahlt haben.',
    dearer:
      'Sie haben einen Pass für diese Website, aber diese Seite kostet mehr, als er wert ist.',
    page_says:
      'Die Seite gibt an, dass diese Zahlung von ihr verlangt wurde. Tollpass hat das im Netzwerk nicht gesehen.',
    site_asks: 'Sie möchten vor jeder Zahlung an diese Website gefragt werden.',
    always: 'Sie möchten vor jeder Zahlung gefragt werden.',
    over_threshold: (limit) => `Der Gesamtbetrag liegt über Ihrem Limit von ${limit}.`,
    over_site_day: (limit) =>
      limit === null
        ? 'Mit dieser Zahlung geben Sie heute auf dieser Website mehr aus, als Sie erlaubt haben.'
        : `Mit dieser Zahlung geben Sie heute auf dieser Website mehr aus als Ihr Limit von ${limit}.`,
    over_day: (limit) =>
      limit === null
        ? 'Mit dieser Zahlung geben Sie heute mehr aus, als Sie erlaubt haben.'
        : `Mit dieser Zahlung geben Sie heute mehr aus als Ihr Limit von ${limit}.`,
    over_month: (limit) =>
      limit === null
        ? 'Mit dieser Zahlung geben Sie in diesem Monat mehr aus, als Sie erlaubt haben.'
        : `Mit dieser Zahlung geben Sie in diesem Monat mehr aus als Ihr Limit von ${limit}.`,
  },
};
