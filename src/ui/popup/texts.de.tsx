import { count, plural, type Texts } from '../language.ts';
import type { en } from './texts.en.tsx';

export const de: Texts<typeof en> = {
  reading: 'Wird gelesen …',
  questions: (count, strong) => (
    <>
      {strong(plural(count, 'Frage', 'Fragen'))} {count === 1 ? 'wartet' : 'warten'} auf Ihre
      Antwort.
    </>
  ),
  answer: 'Antworten',
  elsewhere: 'Auf anderen Websites',

  places: { panel: 'Seitenleiste', page: 'Ganze Seite' },

  wallet: {
    unset:
      'Tollpass bezahlt aus Ihrer eigenen Monero-Wallet. Solange keine verbunden ist, wird nichts bezahlt.',
    forgotten:
      'Der Browser war geschlossen. Das Passwort Ihrer Wallet ist deshalb nicht mehr bekannt.',
    unknown: 'Das Passwort Ihrer Wallet ist nicht bekannt.',
    connect: 'Wallet verbinden',
    logIn: 'Zugangsdaten neu eingeben',
  },

  lock: {
    locked: 'Gesperrt',
    lockedWords:
      'Pässe, die Sie haben, gelten weiter. Um zu bezahlen, zu signieren und Diensten ihre Schlüssel zu zeigen, muss Tollpass entsperrt sein.',
    refused:
      'Sie haben das Fenster geschlossen, das nach Ihrem Passwort fragte. Zehn Minuten lang fragt deshalb keine Seite danach. Entsperren Sie Tollpass hier und laden Sie die Seite dann neu.',
    unlocked: 'Entsperrt',
    lock: 'Jetzt sperren',
  },

  refused: {
    title: 'Ein Schlüssel wurde abgelehnt',
    answered: (host, status, name) => (
      <>
        {host} hat auf „{name}“ mit {status} geantwortet.
      </>
    ),
    keys: 'Schlüssel ansehen',
  },

  site: {
    label: 'Diese Website',
    none: 'Keine Webseite',
    reload: 'Laden Sie die Seite neu: Tollpass fragt Sie dann noch einmal.',
    open: 'Öffnen Sie eine Website, um hier zu sehen, was sie verlangt.',
    free: 'Diese Website hat keine Zahlung verlangt.',
    rule: 'Diese Website bezahlen',
  },

  session: {
    loggedIn: 'Sie sind hier angemeldet.',
    loggedOut: 'Sie sind hier nicht angemeldet.',
    look: 'Sitzung',
    logIn: 'Anmelden',
  },

  spending: {
    title: 'Ausgaben',
    change: 'Limits ändern',
    set: 'Limits festlegen',
    bars: (today, mostOn, most) =>
      `Ausgaben nach Tagen dieses Monats. Heute ${today}, am meisten an Tag ${mostOn}: ${most}.`,
    day: (day, amount) => `Tag ${day}: ${amount} XMR`,
  },

  offers: {
    paysLater:
      'Es wird bezahlt, sobald Ihr Wechselgeld verfügbar ist, wenn die Seite dann noch offen ist.',
    payLater: 'Bezahlen, sobald verfügbar',
    askAgain: 'Erneut fragen',
    settings: 'Einstellungen öffnen',
    giveUp: 'Zahlung aufgeben',
    giveUpYes: 'Aufgeben',
    giveUpNo: 'Behalten',
    givingUp: 'Das Netzwerk wird noch einmal gefragt …',
    giveUpWords:
      'Tollpass bietet sie dem Netzwerk noch einmal an. Nur wenn es sie weiter ablehnt, wird die Zahlung vergessen: Dann wurde nichts bezahlt, und die Website kann neu bezahlt werden. Das lässt sich nicht rückgängig machen.',
  },

  passes: {
    title: 'Pässe',
    others: 'Andere Pässe',
    none: 'Sie haben keine Pässe. Wenn eine Website eine Zahlung verlangt, fragt Tollpass Sie, bezahlt und bewahrt den Pass hier auf, bis er aufgebraucht ist.',
    expired: (number) => `Aufgebraucht (${count(number)})`,
    all: (number) => `Alle ${count(number)} zeigen`,
  },

  pass: {
    details: (host, unseen) => <>Details{unseen(` zum Pass für ${host}`)}</>,
    boughtAt: (moment) => `Gekauft: ${moment}`,
    charged: 'Preis',
    fee: 'Netzwerkgebühr',
    bought: 'Gekauft',
    confirmations: 'Bestätigungen',
    confirmed: (confirmations, needed) => `${confirmations} von ${needed}`,
    used: 'Verwendet',
    goodFor: 'Gilt für',
    addresses: (count) => plural(count, 'Adresse', 'Adressen'),

    left: (left, blocks) => `Noch ${left} von ${plural(blocks, 'Block', 'Blöcken')}`,
    leftUntil: (left, blocks, moment) =>
      `Noch ${left} von ${plural(blocks, 'Block', 'Blöcken')}, bis etwa ${moment}`,
    ready: 'Kann verwendet werden',
    resting: 'Ruht',
    restingUntil: (moment) => `Ruht bis ${moment}`,
    expired: 'Aufgebraucht',
    refused: 'Von der Website abgelehnt. Zeigen Sie dem Betreiber diese Transaktion:',
    revoked: 'Ausgesetzt',
    both: (state, left) => `${state}. ${left}`,
    waiting: (confirmations, needed) =>
      `Bezahlt. ${confirmations} von ${plural(needed, 'Bestätigung', 'Bestätigungen')}`,
    waitingForOne: 'Bezahlt, wartet auf den ersten Block',

    notCounted: 'noch nicht gezählt',
    uses: (number) => `${count(number)}-mal`,
    usesAndLast: (number, moment) => `${count(number)}-mal, zuletzt ${moment}`,
  },

  happened: {
    title: 'Was hier geschehen ist',
    signed: 'In Ihrer Wallet signiert und aufgeschrieben; noch nichts gesendet',
    sent: 'Ans Netzwerk gesendet und von Ihrer Wallet nachgewiesen',
    mined: 'In einem Block',
    minedIn: (height) => `In Block ${height}`,
    refused: 'Zum ersten Mal von der Website abgelehnt',
    used: (uses) => `Zuletzt von der Website angenommen, insgesamt ${count(uses)}-mal`,
  },

  actions: {
    extend: 'Verlängern',
    revoke: 'Aussetzen',
    restore: 'Wieder verwenden',
    credential: 'Code kopieren',
    forget: 'Entfernen',
    revoked: 'Er wird der Website nicht mehr gezeigt. „Wieder verwenden“ macht das rückgängig.',
    restored: 'Er wird der Website wieder gezeigt.',
    credentialWarning: (host) =>
      `Wer ihn hat, kann diesen Pass bei ${host} an Ihrer Stelle verwenden. Behalten Sie ihn für sich und Ihre eigenen Programme.`,
    forgetTitle: 'Diesen Pass entfernen',
    forgetYes: 'Entfernen',
    forgetNo: 'Behalten',
    forgetting: 'Wird entfernt …',
    forgetExpired: 'Er ist aufgebraucht. Die Zahlung bleibt in Ihrem Verlauf.',
    forgetAlive: (host) =>
      `${host} müsste neu bezahlt werden. Die Zahlung bleibt in Ihrem Verlauf. Das lässt sich nicht rückgängig machen.`,
  },

  extend: {
    title: 'Verlängern',
    times: 'Wie viel länger?',
    cost: (amount, bought) => `${amount} und die Netzwerkgebühr. Dafür gibt es: ${bought}.`,
    hint: 'Der neue Pass tritt an die Stelle von diesem: Seine Blöcke zählen ab seiner eigenen Zahlung.',
    preparing: 'Die Frage wird vorbereitet. Sie öffnet sich in einem eigenen Fenster …',
    progress: 'Die Frage wird vorbereitet',
    go: 'Weiter zur Frage',
    cancel: 'Abbrechen',
  },

  pages: {
    services: 'Sitzungen und Schlüssel',
    inActivity: 'jede Zahlung',
    webApps: (count) => (count === 0 ? 'noch keine' : plural(count, 'Web-App', 'Web-Apps')),
    signersKept: (count) => (count === 0 ? 'noch keiner' : plural(count, 'Signierer', 'Signierer')),
    streamsOn: (on, all) => (all === 0 ? 'noch keiner' : `${on} von ${all} eingeschaltet`),
    inSettings: 'Wallet, Limits, Passwort',
  },
};
