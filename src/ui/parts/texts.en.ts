export const en = {
  /** The link beside what went wrong. */
  explanation: 'What this means',

  newPassword: {
    again: 'Once more',
    differs: 'This differs from the first one.',
  },

  noQuestion: {
    reading: 'Reading…',
    none: 'No question is waiting',
    close: 'You can close this window.',
    closeButton: 'Close',
  },

  page: {
    names: {
      activity: 'Activity',
      services: 'Services',
      signers: 'Signers',
      streams: 'Streams',
      settings: 'Settings',
    },
    /** Of the links to them. */
    all: 'Pages of Tollpass',
    reading: 'Reading…',
  },

  receive: {
    code: 'The address as a code for phones',
    copy: { no: 'Copy the address', yes: 'Copied', selected: 'Selected' },
    copied: 'Address copied',
  },

  rule: {
    amount: 'Pay this site without asking up to, in XMR',
    save: 'Save',
    hint: 'A payment, network fee included. The limits per day and month hold as well.',
    saved: 'Saved.',
  },

  secretCopy: {
    /** What is copied. */
    of: {
      credential: {
        copy: 'Copy the credential',
        again: 'Copy the credential again',
        copied: 'The credential is in the clipboard.',
      },
      proof: {
        copy: 'Copy the proof',
        again: 'Copy the proof again',
        copied: 'The proof is in the clipboard.',
      },
    },
    notCopied: 'The browser did not copy it. Copy it from here:',
    copying: 'Copying…',
    close: 'Close',
    cancel: 'Cancel',
  },

  times: 'Number of times',

  toll: {
    unlocking: 'Waiting for your password, in a window of its own',
    preparing: 'Preparing the payment in your wallet',
    asking: 'Waiting for your answer',
    relaying: 'Handing the payment to the network',
    proving: 'Paid. Getting the proof from your wallet',
    /** @param time until the rest of them, `about 2 minutes` */
    confirmations: (confirmations: number, needed: number, time: string) =>
      `Paid. ${confirmations} of ${needed} confirmations, ${time}`,
    /** Of a payment in the pool too, where the site takes those. */
    retrying: 'Paid. The site does not see it yet, so Tollpass tries again shortly',
    resting: 'Your pass rests for a while',
    restingUntil: (moment: string) => `Your pass rests until ${moment}. Then the page goes on`,
    failed: 'Not let through',
    total: 'Total with network fee',
  },

  txid: {
    copy: { no: 'Copy', yes: 'Copied', selected: 'Selected' },
    /** The same, read aloud. */
    copyId: {
      no: 'Copy transaction ID',
      yes: 'Copied transaction ID',
      selected: 'Selected transaction ID',
    },
    copied: 'Transaction ID copied',
  },

  unlock: {
    password: 'Password of Tollpass',
    unlock: 'Unlock',
    checking: 'Checking the password…',
  },
};
