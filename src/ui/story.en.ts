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
  /** What a text in a file of configuration has to look like. */
  forms: {
    chain_address: 'an address of a chain, such as structs1…',
    chain_id: 'the id of a chain',
    date_time: 'a date and time such as 2026-11-26T12:00:00Z',
    decimal: 'a decimal number, as text',
    message_types: 'what types of messages begin with',
    prefix: 'what addresses begin with, in small letters',
    private_key: '64 hexadecimal digits',
    public_key: '66 hexadecimal digits that begin with 02 or 03',
    server_link:
      'an address with nats://, tls://, ws:// or wss://, without a user name or a password in it',
    unit: 'the name of a coin’s smallest unit',
    web_link: 'an address with https:// or http://, without a user name or a password in it',
    whole_number: 'a whole number, as text',
  },
  oneOf: (values: readonly string[]) => values.join(' or '),
  either: (kinds: readonly string[]) => kinds.join(', or '),
  itSays: (message: string) => `It says: “${message}”.`,
  serviceAt: (host: string) => `The service at ${host}`,
  theService: 'The service',
  providerAt: (host: string) => `The provider at ${host}`,
  theProvider: 'The provider',
};
