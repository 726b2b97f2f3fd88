import type { Texts } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  explanation: 'Was das bedeutet',

  newPassword: {
    again: 'Noch einmal',
    differs: 'Das weicht vom ersten ab.',
  },

  noQuestion: {
    reading: 'Wird gelesen …',
    none: 'Es wartet keine Frage',
    close: 'Sie können dieses Fenster schließen.',
    closeButton: 'Schließen',
  },

  page: {
    names: {
      activity: 'Verlauf',
      services: 'Dienste',
      signers: 'Signierer',
      streams: 'Streams',
      settings: 'Einstellungen',
    },
    all: 'Seiten von Tollpass',
    reading: 'Wird gelesen …',
  },

  receive: {
    code: 'Die Adresse als Code für Telefone',
    copy: { no: 'Adresse kopieren', yes: 'Kopiert', selected: 'Ausgewählt' },
    copied: 'Adresse kopiert',
  },

  rule: {
    amount: 'Diese Website ohne Frage bezahlen bis zu, in XMR',
    save: 'Speichern',
    hint: 'Je Zahlung, einschließlich Netzwerkgebühr. Die Limits je Tag und Monat gelten ebenfalls.',
    saved: 'Gespeichert.',
  },

  secretCopy: {
    of: {
      credential: {
        copy: 'Zugangscode kopieren',
        again: 'Noch einmal kopieren',
        copied: 'Der Zugangscode ist in der Zwischenablage.',
      },
      proof: {
        copy: 'Nachweis kopieren',
        again: 'Noch einmal kopieren',
        copied: 'Der Nachweis ist in der Zwischenablage.',
      },
    },
    notCopied: 'Der Browser hat nicht kopiert. Kopieren Sie hier selbst:',
    copying: 'Wird kopiert …',
    close: 'Schließen',
    cancel: 'Abbrechen',
  },

  times: 'Wie viele Male',

  toll: {
    unlocking: 'Wartet in einem eigenen Fenster auf Ihr Passwort',
    preparing: 'Die Zahlung wird in Ihrer Wallet vorbereitet',
    asking: 'Wartet auf Ihre Antwort',
    relaying: 'Die Zahlung wird dem Netzwerk übergeben',
    proving: 'Bezahlt. Der Nachweis wird von Ihrer Wallet geholt',
    confirmations: (confirmations, needed, time) =>
      `Bezahlt. ${confirmations} von ${needed} ${needed === 1 ? 'Bestätigung' : 'Bestätigungen'}, ${time}`,
    retrying: 'Bezahlt. Die Website sieht es noch nicht; Tollpass versucht es gleich noch einmal',
    resting: 'Ihr Pass ruht eine Weile',
    restingUntil: (moment) => `Ihr Pass ruht bis ${moment}. Dann geht die Seite weiter`,
    failed: 'Nicht durchgelassen',
    total: 'Gesamt mit Netzwerkgebühr',
  },

  txid: {
    copy: { no: 'Kopieren', yes: 'Kopiert', selected: 'Ausgewählt' },
    copyId: {
      no: 'Transaktions-ID kopieren',
      yes: 'Transaktions-ID kopiert',
      selected: 'Transaktions-ID ausgewählt',
    },
    copied: 'Transaktions-ID kopiert',
  },

  unlock: {
    password: 'Passwort von Tollpass',
    unlock: 'Entsperren',
    checking: 'Das Passwort wird geprüft …',
  },
};
