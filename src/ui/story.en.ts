/** What the sentences about failures share. */
export const en = {
  nothingPaid: 'Nothing was paid.',
  nothingMorePaid: 'Nothing more was paid.',
  transaction: (txid: string) => `transaction ${txid}`,
  theTransaction: 'the transaction',
  onlyTheOperator: 'Only the operator of the site can mend this.',
  nothingOnTheChain: 'Nothing was done on the chain.',
  nothingChanged: 'Nothing was changed.',
  /** The types of JSON. */
  kinds: {
    object: 'an object, in { }',
    array: 'a list, in [ ]',
    string: 'a text, in quotation marks',
    integer: 'a whole number, without quotation marks',
    boolean: 'true or false',
    null: 'null',
  },
  either: (kinds: readonly string[]) => kinds.join(', or '),
  itSays: (message: string) => `It says: “${message}”.`,
  serviceAt: (host: string) => `The service at ${host}`,
  theService: 'The service',
  providerAt: (host: string) => `The provider at ${host}`,
  theProvider: 'The provider',
};
