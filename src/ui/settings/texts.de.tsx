import type { Texts } from '../language.ts';
import { plural } from '../language.ts';
import type { en } from './texts.en.tsx';

export const de: Texts<typeof en> = {
  password: {
    title: 'Passwort',
    none: 'Mit einem eigenen Passwort bewahrt Tollpass das Passwort Ihrer Wallet verschlüsselt auf diesem Computer auf: Nach einem Neustart des Browsers geben Sie nur noch dieses eine ein. Niemand kann es für Sie wiederherstellen.',
    words:
      'Was Tollpass für Sie aufbewahrt, ist mit diesem Passwort verschlüsselt. Ihre Pässe werden benutzt, auch solange es gesperrt ist, aber bezahlt wird dann nichts. Niemand kann das Passwort für Sie wiederherstellen.',
    locked: 'Gesperrt',
    unlocked: 'Entsperrt',
    lock: 'Jetzt sperren',
    ofTollpass: 'Passwort von Tollpass',
    setting: 'Das Passwort wird festgelegt …',
    set: 'Passwort festlegen',
  },

  autoLock: {
    label: 'Von selbst sperren',
    after: (minutes) =>
      minutes === 60 ? 'nach einer Stunde ohne Nutzung' : `nach ${minutes} Minuten ohne Nutzung`,
    atClose: 'beim Schließen des Browsers',
  },

  change: {
    open: 'Passwort ändern',
    before: 'Bisheriges Passwort',
    after: 'Neues Passwort',
    changing: 'Das Passwort wird geändert …',
    yes: 'Ändern',
    cancel: 'Abbrechen',
    done: 'Geändert.',
  },

  backup: {
    title: 'Sichern',
    words:
      'Pässe, Zahlungen, Einstellungen und alles, was unter dem Passwort aufbewahrt wird, in einer verschlüsselten Datei. Ihr Monero ist nicht darin: Das liegt in Ihrer Wallet.',
    password: 'Passwort für die Datei',
    another: 'Die Datei mit einem anderen Passwort verschlüsseln',
    encrypting: 'Die Sicherung wird verschlüsselt …',
    save: 'Sicherung speichern',
    saved: (name) => `Gespeichert als ${name}.`,
  },

  restore: {
    title: 'Wiederherstellen',
    words:
      'Sie sehen, was in der Datei ist, bevor etwas ersetzt wird. Was seitdem bezahlt wurde, bleibt erhalten, damit nichts zweimal bezahlt wird.',
    file: 'Sicherung',
    password: 'Passwort der Datei',
    reading: 'Die Sicherung wird gelesen …',
    look: 'Inhalt ansehen',
    done: 'Wiederhergestellt.',
    confirm: 'Diese Sicherung wiederherstellen',
    yes: 'Vorhandenes ersetzen',
    no: 'Nichts ersetzen',
    restoring: 'Die Sicherung wird wiederhergestellt …',
    replaced:
      'Ihre Einstellungen und Regeln für Websites werden durch die aus der Sicherung ersetzt. Pässe und Zahlungen, die nur dieser Browser kennt, bleiben.',
    passwordReturns:
      'Das Passwort, das Tollpass zur Zeit der Sicherung hatte, gilt wieder, mit allem, was darunter aufbewahrt wurde.',
    passwordStays:
      'Die Sicherung enthält kein Passwort: Ihr jetziges bleibt, mit allem, was darunter aufbewahrt wird.',
    made: 'Erstellt',
    payments: 'Zahlungen',
    passes: 'Pässe',
    sites: 'Regeln für Websites',
    secrets: 'Geheimnisse unter ihrem Passwort',
  },

  limits: {
    title: 'Bezahlen, ohne zu fragen',
    words:
      'Tollpass bezahlt die Website, die Sie geöffnet haben, ohne zu fragen, solange es innerhalb aller dieser Limits bleibt. Die Netzwerkgebühr zählt mit: Eine Zahlung von 0.000001 XMR kostet etwa 0.0018 XMR an Gebühren. Darüber fragt es Sie.',
    labels: {
      threshold: 'Eine Zahlung',
      siteDay: 'Eine Website, am Tag',
      day: 'Alle Websites, am Tag',
      month: 'Alle Websites, im Monat',
    },
    zeroHint: '0: Es fragt immer.',
    zeroNeeded: 'Geben Sie 0 ein, um jedes Mal gefragt zu werden.',
    none: 'kein Limit',
    spentToday: (amount) => <>Heute ausgegeben: {amount}</>,
    spentThisMonth: (amount) => <>In diesem Monat ausgegeben: {amount}</>,
    save: 'Speichern',
    saved: 'Gespeichert.',
    savedZero: 'Gespeichert. Tollpass fragt immer.',
  },

  rate: {
    title: 'Beträge in Ihrem Geld',
    words:
      'Tollpass fragt niemanden nach einem Kurs. Wenn Sie angeben, wie viel 1\u{A0}XMR in Ihrem Geld ist, steht bei Beträgen, wie viel das etwa ist.',
    currency: 'Währung',
    price: '1 XMR ist',
    someCurrency: 'EUR',
    off: 'aus',
    currencyUnknown: 'Eine Währung hat drei Buchstaben, zum Beispiel EUR.',
    currencyXmr: 'In XMR sind die Beträge ohnehin.',
    priceMissing:
      'Geben Sie an, wie viel 1 XMR ist, zum Beispiel 150. Zum Ausschalten leeren Sie beide Felder.',
    priceWithComma: 'Verwenden Sie einen Punkt, kein Komma, zum Beispiel 150.5.',
    priceZero: '1 XMR ist mehr als nichts wert.',
    priceTooLarge: 'So viel ist 1 XMR in keiner Währung.',
    priceUnreadable: 'Verwenden Sie Ziffern und einen Punkt, höchstens 12 Ziffern danach.',
    example: (reading) => `Dann heißt es: ${reading}.`,
    setOn: (date) => `Festgelegt am ${date}; Kurse ändern sich.`,
    save: 'Speichern',
    saved: 'Gespeichert.',
    savedOff: 'Gespeichert. Beträge stehen nur in XMR.',
  },

  siteRules: {
    title: 'Websites mit eigener Regel',
    words:
      'Für diese gilt die Regel anstelle des Limits für eine Zahlung. Sie geben einer Website eine Regel im Popup oder wenn Sie eine Frage beantworten.',
    none: 'Keine Website hat eine eigene Regel.',
    ruleOf: (host) => `Regel für ${host}`,
    paying: 'Diese Website bezahlen',
    spentToday: (rule, amount) => `${rule}, heute ${amount} ausgegeben`,
    change: 'Ändern',
    remove: 'Entfernen',
    removed: (host, rule) => `Entfernt: ${host} (${rule}).`,
    undo: 'Rückgängig',
  },

  notices: {
    title: 'Benachrichtigungen',
    words: 'Was der Browser Ihnen meldet, auch während Sie etwas anderes ansehen.',
    legend: 'Melden, wenn',
    kinds: {
      asking: 'Eine Zahlung wartet auf meine Antwort',
      trouble: 'Eine Seite wurde nicht bezahlt',
      paid: 'Eine Seite, die auf einen Block gewartet hat, ist offen',
    },
  },

  hiddenServices: {
    title: 'Websites in Tor und I2P',
    allow: 'Websites in Tor und I2P über einfaches HTTP bezahlen',
    hint: 'Namen, die auf .onion oder .i2p enden, brauchen kein https://, denn diese Netze verschlüsseln selbst. Erlauben Sie das nur, wenn Ihr Browser sie über Tor oder I2P erreicht: Sonst könnte jemand unterwegs Ihre Pässe an sich nehmen.',
  },

  signerSites: {
    title: 'Verbundene Websites',
    words:
      'Diese Websites kennen die Adresse eines Kontos und dürfen Sie um Signaturen bitten, oder sie hören einen Stream.',
    none: 'Keine Website ist verbunden.',
    keplr: 'Als Keplr auftreten',
    keplrHint:
      'Seiten, die nur Keplr kennen, finden Tollpass dann unter dessen Namen, wenn Keplr selbst nicht installiert ist. Gilt für Seiten, die Sie von jetzt an öffnen.',
    account: (address, chain) => `${address} auf ${chain}`,
    disconnect: 'Trennen',
    listens: 'Hört:',
    subject: (subject, connection) => (
      <>
        {subject} über {connection}
      </>
    ),
    stop: 'Zuhören beenden',
    autoSigned: 'Wird ohne Rückfrage signiert:',
    autoSign: (type, left, until) => `${type}, noch ${plural(left, 'Mal', 'Mal')}, bis ${until}`,
    ask: 'Jedes Mal fragen',
  },

  help: {
    title: 'Hilfe',
    words:
      'Für alle, die Ihnen helfen: eine Datei mit dem Stand Ihrer Mautzahlungen und Pässe und den Codes dessen, was schiefging. Darin stehen keine Website, keine Transaktion, kein Betrag und keine Zugangsdaten.',
    save: 'Diagnosedatei speichern',
    welcome: 'Noch einmal von vorn beginnen',
  },
};
