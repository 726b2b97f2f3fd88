import type { Texts } from './language.ts';
import { nothing, service, siteFault, transaction, unpaid } from './story.ts';
import type { en } from './toll-sentences.en.ts';
import { about, hostOf, moment } from './wording.ts';

export const de: Texts<typeof en> = {
  challenge_missing: siteFault(
    'Die Website verlangt eine Zahlung, sagt aber nicht, wie viel und wohin.',
  ),
  challenge_malformed: siteFault('Die Zahlungsforderung der Website ist nicht lesbar.'),
  challenge_too_long: siteFault(
    'Die Zahlungsforderung der Website ist zu lang, um eine echte zu sein.',
  ),
  scheme_unknown: unpaid(
    () => 'Die Website verlangt eine Art von Zahlung, die Tollpass nicht kennt.',
    'Suchen Sie auf der Website selbst nach einer anderen Möglichkeit zu bezahlen.',
  ),
  offer_address_invalid: siteFault(
    'Die Website verlangt die Zahlung an eine Adresse, die Tollpass nicht annimmt.',
  ),
  offer_amount_invalid: siteFault('Der Betrag, den die Website verlangt, ist ungültig.'),
  offer_ttl_invalid: siteFault(
    'Die Website gibt nicht auf gültige Weise an, wie lange eine Zahlung gilt.',
  ),
  offer_rest_invalid: siteFault(
    'Die Website gibt nicht auf gültige Weise an, wie oft eine Zahlung verwendet werden kann.',
  ),
  offer_message_invalid: siteFault(
    'Die Website gibt nicht auf gültige Weise an, worüber der Nachweis einer Zahlung auszustellen ist.',
  ),
  site_insecure: unpaid(
    ({ origin }) =>
      `Die Verbindung zu ${origin ? hostOf(origin) : 'dieser Website'} ist nicht verschlüsselt. Jeder auf dem Weg dorthin könnte Ihren Pass an sich nehmen.`,
    'Öffnen Sie die Website mit https:// vor ihrem Namen.',
  ),
  site_hidden_service: unpaid(
    ({ origin }) =>
      `Die Verbindung zu ${origin ? hostOf(origin) : 'dieser Website'} ist nur in einem Browser sicher, der über Tor oder I2P geht.`,
    'Wenn Ihrer das tut, erlauben Sie solche Websites in den Einstellungen.',
  ),

  rejected_by_user: unpaid(
    () => 'Sie haben diese Zahlung abgelehnt.',
    'Um noch einmal gefragt zu werden, wählen Sie in Tollpass „Erneut fragen“ und laden Sie die Seite neu.',
  ),
  rejected_recently: unpaid(
    () =>
      'Sie haben eine Zahlung an diese Website vor Kurzem abgelehnt. Deshalb wurden Sie nicht noch einmal gefragt.',
    'Um wieder gefragt zu werden, wählen Sie in Tollpass „Erneut fragen“ und laden Sie die Seite neu.',
  ),
  approval_outdated: unpaid(
    () =>
      'Diese Frage ist veraltet: Sie wurde anderswo beantwortet, oder der Gesamtbetrag hat sich geändert.',
    'Sehen Sie sich an, was jetzt gefragt wird.',
  ),

  question_open: unpaid(
    () =>
      'Diese Seite verlangt eine zweite Zahlung, während Sie noch nach der ersten gefragt werden.',
    'Beantworten Sie diese Frage und laden Sie die Seite dann noch einmal.',
  ),
  site_never: unpaid(
    ({ origin }) =>
      `Sie haben festgelegt, dass Tollpass ${origin ? hostOf(origin) : 'diese Website'} nie bezahlt.`,
    'Um das zu ändern, suchen Sie die Website in den Einstellungen.',
  ),

  wallet_not_connected: unpaid(
    () => 'Es ist noch keine Wallet verbunden.',
    'Verbinden Sie eine in den Einstellungen und laden Sie dann die Seite neu.',
  ),
  wallet_login_needed: unpaid(
    () =>
      'Das Passwort der Wallet ist nicht mehr bekannt, weil der Browser inzwischen geschlossen war.',
    'Geben Sie es in den Einstellungen noch einmal ein und laden Sie dann die Seite neu.',
  ),
  wallet_login_wrong: unpaid(
    () => 'Die Wallet nimmt diesen Benutzer und dieses Passwort nicht an.',
    'Vergleichen Sie sie mit dem --rpc-login von monero-wallet-rpc und geben Sie sie in den Einstellungen ein.',
  ),
  wallet_url_invalid: unpaid(
    () => 'Die Adresse der Wallet ist nicht lesbar.',
    'Sie sollte aussehen wie http://127.0.0.1:18083. Berichtigen Sie sie.',
  ),
  wallet_url_insecure: unpaid(
    () =>
      'Die Wallet ist auf einem anderen Computer, und ihre Adresse beginnt mit http://. Andere könnten mitlesen.',
    'Nehmen Sie eine Adresse mit https:// oder eine Wallet auf diesem Computer.',
  ),
  wallet_unreachable: unpaid(
    ({ url }) => `Die Wallet${url ? ` unter ${url}` : ''} antwortet nicht.`,
    'Starten Sie monero-wallet-rpc, oder prüfen Sie die Adresse in den Einstellungen.',
  ),
  wallet_timed_out: unpaid(
    () => 'Die Antwort der Wallet dauerte zu lange. Vielleicht liest sie gerade die Chain.',
    'Warten Sie ein wenig und laden Sie dann die Seite neu.',
  ),
  wallet_not_open: unpaid(
    () => 'Das Wallet-Programm läuft, aber darin ist keine Wallet geöffnet.',
    'Starten Sie monero-wallet-rpc mit --wallet-file und laden Sie dann die Seite neu.',
  ),
  wallet_daemon_unreachable: unpaid(
    () => 'Die Wallet hat keine Verbindung zum Monero-Netzwerk.',
    'Prüfen Sie den Knoten, den sie benutzt (--daemon-address), und laden Sie dann die Seite neu.',
  ),
  wallet_funds_locked: unpaid(
    ({ minutes }) =>
      `Ihr Geld ist noch nicht verfügbar: Das Wechselgeld einer früheren Zahlung ist es nach 10 Bestätigungen (${/^[1-9][0-9]{0,4}$/.test(minutes ?? '') ? `noch ${about(Number(minutes) * 60_000)}` : 'etwa 20 Minuten'}).`,
    'Laden Sie die Seite danach neu, oder lassen Sie Tollpass dann bezahlen.',
  ),
  wallet_funds_missing: unpaid(
    () => 'In der Wallet ist nicht genug Geld für diese Zahlung und ihre Netzwerkgebühr.',
    'Zahlen Sie Monero in die Wallet ein und laden Sie dann die Seite neu.',
  ),
  wallet_wrong_network: unpaid(
    ({ wallet, site }) =>
      wallet && site
        ? `Die Website will auf ${site} bezahlt werden, aber Ihre Wallet ist auf ${wallet}.`
        : 'Die Website will auf einem anderen Monero-Netzwerk bezahlt werden als dem Ihrer Wallet.',
    'Verbinden Sie eine Wallet dieses Netzwerks, wenn Sie wirklich bezahlen wollen.',
  ),
  wallet_address_refused: siteFault('Die Wallet nimmt die Zahlungsadresse der Website nicht an.'),
  wallet_answer_unusable: unpaid(
    () => 'Die Wallet hat eine Antwort gegeben, die Tollpass nicht versteht.',
    'Prüfen Sie, ob die Adresse in den Einstellungen die von monero-wallet-rpc in einer aktuellen Version ist.',
  ),
  wallet_lied: {
    happened: () =>
      'Die Wallet hat etwas anderes vorbereitet, als verlangt war. Tollpass hat deshalb abgebrochen.',
    next: (detail) =>
      `${nothing(detail)} Benutzen Sie dieses Wallet-Programm nicht, solange Sie den Grund nicht kennen. Holen Sie es von getmonero.org.`,
  },
  wallet_other: {
    happened: (detail) =>
      `Die Wallet, die jetzt geöffnet ist, hat ${transaction(detail)} nicht signiert.`,
    next: () =>
      'Es wurde nichts weiter bezahlt. Öffnen Sie die Wallet, mit der Sie bezahlt haben; Tollpass macht dann von selbst weiter.',
  },
  wallet_transaction_unknown: {
    happened: (detail) => `Die Wallet kennt ${transaction(detail)} nicht (mehr).`,
    next: () =>
      'Es wurde nichts weiter bezahlt. Tollpass übergibt dieselbe Transaktion noch einmal dem Netzwerk.',
  },
  wallet_relay_refused: unpaid(
    ({ message }) =>
      `Das Monero-Netzwerk hat die Transaktion abgelehnt${message ? `. Seine Meldung: „${message}“.` : '.'}`,
    '',
  ),
  wallet_error: unpaid(
    ({ message }) =>
      `Die Wallet hat die Anfrage abgelehnt${message ? `. Ihre Meldung: „${message}“.` : '.'}`,
    'Versuchen Sie es noch einmal, oder sehen Sie in der Wallet selbst nach.',
  ),
  pairing_code_unreadable: service(
    () => 'Das ist kein Kopplungscode.',
    'Er beginnt mit „tollpass“ und ist eine einzige Zeile, die „npm run wallet“ ausgibt.',
  ),
  pairing_code_mistyped: service(
    () => 'In diesem Kopplungscode ist ein Zeichen falsch, oder ein Teil fehlt.',
    'Kopieren Sie die ganze Zeile noch einmal.',
  ),
  pairing_code_newer: service(
    () => 'Dieser Kopplungscode stammt von einer neueren Version von Tollpass.',
    'Aktualisieren Sie Tollpass.',
  ),

  payment_refused: {
    happened: ({ message }) =>
      `Das Monero-Netzwerk lehnt die signierte Zahlung ab${message ? `. Seine Meldung: „${message}“.` : '.'}`,
    next: (detail) =>
      `Soweit Ihre Wallet weiß, wurde ${transaction(detail)} nicht gesendet. Versuchen Sie es später noch einmal. Wenn dasselbe Geld anderswo ausgegeben wurde, geben Sie die Zahlung in Tollpass auf.`,
  },
  payment_lost: {
    happened: (detail) =>
      `Die Chain hat ${transaction(detail)} verloren, und Tollpass hat keine Kopie mehr davon.`,
    next: () =>
      'Zeigen Sie sie dem Betreiber der Website. Tollpass bezahlt nicht noch einmal, solange Sie diesen Pass nicht entfernen.',
  },
  payment_alive: {
    happened: (detail) => `Das Netzwerk hat ${transaction(detail)} doch erhalten.`,
    next: () => 'Die Zahlung wurde nicht aufgegeben. Tollpass schließt sie von selbst ab.',
  },
  pass_revoked: unpaid(
    () => 'Sie haben einen Pass für diese Website, haben ihn aber ausgesetzt.',
    'Um ihn der Website wieder zu zeigen, wählen Sie in Tollpass „Wieder verwenden“.',
  ),
  pass_gone: unpaid(() => 'Diesen Pass gibt es nicht mehr.', ''),
  pass_in_use: unpaid(
    () => 'Dieser Pass wird noch bezahlt oder wartet auf seinen ersten Block.',
    'Danach kann er entfernt werden.',
  ),
  pass_not_extensible: unpaid(
    () => 'Diese Website verkauft für mehr Geld nicht mehr Zeit.',
    'Sie werden wieder gefragt, wenn der Pass aufgebraucht ist.',
  ),
  pass_refused: {
    happened: () =>
      'Sie haben bezahlt, und die Zahlung ist bestätigt, aber die Website nimmt sie nicht an.',
    next: (detail) =>
      `Zeigen Sie dem Betreiber der Website ${transaction(detail)}. Tollpass bezahlt nicht noch einmal, solange Sie es nicht verlangen.`,
  },
  pass_resting: unpaid(({ until }) => {
    const at = Number(until);
    return Number.isFinite(at) && at > 0
      ? `Ihr Pass für diese Website ruht bis ${moment(at, Date.now())}.`
      : 'Ihr Pass für diese Website ruht nach jeder Verwendung eine Weile.';
  }, 'Kommen Sie danach zurück; der Pass wird dann wieder verwendet.'),
};
