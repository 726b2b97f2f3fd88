import type { Texts } from '../language.ts';
import type { en } from './texts.en.tsx';

export const de: Texts<typeof en> = {
  name: 'Willkommen bei Tollpass',
  reading: 'Wird gelesen …',
  steps: 'Schritte',
  titles: {
    about: 'Was Tollpass tut',
    wallet: 'Wallet verbinden',
    limits: 'Limits festlegen',
    toll: 'Erste Maut bezahlen',
  },
  place: (step, steps) => `Schritt ${step} von ${steps}`,
  allSteps: 'Alle Schritte',
  back: 'Zurück',
  finish: 'Fertig',
  next: 'Weiter',
  skip: 'Überspringen',

  ready: 'Tollpass ist bereit',
  readyWords:
    'Die Schaltfläche von Tollpass in der Symbolleiste zeigt, was eine Website verlangt, was Sie für sie haben und was Sie ausgegeben haben. Wenn Sie sie nicht sehen, liegt sie hinter dem Puzzleteil: Heften Sie sie dort an.',
  openPopup: 'Ansehen, was sie zeigt',
  settings: 'Einstellungen',

  about:
    'Manche Websites nennen einen Preis in Monero, bevor sie eine Seite zeigen. Tollpass bezahlt eine solche Maut aus Ihrer eigenen Wallet, weist das der Website nach, und die Seite öffnet sich. Es bezahlt innerhalb der Limits, die Sie festlegen, und fragt Sie bei allem, was darüber liegt.',
  points: [
    'Tollpass verwahrt kein Geld: Ihre Schlüssel bleiben in Ihrer Wallet, auf Ihrem Computer.',
    'Nichts wird zweimal bezahlt. Bis das Gekaufte abgelaufen ist, steht die Website offen.',
    'Gesendet wird nur an die Websites, die Sie besuchen, an Ihre Wallet und an die Chains und Server, die Sie hinzufügen. Niemand zählt mit, was Sie tun.',
  ],
  active: 'Tollpass ist auf allen Websites aktiv.',
  inactive:
    'Ihr Browser lässt Tollpass die Websites, die Sie besuchen, noch nicht sehen. Ohne das bemerkt es keine Maut.',
  activate: 'Auf allen Websites erlauben',
  notActivated: 'Es wurde nicht erlaubt. Sie können das später nachholen, hier oder im Browser.',
  permissions: 'Was Tollpass in Ihrem Browser darf und warum',
  allSites: 'alle Websites',
  reasonForAllSites:
    'Jede Website kann eine Maut verlangen und bekommt ihren Pass gezeigt. Auch Ihre Wallet wird über HTTP erreicht.',
  reasons: {
    webRequest:
      'Um die Forderung einer Website so zu sehen, wie der Browser sie sah, nicht wie eine Seite sie darstellt.',
    webRequestBlocking: 'Um eine Anfrage anzuhalten, bis ihre Maut bezahlt ist.',
    webRequestAuthProvider:
      'Um eine Anmeldung zu beantworten, die Monero verlangt. Alle anderen bleiben Ihnen überlassen.',
    webNavigation: 'Um eine Zahlungsforderung zu bemerken, die ohne Seite kommt.',
    declarativeNetRequestWithHostAccess:
      'Um einen Pass der Website zu zeigen, die ihn verkauft hat, und keiner anderen.',
    declarativeNetRequestFeedback:
      'Um zu wissen, ob ein Formular gesendet wurde, das nicht zweimal gesendet werden darf.',
    storage: 'Für Einstellungen, Pässe und das, was bezahlt wurde.',
    unlimitedStorage:
      'Jede Zahlung wird aufbewahrt. Ohne diese Berechtigung wäre nach etwa 5000 kein Platz mehr.',
    alarms:
      'Um eine offene Zahlung wieder aufzunehmen, wenn der Browser Tollpass beendet hat, und um zu sperren.',
    cookies:
      'Um zu sehen, wann eine Sitzung von Ihnen in einer Web-App endet, und um sie zu beenden, wenn Sie sich abmelden.',
    identity: 'Um Sie über OAuth anzumelden, in einem Fenster des Browsers selbst.',
    scripting:
      'Für window.keplr, wenn Sie das einschalten, für Web-Apps und für Frames in einer Sandbox.',
    notifications: 'Um Ihnen zu melden, was Ihnen gemeldet werden soll.',
    offscreen:
      'Um für Cosmos-Chains zu signieren und Streams zu halten, in einer Seite, die niemand sieht.',
    sidePanel: 'Um das Popup in der Seitenleiste des Browsers zu zeigen, wenn Sie es dort öffnen.',
  },

  wallet:
    'Tollpass bezahlt über ein Wallet-Programm auf Ihrem eigenen Computer. Nehmen Sie eine kleine Wallet nur für Mautzahlungen. Dieser Befehl legt im Ordner von Tollpass eine an und gibt ihren Kopplungscode aus:',
  node: (devnet) => (
    <>
      HOST:PORT ist ein Monero-Knoten, dem Sie vertrauen. Mit {devnet} an seiner Stelle probieren
      Sie es mit Spielgeld aus.
    </>
  ),
  byHand: 'Adresse, Benutzer und Passwort von Hand eingeben',
  pairingCode: 'Kopplungscode',
  pairingHint: (command) => <>Die Zeile, die {command} ausgibt.</>,
  connect: 'Verbinden',
  asking: 'Die Wallet wird gefragt …',
  connected: 'Eine Wallet ist verbunden',
  connectAnother: 'Eine andere Wallet verbinden',
  balance: 'Guthaben',
  unlocked: 'Davon jetzt verfügbar',
  empty:
    'Sie ist leer. Senden Sie an ihre Adresse, was Sie für Maut ausgeben möchten. Es erscheint hier binnen einer Minute und ist nach 10 Blöcken verfügbar, nach etwa 20 Minuten.',
  fund: 'Mehr Geld einzahlen',
  keep: 'Verbunden bleiben, wenn der Browser geschlossen wird',
  keepWords:
    'Legen Sie ein Passwort für Tollpass fest. Es bewahrt dann die Zugangsdaten Ihrer Wallet verschlüsselt auf diesem Computer auf und fragt Sie nach jedem Start des Browsers nach diesem Passwort. Niemand kann es für Sie wiederherstellen.',

  limits:
    'Innerhalb dieser Limits bezahlt Tollpass die Website, die Sie geöffnet haben, ohne zu fragen. Die Netzwerkgebühr zählt mit: Sie beträgt etwa 0.002 XMR je Zahlung.',
  limitsLegend: 'Limits',
  suggestions: {
    small: {
      name: 'Kleine Beträge von selbst',
      words:
        'Bis zu 0.005 XMR auf einmal, 0.02 am Tag und 0.2 im Monat, Netzwerkgebühren eingeschlossen. Darüber werden Sie gefragt.',
    },
    ask: { name: 'Jedes Mal fragen', words: 'Ohne Ihre Antwort wird nichts bezahlt.' },
    wide: {
      name: 'Selten fragen',
      words:
        'Bis zu 0.02 XMR auf einmal, 0.1 am Tag und 1 im Monat, Netzwerkgebühren eingeschlossen.',
    },
  },
  useLimits: 'Diese Limits verwenden',
  ownLimits: 'Eigene Limits festlegen',

  walletFirst: 'Verbinden Sie zuerst eine Wallet: Ohne sie kann nichts bezahlt werden.',
  demo: (host) =>
    `Die Wallet, die Sie gekoppelt haben, hat eine Demo-Seite auf diesem Computer mitgebracht (${host}). Sie kostet 0.000001 XMR Spielgeld. Sobald ein Block die Zahlung enthält, öffnet sich die Seite.`,
  openDemo: 'Demo-Seite öffnen',
  paid: 'Es ist bezahlt, und die Seite ist offen',
  paidWords:
    'Sie haben jetzt einen Pass für diese Website. Die Schaltfläche von Tollpass zeigt, was davon übrig ist.',
  payYourself:
    'Ihre Wallet sendet ihr Geld in mehreren Teilen an sich selbst. Das zeigt, dass das Bezahlen funktioniert, kostet nur die Netzwerkgebühr und macht es möglich, mehrmals Maut zu bezahlen, ohne auf Wechselgeld zu warten. Sehen Sie sich die Gebühr an, bevor Sie senden.',
};
