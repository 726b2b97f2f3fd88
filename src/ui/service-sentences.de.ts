import type { Texts } from './language.ts';
import type { en } from './service-sentences.en.ts';
import { service, theProvider, theService } from './story.ts';
import { hostOf } from './wording.ts';

export const de: Texts<typeof en> = {
  place_invalid: service(
    () => 'An diese Adresse kann nichts gezeigt werden.',
    'Sie sollte aussehen wie https://api.example.org oder https://api.example.org/v1, ohne Fragezeichen, *, ^ oder | darin.',
  ),
  place_insecure: service(
    (detail) =>
      `Die Verbindung zu ${detail.origin ? hostOf(detail.origin) : 'diesem Dienst'} ist nicht verschlüsselt. Jeder auf dem Weg könnte mitlesen, was dort gezeigt wird.`,
    'Verwenden Sie eine Adresse mit https:// oder eine auf diesem Computer.',
  ),
  place_taken: service(
    ({ name }) =>
      `${name ? `„${name}“` : 'Etwas anderes'} wird dort schon gezeigt, im selben Header.`,
    'Wählen Sie einen anderen Pfad oder Header, oder löschen Sie zuerst das andere.',
  ),
  header_invalid: service(
    () => 'So kann kein Header heißen.',
    'Sein Name besteht aus Buchstaben, Ziffern und Bindestrichen, zum Beispiel X-API-Key.',
  ),
  header_forbidden: service(
    ({ name }) =>
      `${name ? `Der Header ${name}` : 'Dieser Header'} ist nicht für Schlüssel da: Browser und Server brauchen ihn für anderes.`,
    'Sehen Sie in der Dokumentation des Dienstes nach, in welchem Header er seinen Schlüssel erwartet.',
  ),
  key_value_invalid: service(
    () =>
      'Das kann kein Schlüssel sein: Es ist leer, zu lang oder enthält Zeichen, die in keinem Header stehen können.',
    'Kopieren Sie ihn noch einmal, ohne den Namen des Headers und ohne das Wort Bearer davor.',
  ),
  key_gone: service(
    () => 'Dieser Eintrag ist nicht mehr da, oder der Schlüssel dazu fehlt.',
    'Sehen Sie noch einmal in die Liste. Steht er noch dort, geben Sie den Schlüssel neu ein oder melden Sie sich neu an.',
  ),
  key_not_there: service(
    () => 'Dieser Adresse wird der Schlüssel nicht gezeigt.',
    'Testen Sie ihn mit einer Adresse, für die er bestimmt ist.',
  ),
  key_refused: service(
    (detail) =>
      `${theService(detail)} hat ${detail.name ? `„${detail.name}“` : 'den Schlüssel'} abgelehnt${detail.status ? ` (${detail.status})` : ''}.`,
    'Klären Sie mit dem Dienst, ob der Schlüssel noch gilt und für diese Adresse benutzt werden darf, und geben Sie ihn dann neu ein.',
  ),
  key_not_tested: service(
    (detail) => `${theService(detail)} hat nicht geantwortet. Der Schlüssel wurde nicht getestet.`,
    'Prüfen Sie die Adresse und Ihre Verbindung und testen Sie ihn dann noch einmal.',
  ),

  oauth_issuer_invalid: service(
    () => 'Die Adresse des Anbieters ist nicht lesbar.',
    'Sie sollte aussehen wie https://login.example.org, ohne Fragezeichen darin.',
  ),
  oauth_insecure: service(
    (detail) =>
      `Die Verbindung zum Anbieter${detail.origin ? ` unter ${hostOf(detail.origin)}` : ''} ist nicht verschlüsselt. Jeder auf dem Weg könnte Ihre Anmeldung übernehmen.`,
    'Sie wurden nicht angemeldet. Das kann nur der Anbieter beheben.',
  ),
  oauth_unreachable: service(
    (detail) => `${theProvider(detail)} antwortet nicht.`,
    'Prüfen Sie seine Adresse und Ihre Verbindung und versuchen Sie es dann noch einmal. Wo Sie angemeldet waren, bleiben Sie es, bis die Anmeldung abläuft.',
  ),
  oauth_unusable: service(
    (detail) => `${theProvider(detail)} beherrscht OAuth 2.1 nicht so, wie Tollpass es braucht.`,
    'Prüfen Sie, ob das genau die Adresse des Ausstellers (Issuer) ist. Wenn ja, kann das nur der Anbieter beheben.',
  ),
  oauth_client_wrong: service(
    (detail) => `${theProvider(detail)} kennt diesen Client nicht.`,
    'Vergleichen Sie die Client-ID mit dem, was Sie registriert haben: einen öffentlichen Client ohne Geheimnis, mit der Weiterleitungsadresse, die hier steht.',
  ),
  oauth_page_failed: service(
    (detail) => `${theProvider(detail)} hat für diesen Client keine Seite zum Anmelden.`,
    'Vergleichen Sie Client-ID und Weiterleitungsadresse mit dem, was Sie registriert haben. Wenn beides stimmt, ist vielleicht der Anbieter gestört.',
  ),
  oauth_cancelled: service(
    () => 'Das Fenster wurde geschlossen, bevor Sie angemeldet waren.',
    'Melden Sie sich noch einmal an. Wenn das Fenster stattdessen einen Fehler zeigte, vergleichen Sie Client-ID und Weiterleitungsadresse mit dem, was Sie registriert haben.',
  ),
  oauth_denied: service(
    (detail) => `${theProvider(detail)} meldet, dass Tollpass der Zugang verweigert wurde.`,
    'Es wurde nichts aufbewahrt. Melden Sie sich noch einmal an, wenn Sie das nicht wollten.',
  ),
  oauth_refused: service(
    (detail) =>
      `${theProvider(detail)} hat die Anmeldung abgelehnt${detail.message ? `: ${detail.message}` : ''}.`,
    'Prüfen Sie Client-ID und Scopes und melden Sie sich dann noch einmal an.',
  ),
  oauth_clock_wrong: service(
    (detail) =>
      `${theProvider(detail)} und dieser Computer haben Uhren, die um mehr als eine Minute voneinander abweichen.`,
    'Stellen Sie die Uhr dieses Computers richtig und melden Sie sich dann noch einmal an.',
  ),
  oauth_login_ended: service(
    (detail) =>
      `${theProvider(detail)} erneuert diese Anmeldung nicht mehr: Sie wurde dort beendet oder ist abgelaufen.`,
    'Melden Sie sich noch einmal an.',
  ),
  oauth_not_revoked: service(
    (detail) =>
      `${theProvider(detail)} hat nicht bestätigt, dass die Anmeldung beendet ist. Hier sind Sie abgemeldet.`,
    'Was ausgestellt wurde, ist hier gelöscht. Um sicherzugehen, beenden Sie die Anmeldung in den Einstellungen des Anbieters.',
  ),
  oauth_busy: service(
    () => 'Ein Fenster zum Anmelden ist schon offen.',
    'Melden Sie sich zuerst dort an, oder schließen Sie es.',
  ),
};
