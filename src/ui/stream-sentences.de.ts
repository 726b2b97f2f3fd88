import type { Texts } from './language.ts';
import { stream } from './story.ts';
import type { en } from './stream-sentences.en.ts';

export const de: Texts<typeof en> = {
  stream_address_invalid: stream(
    'Das ist keine Adresse eines NATS-Servers.',
    'Geben Sie eine ein wie wss://nats.example.org, ws://localhost:1443 oder nats://localhost:4222, ohne Namen und Passwort darin.',
  ),
  stream_insecure: {
    happened: ({ host }) =>
      `Die Verbindung zu ${host ?? 'diesem Server'} wäre nicht verschlüsselt: Jeder auf dem Weg könnte das Passwort lesen und Nachrichten erfinden.`,
    next: () =>
      'Verwenden Sie eine Adresse mit wss://, oder erlauben Sie es unten, wenn Sie das Netzwerk kennen.',
  },
  stream_unreachable: stream(
    'Unter dieser Adresse antwortet nichts.',
    'Es wird von selbst wieder versucht. Prüfen Sie die Adresse, und ob der Server läuft und sein WebSocket-Port offen ist.',
  ),
  stream_not_nats: stream(
    'Unter dieser Adresse antwortet etwas, aber kein NATS-Server für Browser.',
    'Sehen Sie in der Konfiguration des Servers nach, welcher Port in seinem Block „websocket“ steht.',
  ),
  stream_origin_refused: {
    happened: () => 'Der Server ist da, lehnt aber Verbindungen von dieser Erweiterung ab.',
    next: () =>
      `Wahrscheinlich schließt sein „allowed_origins“ oder „same_origin“ uns aus. Bitten Sie den Betreiber, ${globalThis.location?.origin ?? 'die Origin von Tollpass'} zu erlauben.`,
  },
  stream_certificate: stream(
    'Der Browser vertraut dem Zertifikat des Servers nicht.',
    'Öffnen Sie die Adresse mit https:// in einem Tab, um zu sehen, warum. Nur der Betreiber oder wer diesen Computer verwaltet, kann das beheben.',
  ),
  stream_tls_needed: stream(
    'Der Server verlangt eine verschlüsselte Verbindung.',
    'Ändern Sie die Adresse von ws:// zu wss://.',
  ),
  stream_no_tls: stream(
    'Dort ist ein Server, aber er verschlüsselt seine Verbindungen nicht.',
    'Prüfen Sie den Port. Wenn es keinen anderen gibt, müsste die Adresse mit ws:// beginnen.',
  ),
  stream_login_refused: stream(
    'Der Server lehnt diese Zugangsdaten ab.',
    'Es wird nicht von selbst noch einmal versucht. Prüfen Sie das Token, oder Namen und Passwort.',
  ),
  stream_login_expired: stream(
    'Der Server meldet, dass diese Zugangsdaten abgelaufen sind.',
    'Bitten Sie den Betreiber um neue und geben Sie sie hier ein.',
  ),
  stream_login_locked: stream(
    'Die Zugangsdaten für diesen Server sind mit Ihrem Passwort gesperrt.',
    'Entsperren Sie Tollpass, um zu verbinden.',
  ),
  stream_silent: stream(
    'Der Server antwortet nicht mehr. Die Verbindung wurde aufgegeben.',
    'Es wird von selbst wieder versucht.',
  ),
  stream_closed: stream('Die Verbindung ist abgebrochen.', 'Es wird von selbst wieder versucht.'),
  stream_not_connected: stream(
    'Im Moment besteht keine Verbindung zum Server.',
    'Es wurde nichts gesendet. Versuchen Sie es noch einmal, sobald sie wieder besteht.',
  ),
  stream_subject_invalid: stream(
    'Das ist kein Subject.',
    'Ein Subject besteht aus Wörtern mit Punkten dazwischen, zum Beispiel structs.planet.2-1.>.',
  ),
  stream_subject_denied: stream(
    'Der Server lässt Sie dieses Subject nicht abonnieren.',
    'Bitten Sie den Betreiber um das Recht, oder wählen Sie ein anderes Subject.',
  ),
  stream_subject_known: stream(
    'Dieses Subject haben Sie schon abonniert.',
    'Wählen Sie ein anderes.',
  ),
  stream_publish_denied: stream(
    'Der Server lässt Sie unter diesem Subject nichts veröffentlichen.',
    'Es wurde nichts gesendet. Bitten Sie den Betreiber um das Recht.',
  ),
  stream_too_large: {
    happened: ({ limit }) =>
      `Die Nachricht ist zu groß für den Server${limit ? `: Er nimmt höchstens ${limit} Byte` : ''}.`,
    next: () => 'Es wurde nichts gesendet. Senden Sie eine kürzere.',
  },
  stream_no_responder: stream(
    'Auf Anfragen unter diesem Subject antwortet niemand.',
    'Prüfen Sie das Subject.',
  ),
  stream_no_answer: stream(
    'Es kam nicht rechtzeitig eine Antwort.',
    'Wer zuhört, kann die Anfrage trotzdem bekommen haben.',
  ),
  stream_gone: stream('Diese Verbindung gibt es nicht mehr.', 'Laden Sie die Seite neu.'),
  stream_full: stream(
    'Mehr davon bewahrt Tollpass nicht auf.',
    'Entfernen Sie etwas, das Sie nicht mehr brauchen.',
  ),
};
