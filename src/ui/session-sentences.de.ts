import type { Texts } from './language.ts';
import type { en } from './session-sentences.en.ts';
import { type Detail, service } from './story.ts';

/** Where a web app begins a sentence. */
function theApp({ host }: Detail): string {
  return host ? `Die Web-App unter ${host}` : 'Die Web-App';
}

function saying({ message }: Detail): string {
  return message ? ` Sie meldet: „${message.replace(/[.!]+$/, '')}“.` : '';
}

export const de: Texts<typeof en> = {
  web_app_url_invalid: service(
    () => 'Das ist keine Adresse einer Web-App.',
    'Sie sollte aussehen wie https://play.example.org. Berichtigen Sie sie.',
  ),
  web_app_insecure: service(
    () =>
      'Diese Adresse beginnt mit http:// und liegt auf einem anderen Computer. Andere könnten Ihr Passwort lesen oder Ihre Sitzung übernehmen.',
    'Es wurde nichts gesendet. Verwenden Sie eine Adresse mit https:// oder eine Web-App auf diesem Computer.',
  ),
  web_app_unreachable: service(
    (detail) =>
      `${theApp(detail)} antwortet nicht${detail.status ? ` wie erwartet (Status ${detail.status})` : ''}.${saying(detail)}`,
    'Sie wurden nicht angemeldet. Versuchen Sie es später noch einmal.',
  ),
  web_app_redirects: service(
    (detail) => `${theApp(detail)} leitet Tollpass an eine andere Adresse weiter.`,
    'Dorthin ist Tollpass nicht gefolgt, weil Ihre Zugangsdaten mitgehen würden. Wenn Sie jener Adresse vertrauen, fügen Sie stattdessen sie hinzu.',
  ),
  web_app_unusable: service(
    (detail) => `${theApp(detail)} antwortet nicht wie eine mit einer solchen Anmeldung.`,
    'Prüfen Sie die Adresse: Die Anmeldung wird darunter gesucht, bei /api/auth/login.',
  ),
  web_app_way_unknown: service(
    (detail) => `${theApp(detail)} sagt nicht, wie Sie sich anmelden sollen.`,
    'Wählen Sie es selbst.',
  ),
  web_app_clock: service(
    ({ host }) =>
      `Die Uhren dieses Computers und der Web-App${host ? ` unter ${host}` : ''} weichen um mehr als zehn Minuten voneinander ab.`,
    'Es wurde nichts signiert: Eine Signatur für die Zukunft könnte länger benutzt werden, als Sie wollten. Stellen Sie die Uhr dieses Computers richtig und versuchen Sie es dann noch einmal.',
  ),
  web_app_refused: service(
    (detail) => `${theApp(detail)} hat das abgelehnt.${saying(detail)}`,
    'Hier wurde nichts geändert.',
  ),
  web_app_known: service(
    (detail) => `${theApp(detail)} steht schon in Ihrer Liste.`,
    'Fügen Sie ihr dort ein weiteres Konto hinzu.',
  ),
  web_app_gone: service(
    () => 'Diese Web-App steht nicht mehr in Ihrer Liste.',
    'Fügen Sie sie wieder hinzu, wenn Sie sich dort anmelden möchten.',
  ),
  login_refused: service(
    (detail) =>
      `${theApp(detail)} nimmt diesen Namen und dieses Passwort nicht an, oder es gibt dort kein solches Konto.${saying(detail)}`,
    'Sie sind nicht angemeldet. Geben Sie beides noch einmal ein.',
  ),
  login_forbidden: service(
    (detail) =>
      `${theApp(detail)} verbietet es: Die Zugangsdaten sind falsch, oder dieses Konto darf das nicht.${saying(detail)}`,
    'Es wird nicht von selbst noch einmal versucht.',
  ),
  login_fields_missing: service(
    (detail) =>
      `${theApp(detail)} verlangt zum Anmelden etwas anderes, als Tollpass sendet${detail.fields ? ` (${detail.fields})` : ''}.`,
    'Sie sind nicht angemeldet. Wenn sie sich geändert hat, seit Sie sie hinzugefügt haben, löschen Sie sie hier und fügen Sie sie neu hinzu.',
  ),
  login_signature_refused: service(
    (detail) => `${theApp(detail)} nimmt die Signatur nicht an.`,
    'Sie sind nicht angemeldet. Prüfen Sie, ob die Uhr dieses Computers richtig geht und ob Sie mit diesem Signierer spielen.',
  ),
  login_address_unknown: service(
    (detail) => `${theApp(detail)} hat in ihrer Gilde keinen Spieler mit dieser Adresse.`,
    'Registrieren Sie sich mit diesem Signierer, oder fügen Sie ihn als Gerät Ihres Spielers hinzu. Nach dem Registrieren braucht die Chain ein wenig Zeit.',
  ),
  login_player_unknown: service(
    (detail) => `${theApp(detail)} kennt die Adresse, aber nicht ihren Spieler.`,
    'Wenn Sie sich gerade erst registriert haben, warten Sie ein wenig und melden Sie sich dann noch einmal an.',
  ),
  login_account_gone: service(
    () => 'Dieses Konto ist nicht mehr da, oder der Signierer dazu fehlt.',
    'Melden Sie sich mit einem anderen Konto an.',
  ),
  login_password_missing: service(
    () => 'Das Passwort dieses Kontos wird hier nicht mehr aufbewahrt.',
    'Fügen Sie das Konto mit seinem Passwort neu hinzu.',
  ),
  login_locked: service(
    () => 'Tollpass ist gesperrt und konnte Sie nicht anmelden.',
    'Entsperren Sie es mit Ihrem Passwort. Melden Sie sich dann an, oder laden Sie die Seite neu.',
  ),
  session_missing: service(
    (detail) => `${theApp(detail)} meldet, dass Sie nicht angemeldet sind.`,
    'Melden Sie sich noch einmal an.',
  ),
  session_not_kept: service(
    (detail) =>
      `${theApp(detail)} hat die Anmeldung angenommen, aber in diesem Browser keine Sitzung begonnen.`,
    'Prüfen Sie, ob dieser Browser Cookies von ihr aufbewahrt.',
  ),
  session_refused: service(
    () => 'Die Web-App verweigert etwas, obwohl Sie gerade erst angemeldet wurden.',
    'Sie sind angemeldet. Vielleicht darf dieses Konto nicht sehen, was die Seite angefordert hat. Melden Sie sich noch einmal an, wenn mehr als das fehlt.',
  ),
  session_forbidden: service(
    () =>
      'Die Web-App verbietet, was die Seite angefordert hat (403): Dieses Konto hat keine Berechtigung.',
    'Es wurde nicht noch einmal angefordert. Verwenden Sie ein anderes Konto, wenn Sie eines haben, das es darf.',
  ),
  sign_up_exists: service(
    (detail) => `${theApp(detail)} kennt diese Adresse schon.`,
    'Melden Sie sich mit ihr an.',
  ),
};
