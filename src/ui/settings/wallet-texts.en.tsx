import type { ComponentChildren } from 'preact';
import { plural } from '../language.ts';

/** What is said of the wallet, and of its outputs. */
export const en = {
  form: {
    title: 'Wallet',
    words:
      'Tollpass pays through monero-wallet-rpc, which runs on your computer and holds your keys.',
    /** Why the known wallet's password has to be entered, or is not known just now. */
    loginNeeded: {
      none: 'Enter the password again: it was forgotten when the browser closed.',
      locked: "Tollpass is locked: the wallet's password is known again once you unlock it below.",
      unlocked: 'Enter the password: it is not known yet.',
    },
    address: 'Address',
    user: 'User',
    password: 'Password',
    inMemory: 'kept until the browser closes',
    encrypted: 'kept encrypted',
    inMemoryWords:
      'The password is kept in memory only, until the browser closes; Tollpass does not write it to disk.',
    encryptedWords:
      'The password is kept on this computer, encrypted under the password of Tollpass.',
    connect: 'Connect',
    test: 'Test',
    asking: 'Asking the wallet… This can take a while if it is reading the chain.',
    askingLabel: 'Asking the wallet',
  },

  result: {
    failed: 'The wallet did not pass the test',
    connectAnyway: 'Connect anyway',
    connected: 'Connected',
    answers: 'The wallet answers. Not connected yet.',
    untested: 'Tollpass will use this wallet, although it did not pass the test just now.',
    balance: 'Balance',
    unlocked: 'Unlocked, can be paid with now',
    network: 'Network',
    height: 'Height',
    version: 'Version of its RPC',
    noLogin: 'This wallet asks for no password',
    noLoginWords: (login: ComponentChildren, noLogin: ComponentChildren) => (
      <>
        Any web page that you visit could spend from it. Start{' '}
        <span class="nowrap">monero-wallet-rpc</span> with {login} in place of {noLogin}, and enter
        both here.
      </>
    ),
  },

  outputs: {
    title: 'Outputs',
    words:
      "A wallet's money lies in outputs. Each payment takes at least one whole, and what is left of it comes back as change, which is locked for 10 blocks, about 20 minutes.",
    asking: 'Asking the wallet…',
    askingLabel: 'Asking the wallet',
    unknown: 'Not known.',
    again: 'Look again',
    empty: 'The wallet is empty, so nothing can be paid.',
    ready: (count: number) =>
      count === 0 ? 'No payment can be made now.' : `${plural(count, 'payment')} can be made now.`,
    readyAndNext: (count: number, time: string) =>
      count === 0
        ? `No payment can be made now; the next output unlocks in ${time}.`
        : `${plural(count, 'payment')} can be made now; the next output unlocks in ${time}.`,
  },

  split: {
    title: 'Prepare for several payments',
    words:
      'Your wallet sends its money to itself in equal outputs, so that as many payments can be made without waiting for change.',
    parts: 'Outputs',
    range: (fewest: number, most: number) => `A number from ${fewest} to ${most}.`,
    prepare: 'Prepare',
    preparing: 'Your wallet prepares the transfer. Nothing is sent yet…',
    preparingLabel: 'Preparing the transfer',
    sent: (outputs: number) =>
      `Sent. The ${outputs} outputs unlock after 10 confirmations, in about 20 minutes.`,
    confirm: 'Send the transfer',
    each: (outputs: number, amount: ComponentChildren) => (
      <>
        {outputs} of {amount}
      </>
    ),
    fee: 'Network fee',
    stays:
      'All of it stays in your wallet but the fee. It is locked for about 20 minutes, in which nothing can be paid with it.',
    sending: 'Sending…',
    sendingLabel: 'Sending',
    send: 'Send to my own wallet',
    cancel: 'Cancel',
  },
};
