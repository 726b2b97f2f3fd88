import type { Texts } from '../language.ts';
import type { en } from './texts.en.tsx';

export const de: Texts<typeof en> = {
  none: 'Noch kein Signierer',
  noneWords:
    'Ein Signierer ist ein Schlüssel von Ihnen für Cosmos-Chains wie die von Structs. Seiten können ihn um Signaturen bitten, Sie entscheiden über jede. Mit der Wallet, die Maut bezahlt, hat er nichts zu tun.',
  passwordFirst: 'Legen Sie zuerst ein Passwort fest',
  passwordFirstWords:
    'Schlüssel werden mit einem Passwort von Ihnen verschlüsselt auf dem Datenträger aufbewahrt. Bis Sie eines festlegen, können Sie nur Adressen beobachten.',
  setPassword: 'Passwort festlegen',
  locked: 'Gesperrt',
  lockedWords:
    'Ihre Schlüssel sind eingeschlossen. Entsperren Sie sie, um etwas zu signieren, hinzuzufügen oder anzuzeigen.',
  unlock: 'Entsperren',

  name: 'Name',
  chain: 'Chain',
  password: 'Passwort von Tollpass',
  checkingPassword: 'Das Passwort wird geprüft',
  cancel: 'Abbrechen',
  save: 'Speichern',
  copy: { no: 'Kopieren', yes: 'Kopiert', selected: 'Markiert' },

  add: {
    title: 'Signierer hinzufügen',
    ways: {
      create: {
        title: 'Neuen anlegen',
        words: 'Tollpass erzeugt Wiederherstellungswörter, und Sie schreiben sie auf.',
      },
      words: {
        title: 'Wiederherstellungswörter importieren',
        words: 'Sie haben 12 oder 24 Wörter aus einer anderen Wallet.',
      },
      key: { title: 'Privaten Schlüssel importieren', words: '64 hexadezimale Ziffern.' },
      watch: {
        title: 'Adresse beobachten',
        words: 'Sie wird hier gezeigt, kann aber nicht signieren.',
      },
    },
    nameExample: 'Meine Flotte',
    recoveryWords: 'Wiederherstellungswörter',
    recoveryWordsHint: '12 oder 24 Wörter mit Leerzeichen dazwischen.',
    privateKey: 'Privater Schlüssel',
    address: 'Adresse',
    preview: (address) => <>Das ist {address}</>,
    add: 'Signierer hinzufügen',
    watch: 'Beobachten',
  },

  newWords: {
    howMany: 'Wie viele Wörter',
    words: (count) => `${count} Wörter`,
    hint: 'Beides ist sicher. 24 Wörter gehen auch dort, wo 12 nicht angenommen werden.',
    write:
      'Schreiben Sie diese Wörter der Reihe nach auf Papier. Die Wörter sind der Signierer: Wer sie hat, hat ihn, und ohne sie kann ihn niemand zurückholen.',
    written: 'Ich habe sie aufgeschrieben',
    check: 'Geben Sie zur Sicherheit diese Wörter ein',
    word: (number) => `Wort ${number}`,
    right: 'Die Wörter stimmen.',
    wrong: 'Das steht nicht auf dem Papier. Sehen Sie noch einmal nach.',
    again: 'Wörter noch einmal zeigen',
  },

  card: {
    kinds: {
      mnemonic: 'Wiederherstellungswörter',
      private_key: 'Privater Schlüssel',
      watch: 'Nur beobachtet: kann nicht signieren',
    },
    addAddress: 'Adresse hinzufügen',
    rename: 'Umbenennen',
    delete: 'Löschen',
    address: (chain, number) => `${chain}, Adresse ${number}`,
    copyAddress: {
      no: (address) => `${address} kopieren`,
      yes: (address) => `${address} kopiert`,
      selected: (address) => `${address} markiert`,
    },
  },

  newAccount: {
    title: (signer) => `Eine Adresse zu ${signer} hinzufügen`,
    full: 'Ein privater Schlüssel hat auf jeder Chain eine Adresse, und auf dieser gibt es sie schon.',
    first: 'Seine erste Adresse auf dieser Chain.',
    next: (number) => `Seine Adresse Nummer ${number} auf dieser Chain, aus denselben Wörtern.`,
    add: 'Hinzufügen',
  },

  rename: {
    title: (signer) => `${signer} umbenennen`,
  },

  reveal: {
    words: {
      title: (signer) => `Wörter von ${signer} zeigen`,
      warning:
        'Wer die Wörter sieht, kann alles in Ihrem Namen signieren, für immer. Niemand, der Ihnen hilft, braucht sie.',
      show: 'Wörter zeigen',
    },
    key: {
      title: (signer) => `Schlüssel von ${signer} zeigen`,
      warning:
        'Wer den Schlüssel sieht, kann alles in Ihrem Namen signieren, für immer. Niemand, der Ihnen hilft, braucht ihn.',
      show: 'Schlüssel zeigen',
    },
    hide: 'Verbergen',
  },

  delete: {
    title: (signer) => `${signer} löschen`,
    watched: 'Die Adresse wird nicht mehr beobachtet. Sie können sie jederzeit wieder hinzufügen.',
    words:
      'Ohne seine Wörter auf Papier ist alles, was diesem Signierer gehört, für immer verloren: Tollpass behält keine Kopie.',
    key: 'Ohne seinen Schlüssel auf Papier ist alles, was diesem Signierer gehört, für immer verloren: Tollpass behält keine Kopie.',
    keep: 'Behalten',
    yes: 'Löschen',
  },

  transactions: {
    title: 'Transaktionen',
    open: 'Im Gange, der Reihe nach',
    over: 'Vorbei, die neueste zuerst',
    stages: {
      queued: 'Wartet, bis sie an der Reihe ist, oder auf Ihre Antwort',
      approved: 'Wird signiert',
      signed: 'Wurde übergeben und wartet auf einen Block',
      included: 'Fertig',
    },
    elsewhere: 'vorher signiert, von Ihnen gesendet',
    by: (address, chain, time) => (
      <>
        {address} auf {chain}, {time}
      </>
    ),
    earlier: 'Früher',
    inBlock: (height) => `In Block ${height}`,
    copyJson: 'JSON kopieren',
  },

  signedFile: {
    title: 'Bereits Signiertes senden',
    words:
      'Eine Transaktion, die eines Ihrer Konten signiert hat, als JSON. Sie sehen, was sie tut, bevor etwas gesendet wird.',
    text: 'Signierte Transaktion',
    file: 'Oder eine Datei damit',
    reading: 'Die Transaktion wird gelesen und ihre Chain gefragt …',
    look: 'Ansehen',
    sent: 'Übergeben. Was daraus wird, steht unter „Transaktionen“.',
    maybeSent:
      'Tollpass hat nicht geantwortet. Vielleicht wurde sie gesendet: Sehen Sie sie noch einmal an, dann steht es dort.',
    until: 'Aufnahme möglich bis',
    anyTime: 'jederzeit',
    block: (height) => `Block ${height}`,
    hash: 'Hash',
    confirm: 'Diese Transaktion senden',
    yes: 'Senden',
    no: 'Nicht senden',
    sending: 'Wird übergeben …',
    understood: 'Ich habe die Warnungen gelesen und möchte das senden',
  },

  chains: {
    title: 'Chains',
    words:
      'Eine Chain ist durch einen ihrer Knoten bekannt. Was Tollpass sendet und liest, geht über diesen Knoten, der so Ihre Adressen auf der Chain erfährt.',
    none: 'Noch keine Chain. Fügen Sie zuerst die Ihres Signierers hinzu.',
    remove: 'Entfernen',
    rest: 'REST-Adresse eines Knotens',
    rpc: 'RPC-Adresse, falls bekannt',
    rpcHint: 'Damit kann Tollpass unbekannte Nachrichten in Worte fassen.',
    asking: 'Der Knoten wird gefragt, zu welcher Chain er gehört …',
    askingLabel: 'Der Knoten wird gefragt',
    add: 'Chain hinzufügen',
  },
};
