import type { ComponentChildren } from 'preact';

export const en = {
  none: 'No signer yet',
  noneWords:
    'A signer is a key of yours for Cosmos chains such as that of Structs. Pages can ask it for signatures; you decide on each. It has nothing to do with the wallet that pays tolls.',
  /** Of the vault. */
  passwordFirst: 'Set a password first',
  passwordFirstWords:
    'Keys are kept on the disk encrypted with a password of yours. Until you set one, you can only watch addresses.',
  setPassword: 'Set a password',
  locked: 'Locked',
  lockedWords: 'Your keys are locked away. Unlock them to sign, add or show anything.',
  unlock: 'Unlock',

  name: 'Name',
  chain: 'Chain',
  password: 'Password of Tollpass',
  checkingPassword: 'Checking the password',
  cancel: 'Cancel',
  save: 'Save',
  copy: { no: 'Copy', yes: 'Copied', selected: 'Selected' },

  add: {
    title: 'Add a signer',
    ways: {
      create: {
        title: 'Create a new one',
        words: 'Tollpass makes up recovery words; you write them down.',
      },
      words: {
        title: 'Import recovery words',
        words: 'You have 12 or 24 words from another wallet.',
      },
      key: { title: 'Import a private key', words: '64 hexadecimal digits.' },
      watch: { title: 'Watch an address', words: 'Shows it here; it cannot sign.' },
    },
    nameExample: 'My fleet',
    recoveryWords: 'Recovery words',
    recoveryWordsHint: '12 or 24 words with a space between them.',
    privateKey: 'Private key',
    address: 'Address',
    preview: (address: ComponentChildren) => <>This is {address}</>,
    add: 'Add the signer',
    watch: 'Watch it',
  },

  newWords: {
    howMany: 'How many words',
    words: (count: number) => `${count} words`,
    hint: 'Both are safe. 24 words can also be used where 12 are not taken.',
    write:
      'Write these words down on paper, in this order. They are the signer: whoever has them has it, and without them nobody can bring it back.',
    written: 'I have written them down',
    check: 'To be sure, type these words',
    word: (number: number) => `Word ${number}`,
    right: 'These are right.',
    wrong: 'That is not what stands on the paper. Look again.',
    again: 'Show the words again',
  },

  card: {
    kinds: {
      mnemonic: 'Recovery words',
      private_key: 'Private key',
      watch: 'Watched only: cannot sign',
    },
    addAddress: 'Add an address',
    rename: 'Rename',
    delete: 'Delete',
    address: (chain: string, number: number) => `${chain}, address ${number}`,
    copyAddress: {
      no: (address: string) => `Copy ${address}`,
      yes: (address: string) => `Copied ${address}`,
      selected: (address: string) => `Selected ${address}`,
    },
  },

  newAccount: {
    title: (signer: string) => `Add an address to ${signer}`,
    full: 'A private key has one address on each chain, and this one is there already.',
    first: 'Its first address on this chain.',
    next: (number: number) => `Its address number ${number} on this chain, from the same words.`,
    add: 'Add',
  },

  rename: {
    title: (signer: string) => `Rename ${signer}`,
  },

  reveal: {
    words: {
      title: (signer: string) => `Show the words of ${signer}`,
      warning:
        'Whoever sees the words can sign everything in your name, for ever. Nobody who helps you needs them.',
      show: 'Show the words',
    },
    key: {
      title: (signer: string) => `Show the key of ${signer}`,
      warning:
        'Whoever sees the key can sign everything in your name, for ever. Nobody who helps you needs them.',
      show: 'Show the key',
    },
    hide: 'Hide',
  },

  delete: {
    title: (signer: string) => `Delete ${signer}`,
    watched: 'The address is no longer watched. You can add it again at any time.',
    words:
      'Without its words on paper, what belongs to this signer is lost for good: Tollpass keeps no copy.',
    key: 'Without its key on paper, what belongs to this signer is lost for good: Tollpass keeps no copy.',
    keep: 'Keep it',
    yes: 'Delete',
  },

  transactions: {
    title: 'Transactions',
    open: 'Under way, in their order',
    over: 'Over, the newest first',
    stages: {
      queued: 'Waits for its turn, or for your answer',
      approved: 'Is being signed',
      signed: 'Was handed over; waits for a block',
      included: 'Done',
    },
    elsewhere: 'signed before, sent by you',
    by: (address: ComponentChildren, chain: ComponentChildren, time: string) => (
      <>
        {address} on {chain}, {time}
      </>
    ),
    earlier: 'Earlier',
    inBlock: (height: number | null) => `In block ${height}`,
    copyJson: 'Copy JSON',
  },

  signedFile: {
    title: 'Send what is signed already',
    words:
      'A transaction that one of your accounts has signed, as JSON. You are shown what it does before anything is sent.',
    text: 'Signed transaction',
    file: 'Or a file with it',
    reading: 'Reading it, and asking its chain…',
    look: 'Look at it',
    sent: 'Handed over. What becomes of it stands under Transactions.',
    /** The answer did not come. */
    maybeSent: 'Tollpass did not answer. It may have been sent: look at it again, which says so.',
    until: 'Can be included until',
    anyTime: 'any time',
    block: (height: number) => `block ${height}`,
    hash: 'Hash',
    confirm: 'Send this transaction',
    yes: 'Send it',
    no: 'Leave it',
    sending: 'Handing it over…',
    understood: 'I have read the warnings and want to send this',
  },

  chains: {
    title: 'Chains',
    words:
      'A chain is known by one of its nodes. What Tollpass sends and reads goes through that node, which so learns your addresses on it.',
    none: 'No chain yet. Add the one of your signer first.',
    remove: 'Remove',
    rest: 'REST address of a node',
    rpc: 'RPC address, if you know it',
    rpcHint: 'Lets Tollpass put unknown messages into words.',
    asking: 'Asking the node what chain it is of…',
    askingLabel: 'Asking the node',
    add: 'Add the chain',
  },
};
