import type { Texts } from '../language.ts';
import type { en } from './web-app-texts.en.tsx';

export const de: Texts<typeof en> = {
  title: 'Web-Apps',
  none: 'Noch keine Web-App. Tollpass meldet Sie mit einem Passwort oder einem Signierer an, und wieder, sobald die Sitzung abgelaufen ist. Die Seiten der Web-App laufen dann einfach weiter.',

  add: {
    address: 'Adresse einer Web-App',
    hint: 'Tollpass fragt sie, wie Sie sich anmelden sollen. Von Ihnen wird noch nichts gesendet.',
    asking: 'Die Web-App wird gefragt, wie Sie sich anmelden sollen …',
    byPassword: 'Mit Passwort',
    bySignature: 'Mit Signierer',
    now: 'Hinzufügen',
  },

  ways: { password: 'Mit Passwort', signature: 'Mit Signatur' },
  wayInGuild: (way, guild) => (
    <>
      {way}, Gilde {guild}
    </>
  ),
  asking: 'Die Web-App wird gefragt …',
  logIn: 'Anmelden',
  logInAgain: 'Neu anmelden',
  switchTo: 'Wechseln',
  logOut: 'Abmelden',
  forget: 'Vergessen',
  active: 'aktiv',
  addAccount: 'Konto hinzufügen',
  join: 'Registrieren oder Gerät hinzufügen',
  deleteNow: 'Löschen',
  loggingOut: 'Wird abgemeldet …',
  deleteWords: (host) =>
    `Sie werden hier von ${host} abgemeldet, und Tollpass vergisst die Konten dort und deren Passwörter. Ihre Signierer bleiben. Die Konten selbst bleiben bei der Web-App.`,

  signerGone: (address) => `${address} (Signierer fehlt)`,
  state: {
    loggedOut: 'Nicht angemeldet.',
    loggedIn: (name) => `Angemeldet als ${name}.`,
    loggedInGone: 'Angemeldet mit einem Konto, das nicht mehr hier ist.',
    over: (name) => `Die Sitzung von ${name} ist beendet.`,
    overGone: 'Die Sitzung eines Kontos, das nicht mehr hier ist, ist beendet.',
    again: 'Die nächste Seite, die eine braucht, wird neu angemeldet.',
  },
  session: {
    cookie: 'Cookie',
    ends: 'Endet',
    endsWithBrowser: 'mit dem Browser, oder wenn die Web-App sie beendet',
    lastUsed: 'Zuletzt benutzt',
  },
  left: {
    ended:
      'Sie sind abgemeldet: Der Cookie ist hier entfernt, und auch die Web-App hat die Sitzung beendet.',
    alive:
      'Sie sind hier abgemeldet: Der Cookie ist entfernt. Die Web-App selbst führt die Sitzung weiter, obwohl es ihr mitgeteilt wurde. Wer den Cookie kopiert hat, könnte ihn benutzen, bis sie die Sitzung beendet, in der Regel nach 24 Minuten ohne Benutzung.',
    unknown:
      'Sie sind hier abgemeldet: Der Cookie ist entfernt. Der Web-App wurde es mitgeteilt; ob sie die Sitzung auf ihrer Seite beendet hat, ist von hier aus nicht zu sehen.',
  },

  logInForm: {
    label: (host) => `Bei ${host} anmelden`,
    password: 'Passwort',
    passwordHint:
      'Wird mit dem Passwort von Tollpass verschlüsselt aufbewahrt und nur an diese Web-App gesendet.',
    signatureHint: (guild) =>
      `Die Signatur meldet diesen Schlüssel bei Gilde ${guild} an, wo immer sie binnen zehn Minuten gezeigt wird. Melden Sie sich nur bei einer Web-App dieser Gilde an, der Sie vertrauen.`,
    loggingIn: 'Wird angemeldet …',
  },

  joinForm: {
    label: (host) => `Bei ${host} mitmachen`,
    signUp: 'Registrieren',
    device: 'Gerät hinzufügen',
    username: 'Name des neuen Spielers',
    usernameHint: '3 bis 20 Buchstaben, Ziffern, Binde- oder Unterstriche.',
    player: 'Spieler',
    code: 'Code',
    codeHint: 'Wie ihn die Web-App dort zeigt, wo Sie schon angemeldet sind.',
    offer: 'Anbieten',
    done: {
      new: 'Sie sind registriert. Die Chain erschafft jetzt Ihren Spieler, was ein wenig dauert. Melden Sie sich danach mit diesem Signierer an.',
      device:
        'Der Signierer ist als Gerät dieses Spielers angeboten. Stimmen Sie dort zu, wo der Code herkam, und melden Sie sich dann mit diesem Signierer an.',
    },
  },

  signer: 'Signierer',
  noSigner: (link) => (
    <>Sie haben keinen Signierer, der das kann. {link('Fügen Sie zuerst einen hinzu')}.</>
  ),
  signerOf: (name, address, chain) => `${name}: ${address} auf ${chain}`,
};
