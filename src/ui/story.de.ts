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
  either: (kinds) => kinds.join(' oder '),
  itSays: (message) => `Die Chain meldet: „${message}“.`,
  serviceAt: (host) => `Der Dienst unter ${host}`,
  theService: 'Der Dienst',
  providerAt: (host) => `Der Anbieter unter ${host}`,
  theProvider: 'Der Anbieter',
};
