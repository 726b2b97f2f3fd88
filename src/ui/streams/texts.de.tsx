import { count, plural, type Texts } from '../language.ts';
import type { en } from './texts.en.tsx';

function rateOf(messages: number, rate: number): string {
  return `${plural(messages, 'Nachricht', 'Nachrichten')}, ${count(rate)}\u00a0pro\u00a0Sekunde`;
}

export const de: Texts<typeof en> = {
  cancel: 'Abbrechen',
  remove: 'Entfernen',
  name: 'Name',
  subject: 'Subject',
  copy: { no: 'Kopieren', yes: 'Kopiert', selected: 'Markiert' },
  locked: 'Gesperrt',
  unlock: 'Entsperren',

  page: {
    locked:
      'Einige dieser Verbindungen brauchen Zugangsdaten, die mit Ihrem Passwort gesperrt sind.',
    none: 'Noch keine Verbindung',
    noneWords:
      'Verbinden Sie sich mit einem NATS-Server, um gleich zu sehen, was er veröffentlicht: bei Structs Überfälle, Flotten und Blöcke. Tollpass hält die Verbindung und sagt, wenn etwas verpasst worden sein kann.',
    add: 'Verbindung hinzufügen',
  },

  phases: {
    connecting: 'Wird verbunden …',
    up: 'Verbunden',
    waiting: 'Nicht verbunden',
    stopped: 'Angehalten',
  },
  off: 'Ausgeschaltet',
  starting: 'Wird gestartet …',

  card: {
    silent: 'Sie haben hier noch nichts abonniert. Wählen Sie unten ein Subject.',
    subscribe: 'Subject abonnieren',
    send: 'Senden',
    edit: 'Ändern',
    switchOff: 'Ausschalten',
    switchOn: 'Einschalten',
    removeLabel: 'Verbindung entfernen',
    keep: 'Behalten',
    removing: 'Wird entfernt …',
    removeWords:
      'Ihre Subjects mit den gespeicherten Nachrichten und ihre Zugangsdaten werden gelöscht.',
    retry: 'Jetzt versuchen',
    byItself: (seconds) => `Von selbst in ${plural(seconds, 'Sekunde', 'Sekunden')}.`,
    unstored:
      'Der Browser kann nicht speichern, was ankommt. Es ist weg, sobald er geschlossen wird.',
  },

  gaps: {
    newest: (from, to) => `Es können Ereignisse fehlen: ${from} bis ${to ?? 'jetzt'}.`,
    earlier: (gaps) => plural(gaps, 'frühere Lücke', 'frühere Lücken'),
    one: (from, to) => `${from} bis ${to ?? 'jetzt'}`,
  },

  form: {
    address: 'Adresse des Servers',
    insecure: 'Nicht verschlüsselt',
    insist: 'Trotzdem ohne Verschlüsselung verbinden',
    login: 'Zugangsdaten',
    logins: { none: 'Keine', token: 'Token', username_password: 'Name und Passwort' },
    token: 'Token',
    password: 'Passwort',
    keepSecret: 'Leer lassen, um das gespeicherte zu behalten.',
    secret: 'Wird mit Ihrem Passwort von Tollpass verschlüsselt aufbewahrt.',
    noPassword: 'Erst ein Passwort festlegen',
    vaultWords:
      'Zugangsdaten werden auf dem Datenträger nur mit einem Passwort von Ihnen verschlüsselt aufbewahrt.',
    setPassword: 'Passwort festlegen',
    connect: 'Verbinden',
    save: 'Speichern',
    forPrograms: 'Eine Adresse für Programme',
    forProgramsWords: (address) => (
      <>
        Ein Browser kann nicht mit einer Adresse mit nats:// sprechen. Meist hat derselbe Server
        auch eine WebSocket-Adresse für Browser, am ehesten {address}.
      </>
    ),
    look: 'Suchen',
    looking: 'Wird gesucht …',
    useLikeliest: 'Diese verwenden',
    notFound: 'Keine davon antwortet. Fragen Sie den Betreiber nach der WebSocket-Adresse.',
  },

  subscribe: {
    structs: 'Aus Structs',
    presets: {
      player: 'Spieler',
      planet: 'Planet',
      guild: 'Gilde',
      grid: 'Grid',
      consensus: 'Konsens',
    },
    ids: { guild: 'Gilde', player: 'Spieler', planet: 'Planet', object: 'Objekt' },
    all: 'Leer: alle.',
    noId: (example) => `Das sieht nicht aus wie eine ID, zum Beispiel ${example}.`,
    hint: 'Wörter mit Punkten dazwischen. * steht für ein Wort, > für alle, die folgen.',
    wider: (subject) => (
      <>Ein * ist genau ein Wort. Wenn nichts ankommt, versuchen Sie {subject}.</>
    ),
    listen: 'Abonnieren',
  },

  faults: {
    empty: 'Geben Sie ein Subject ein, zum Beispiel structs.planet.2-1.>',
    too_long: 'So lang kann kein Subject sein.',
    space: 'Ein Subject hat keine Leerzeichen.',
    empty_token: 'Zwischen zwei Punkten oder an einem Ende steht nichts.',
    star_in_token: 'Ein * steht für ein ganzes Wort zwischen Punkten, nicht für einen Teil davon.',
    rest_in_token: 'Ein > steht für alle Wörter, die folgen, nicht für einen Teil davon.',
    rest_not_last: 'Ein > kann nur das letzte Wort sein.',
    wildcard: 'Zum Senden muss das Subject ohne * und > sein.',
  },

  subscription: {
    off: 'Kein Empfang',
    nothing: 'Noch nichts',
    rate: rateOf,
    rateAndLast: (messages, rate, last) => `${rateOf(messages, rate)}, zuletzt ${last}`,
    dropped: (messages) =>
      messages === 1
        ? '1 Nachricht kam zu schnell, um aufbewahrt zu werden; sie ist nur gezählt.'
        : `${count(messages)} Nachrichten kamen zu schnell, um aufbewahrt zu werden; sie sind nur gezählt.`,
    silent:
      'Es ist noch nichts angekommen. Ein * steht für genau ein Wort: Prüfen Sie, ob das Subject so viele Wörter hat, wie der Server benutzt.',
    silentWider: (subject) => (
      <>
        Es ist noch nichts angekommen. Ein * steht für genau ein Wort; {subject} würde auch auf
        längere Subjects passen.
      </>
    ),
    listenWider: 'Auch das abonnieren',
    show: 'Anzeigen',
    hide: 'Ausblenden',
  },

  send: {
    message: 'Nachricht',
    sending: 'Wird gesendet …',
    taken: (subject) => `Der Server hat es angenommen: ${subject}`,
    unknown:
      'Es ist nicht bekannt, ob das gesendet wurde, weil die Verbindung neu aufgebaut wurde.',
    answer: 'Die Antwort:',
    publish: 'Veröffentlichen',
    request: 'Antwort anfordern',
  },

  live: {
    from: (stream) => <>Von {stream}</>,
    fromWithRate: (stream, messages, rate) => (
      <>
        Von {stream}: {rateOf(messages, rate)}
      </>
    ),
    close: 'Schließen',
    search: 'Suchen',
    category: 'Kategorie',
    allCategories: 'Alle',
    pause: 'Anhalten',
    goOn: 'Fortsetzen',
    export: 'Exportieren',
    forget: 'Diese löschen',
    failed: 'Das ging nicht, weil die gespeicherten Nachrichten nicht erreichbar sind.',
    skipped: (messages) =>
      messages === 1
        ? '1 Nachricht kam schneller, als sie gezeigt werden kann.'
        : `${count(messages)} Nachrichten kamen schneller, als sie gezeigt werden können.`,
    nothing: 'Es ist noch nichts angekommen.',
    noneFits: 'Keine dieser Nachrichten passt.',
    messages: 'Nachrichten, die neueste zuerst',
    older: 'Ältere anzeigen',
  },

  message: {
    bytes: (size) => `${size} Binärdaten`,
    place: (sequence, size) => `Nr. ${count(sequence)}, ${size}`,
    onlyBeginning: (size) => `Nur der Anfang von ${size} ist aufbewahrt.`,
    noText: (size) => `${size}, die kein Text sind, als Hexadezimalziffern.`,
    more: (entries) => `… ${entries} weitere`,
  },

  alerts: {
    title: (alerts) => `Benachrichtigungen (${alerts})`,
    about:
      'Der Browser zeigt eine Benachrichtigung, wenn eine solche Nachricht ankommt: für jede höchstens eine in einer halben Minute, und höchstens zehn in zehn Minuten.',
    presets: {
      raid: 'Ein Überfall beginnt',
      raidNews: 'Neues von einem Überfall',
      fleet: 'Eine Flotte trifft ein',
      any: 'Jede Nachricht',
    },
    condition: (field, value) => `${field} ist ${value}`,
    all: (conditions) => conditions.join(' und '),
    field: 'Feld',
    value: 'Hat den Wert',
    add: 'Benachrichtigen',
  },

  quiet: {
    title: 'Ruhezeit',
    words: 'In dieser Zeit nicht benachrichtigen; Nachrichten werden trotzdem aufbewahrt',
    from: 'Von',
    to: 'Bis',
  },
};
