import type { Texts } from './language.ts';
import type { en } from './story.en.ts';

export const de: Texts<typeof en> = {
  nothingPaid: 'Es wurde nichts bezahlt.',
  nothingMorePaid: 'Es wurde nichts weiter bezahlt.',
  transaction: (txid) => `die Transaktion ${txid}`,
  theTransaction: 'die Transaktion',
  onlyTheOperator: 'Das kann nur der Betreiber der Website beheben.',
  nothingOnTheChain: 'Auf der Chain wurde nichts getan.',
  nothingChanged: 'Es wurde nichts geändert.',
  kinds: {
    object: 'ein Objekt, in { }',
    array: 'eine Liste, in [ ]',
    string: 'ein Text, in Anführungszeichen',
    integer: 'eine ganze Zahl, ohne Anführungszeichen',
    boolean: 'true oder false',
    null: 'null',
  },
  forms: {
    chain_address: 'eine Adresse einer Chain, zum Beispiel structs1…',
    chain_id: 'die Kennung einer Chain',
    date_time: 'ein Datum mit Uhrzeit, zum Beispiel 2026-11-26T12:00:00Z',
    decimal: 'eine Dezimalzahl mit Punkt, als Text',
    message_types: 'der Anfang von Nachrichtentypen',
    prefix: 'der Anfang von Adressen, in Kleinbuchstaben',
    private_key: 'ein Text aus 64 hexadezimalen Ziffern',
    public_key: 'ein Text aus 66 hexadezimalen Ziffern, der mit 02 oder 03 beginnt',
    server_link:
      'eine Adresse mit nats://, tls://, ws:// oder wss://, ohne Benutzernamen oder Passwort darin',
    unit: 'der Name der kleinsten Einheit einer Währung',
    web_link: 'eine Adresse mit https:// oder http://, ohne Benutzernamen oder Passwort darin',
    whole_number: 'eine ganze Zahl, als Text',
  },
  oneOf: (values) => values.join(' oder '),
  either: (kinds) => kinds.join(' oder '),
  itSays: (message) => `Die Chain meldet: „${message}“.`,
  serviceAt: (host) => `Der Dienst unter ${host}`,
  theService: 'Der Dienst',
  providerAt: (host) => `Der Anbieter unter ${host}`,
  theProvider: 'Der Anbieter',
};
