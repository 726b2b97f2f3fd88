import { plural, type Texts } from '../language.ts';
import type { en } from './config-texts.en.tsx';

export const de: Texts<typeof en> = {
  title: 'Importieren und exportieren',
  about: (link) => (
    <>
      Web-Apps, Chains mit ihren Signierern und Streams als eine Datei (AuthenticationConfig). Was
      darin stehen darf, sagt {link('ihr JSON-Schema')}.
    </>
  ),

  import: {
    title: 'Importieren',
    about:
      'Bevor sich etwas ändert, sehen Sie, was. Was die Datei nicht nennt, bleibt. Nennt sie von einer Chain nur die Adresse, wird die Chain gefragt, welche sie ist.',
    file: 'Datei',
    text: 'Oder ihr Text',
    reading: 'Die Datei wird gelesen …',
    look: 'Ansehen, was sie ändert',
    done: 'Importiert.',
    secrets: 'Geheimnisse der Datei',
    sealed: 'In dieser Datei sind Geheimnisse, geschützt durch ein Passwort.',
    password: 'Passwort der Datei',
    opening: 'Die Geheimnisse werden geöffnet …',
    open: 'Geheimnisse öffnen',
    without: 'Oder ohne sie fortfahren.',
    confirm: 'Diese Konfiguration importieren',
    now: 'Importieren',
    nowWithout: 'Ohne Geheimnisse importieren',
    leave: 'Nicht importieren',
    importing: 'Wird importiert …',
    locked:
      'In dieser Datei sind Geheimnisse, und Tollpass ist gesperrt. Es wurde nichts geändert. Entsperren Sie es, um fortzufahren.',
    noPassword:
      'In dieser Datei sind Geheimnisse, und Tollpass hat kein Passwort, unter dem es sie aufbewahren kann. Es wurde nichts geändert. Legen Sie in den Einstellungen eines fest und kommen Sie dann zurück.',
  },

  export: {
    title: 'Exportieren',
    about:
      'Adressen und Namen, zum Aufheben oder für einen anderen Browser. Passwörter, Schlüssel und Sitzungen sind nur dabei, wenn Sie das wählen.',
    withSecrets: 'Mit Geheimnissen, unter einem Passwort verschlüsselt',
    locked: 'Geheimnisse lassen sich nur exportieren, solange Tollpass entsperrt ist.',
    own: 'Passwort von Tollpass',
    password: 'Passwort für die Datei',
    encrypting: 'Die Geheimnisse werden verschlüsselt …',
    making: 'Die Datei wird erstellt …',
    copyFrom: 'Der Browser hat es nicht kopiert. Kopieren Sie es von hier:',
    save: 'Als Datei speichern',
    copy: 'Kopieren',
    saved: (name) => `Gespeichert als ${name}.`,
    copied: 'Es ist in der Zwischenablage.',
    refused:
      'Tollpass ist gesperrt und kann die Geheimnisse nicht lesen. Es wurde nichts exportiert. Entsperren Sie es und versuchen Sie es dann noch einmal.',
  },

  faults: {
    title: (count) => `Nicht zu importieren: ${plural(count, 'Fehler', 'Fehler')}`,
    nothingChanged: 'Es wurde nichts geändert.',
  },
  wholeFile: 'die ganze Datei',
  more: (count) => `und ${count} weitere`,

  sum: (parts) => `${parts.join(', ')}.`,
  counts: {
    new: (count) => `${count} neu`,
    changed: (count) => `${count} geändert`,
    same: (count) => `${count} unverändert`,
  },
  nothing: 'Darin steht nichts.',

  kinds: { new: 'Neu', changed: 'Geändert', same: 'Gleich' },
  services: {
    webapp: 'Web-Apps',
    consensus: 'Chains und Signierer',
    streaming: 'Streams',
  },
  secret: 'wird unter Ihrem Passwort aufbewahrt',
  none: 'nichts',
  unknown: {
    title: 'Felder, die Tollpass nicht kennt',
    about: 'Sie werden aufbewahrt, bewirken hier nichts und sind beim Exportieren wieder dabei.',
    secret: 'Es könnte ein Geheimnis sein und wird unter Ihrem Passwort aufbewahrt.',
  },
  notes: {
    clearSecret:
      'Diese Geheimnisse stehen für jeden lesbar in der Datei. Tollpass bewahrt sie unter Ihrem Passwort auf; löschen Sie die Datei, wenn Sie fertig sind.',
    watchedOnly: 'Diese Adressen kommen ohne Schlüssel: Tollpass beobachtet sie nur.',
    notKept: 'Diese werden nicht übernommen: Der Dienst selbst kennt sie besser.',
    otherAddress: (url) =>
      `Ein Browser kann nicht mit einer Adresse mit nats:// sprechen. Tollpass verbindet sich stattdessen mit ${url ?? 'deren WebSocket'}.`,
  },
};
