import type { Texts } from '../language.ts';
import { plural } from '../language.ts';
import type { en } from './wallet-texts.en.tsx';

export const de: Texts<typeof en> = {
  form: {
    title: 'Wallet',
    words:
      'Tollpass bezahlt über monero-wallet-rpc, das auf Ihrem Computer läuft und Ihre Schlüssel verwahrt.',
    loginNeeded: {
      none: 'Geben Sie das Passwort noch einmal ein: Es wurde vergessen, als der Browser geschlossen wurde.',
      locked:
        'Tollpass ist gesperrt: Das Passwort der Wallet ist wieder bekannt, sobald Sie es unten entsperren.',
      unlocked: 'Geben Sie das Passwort ein: Es ist noch nicht bekannt.',
    },
    address: 'Adresse',
    user: 'Benutzer',
    password: 'Passwort',
    inMemory: 'bis der Browser schließt',
    encrypted: 'wird verschlüsselt',
    inMemoryWords:
      'Das Passwort bleibt nur im Arbeitsspeicher, bis der Browser geschlossen wird. Tollpass schreibt es nicht auf den Datenträger.',
    encryptedWords:
      'Das Passwort wird auf diesem Computer aufbewahrt, verschlüsselt mit dem Passwort von Tollpass.',
    connect: 'Verbinden',
    test: 'Testen',
    asking: 'Die Wallet wird gefragt … Das kann dauern, wenn sie gerade die Chain liest.',
    askingLabel: 'Die Wallet wird gefragt',
  },

  result: {
    failed: 'Die Wallet hat den Test nicht bestanden',
    connectAnyway: 'Trotzdem verbinden',
    connected: 'Verbunden',
    answers: 'Die Wallet antwortet, ist aber noch nicht verbunden.',
    untested: 'Tollpass benutzt diese Wallet, obwohl sie den Test gerade nicht bestanden hat.',
    balance: 'Guthaben',
    unlocked: 'Davon jetzt verfügbar',
    network: 'Netzwerk',
    height: 'Höhe',
    version: 'RPC-Version',
    noLogin: 'Diese Wallet verlangt kein Passwort',
    noLoginWords: (login, noLogin) => (
      <>
        Jede Webseite, die Sie besuchen, könnte Geld daraus ausgeben. Starten Sie{' '}
        <span class="nowrap">monero-wallet-rpc</span> mit {login} statt {noLogin} und geben Sie
        beides hier ein.
      </>
    ),
  },

  outputs: {
    title: 'Outputs',
    words:
      'Das Geld einer Wallet liegt in Outputs. Jede Zahlung braucht mindestens einen ganzen auf. Was davon übrig ist, kommt als Wechselgeld zurück und ist 10 Blöcke lang gesperrt, etwa 20 Minuten.',
    asking: 'Die Wallet wird gefragt …',
    askingLabel: 'Die Wallet wird gefragt',
    unknown: 'Nicht bekannt.',
    again: 'Noch einmal nachsehen',
    empty: 'Die Wallet ist leer, deshalb kann nichts bezahlt werden.',
    ready: (count) =>
      count === 0
        ? 'Jetzt ist keine Zahlung möglich.'
        : `Jetzt möglich: ${plural(count, 'Zahlung', 'Zahlungen')}.`,
    readyAndNext: (count, time) =>
      count === 0
        ? `Jetzt ist keine Zahlung möglich. Der nächste Output ist noch ${time} gesperrt.`
        : `Jetzt möglich: ${plural(count, 'Zahlung', 'Zahlungen')}. Der nächste Output ist noch ${time} gesperrt.`,
  },

  split: {
    title: 'Mehrere Zahlungen vorbereiten',
    words:
      'Ihre Wallet sendet ihr Geld in gleich großen Outputs an sich selbst, damit so viele Zahlungen möglich sind, ohne auf Wechselgeld zu warten.',
    parts: 'Outputs',
    range: (fewest, most) => `Eine Zahl von ${fewest} bis ${most}.`,
    prepare: 'Vorbereiten',
    preparing: 'Ihre Wallet bereitet die Überweisung vor. Noch wird nichts gesendet …',
    preparingLabel: 'Die Überweisung wird vorbereitet',
    sent: (outputs) =>
      `Gesendet. Die ${outputs} Outputs sind nach 10 Bestätigungen verfügbar, nach etwa 20 Minuten.`,
    confirm: 'Überweisung senden',
    each: (outputs, amount) => (
      <>
        {outputs} zu je {amount}
      </>
    ),
    fee: 'Netzwerkgebühr',
    stays:
      'Bis auf die Gebühr bleibt alles in Ihrer Wallet. Es ist etwa 20 Minuten lang gesperrt. So lange kann damit nichts bezahlt werden.',
    sending: 'Wird gesendet …',
    sendingLabel: 'Wird gesendet',
    send: 'An meine eigene Wallet senden',
    cancel: 'Abbrechen',
  },
};
