import type { Texts } from './language.ts';
import { plural } from './language.ts';
import { field, formOf, isCount, kindsOf, unpaid, unread, valuesOf } from './story.ts';
import type { en } from './vault-sentences.en.ts';
import { visible } from './wording.ts';

export const de: Texts<typeof en> = {
  vault_missing: unpaid(
    () => 'Tollpass hat noch kein Passwort.',
    'Legen Sie eines in den Einstellungen fest.',
  ),
  vault_exists: unpaid(
    () => 'Tollpass hat schon ein Passwort.',
    'Ändern Sie es in den Einstellungen unter „Passwort“.',
  ),
  vault_locked: unpaid(
    () => 'Tollpass ist gesperrt und kann Ihre Wallet nicht benutzen.',
    'Entsperren Sie es mit Ihrem Passwort und laden Sie dann die Seite neu.',
  ),
  vault_wrong_password: {
    happened: () => 'Das ist nicht das Passwort.',
    next: () =>
      'Achten Sie auf Großschreibung und Tastatursprache und geben Sie es noch einmal ein.',
  },
  vault_wait: {
    happened: () => 'Das Passwort war vorhin falsch.',
    next: ({ seconds }) =>
      `Warten Sie ${/^[1-9][0-9]?$/.test(seconds ?? '') ? plural(Number(seconds), 'Sekunde', 'Sekunden') : 'ein wenig'} und geben Sie es dann noch einmal ein.`,
  },
  vault_password_weak: {
    happened: ({ shortest }) =>
      `Dieses Passwort ist zu kurz: Es braucht mindestens ${/^[0-9]{1,3}$/.test(shortest ?? '') ? shortest : '8'} Zeichen.`,
    next: () => 'Ein paar Wörter, die nichts miteinander zu tun haben, merkt man sich leicht.',
  },
  vault_damaged: unpaid(
    () => 'Was Tollpass unter Ihrem Passwort aufbewahrt, wurde auf dem Datenträger beschädigt.',
    'Es wurde nichts geändert. Stellen Sie in den Einstellungen eine Sicherung wieder her.',
  ),
  backup_unreadable: {
    happened: () => 'Diese Datei ist keine Sicherung von Tollpass, oder sie wurde beschädigt.',
    next: () => 'Es wurde nichts geändert. Suchen Sie eine andere Kopie davon.',
  },
  backup_newer: {
    happened: () => 'Diese Sicherung stammt von einer neueren Version von Tollpass.',
    next: () =>
      'Es wurde nichts geändert. Aktualisieren Sie Tollpass und stellen Sie sie dann wieder her.',
  },

  configuration_too_long: unread(
    () => 'Diese Datei ist zu lang für eine Konfiguration.',
    'Wählen Sie die richtige.',
  ),
  configuration_too_deep: unread(
    () => 'Diese Datei ist zu tief verschachtelt für eine Konfiguration.',
    'Wählen Sie die richtige.',
  ),
  configuration_not_json: unread(
    ({ line, column }) =>
      `Das ist kein JSON${isCount(line) && isCount(column) ? `: Der Fehler steht in Zeile ${line}, Spalte ${column}` : ''}.`,
    'Berichtigen Sie die Datei, oder wählen Sie eine andere.',
  ),
  configuration_newer: unread(
    () => 'Diese Datei stammt von einer neueren Version von Tollpass.',
    'Aktualisieren Sie Tollpass und importieren Sie sie dann.',
  ),
  configuration_altered: unread(
    () =>
      'Diese Datei wurde geändert oder beschädigt, nachdem ihre Geheimnisse versiegelt waren. Sie lassen sich deshalb nicht öffnen.',
    'Suchen Sie eine andere Kopie davon, oder importieren Sie sie ohne ihre Geheimnisse.',
  ),
  configuration_password_wrong: unread(
    () => 'Das ist nicht das Passwort der Datei.',
    'Achten Sie auf Großschreibung und Tastatursprache und geben Sie es noch einmal ein.',
  ),
  configuration_outdated: unread(
    () =>
      'Seit Sie sich das angesehen haben, hat sich etwas geändert. Es würde jetzt etwas anderes tun.',
    'Sehen Sie es sich noch einmal an.',
  ),
  field_missing: field(() => 'Dieses Feld fehlt.', 'Fügen Sie es hinzu.'),
  field_unknown: field(() => 'Ein solches Feld darf hier nicht stehen.', 'Entfernen Sie es.'),
  field_name: field(() => 'So darf kein Feld heißen.', 'Entfernen Sie es.'),
  field_type: field(
    ({ expected }) => `Erwartet wird: ${kindsOf(expected ?? '') || 'etwas anderes'}.`,
    'Berichtigen Sie es.',
  ),
  field_value: field(
    ({ expected }) => `Erwartet wird: ${valuesOf(expected ?? '') || 'etwas anderes'}.`,
    'Berichtigen Sie es.',
  ),
  field_form: field(
    ({ expected }) => `Erwartet wird: ${formOf(expected ?? '') || 'etwas anderes'}.`,
    'Berichtigen Sie es.',
  ),
  field_range: field(
    ({ least, most }) =>
      `Diese Zahl ist zu klein oder zu groß${least && most ? `: Erlaubt ist ${least} bis ${most}` : ''}.`,
    'Berichtigen Sie sie.',
  ),
  field_length: field(
    ({ most }) =>
      `Das ist leer oder zu lang${most ? `: Erlaubt sind höchstens ${most} Zeichen` : ''}.`,
    'Berichtigen Sie es.',
  ),
  field_count: field(
    ({ most }) => `Davon gibt es zu viele${most ? `: Erlaubt sind ${most}` : ''}.`,
    'Entfernen Sie einige.',
  ),
  field_conflict: field(
    ({ other }) =>
      `Das widerspricht dem, was an einer anderen Stelle der Datei steht${other ? `: ${visible(other)}` : ''}.`,
    'Berichtigen Sie eine der beiden.',
  ),
  key_of_other_address: field(
    () => 'Dieser Schlüssel gehört zu einer anderen Adresse als der in der Datei.',
    'Berichtigen Sie die Adresse oder den Schlüssel.',
  ),
};
