import type { ComponentChildren } from 'preact';
import { plural } from '../language.ts';

/** Wraps a part of a text. */
type Wrap = (words: string) => ComponentChildren;

export const en = {
  reading: 'Reading…',
  questions: (count: number, strong: Wrap) => (
    <>
      {strong(plural(count, 'question'))} {count === 1 ? 'waits' : 'wait'} for your answer.
    </>
  ),
  answer: 'Answer',
  elsewhere: 'On other sites',

  places: { panel: 'Side panel', page: 'Full page' },

  wallet: {
    unset: 'Tollpass pays from your own Monero wallet. Until one is connected, nothing is paid.',
    forgotten: 'The browser was closed, so the password of your wallet is not known any more.',
    unknown: 'The password of your wallet is not known.',
    connect: 'Connect a wallet',
    logIn: "Enter the wallet's login again",
  },

  lock: {
    locked: 'Locked',
    lockedWords:
      'Passes that you hold still work. To pay, to sign, and to show keys to their services, Tollpass has to be unlocked.',
    refused:
      'You closed the window that asked for your password, so no page asks for it for ten minutes. Unlock it here, then load the page again.',
    unlocked: 'Unlocked',
    lock: 'Lock now',
  },

  refused: {
    title: 'A key was refused',
    answered: (host: string, status: number, name: ComponentChildren) => (
      <>
        {host} answered {status} to “{name}”.
      </>
    ),
    keys: 'Look at your keys',
  },

  site: {
    label: 'This site',
    none: 'No web page',
    reload: 'Reload the page: Tollpass then asks you about it again.',
    open: 'Open a site to see here what it charges.',
    free: 'This site has not asked for a payment.',
    rule: 'Paying this site',
  },

  session: {
    loggedIn: 'You are logged in here.',
    loggedOut: 'You are not logged in here.',
    look: 'Session',
    logIn: 'Log in',
  },

  spending: {
    title: 'Spending',
    change: 'Change limits',
    set: 'Set limits',
    bars: (today: string, mostOn: number, most: string) =>
      `Spending by day of this month. Today ${today}; most on day ${mostOn}, ${most}.`,
    day: (day: number, amount: string) => `${day}: ${amount} XMR`,
  },

  offers: {
    paysLater: 'It will be paid when your change unlocks, if the page is still open.',
    payLater: 'Pay when it unlocks',
    askAgain: 'Ask me again',
    settings: 'Open settings',
    giveUp: 'Give the payment up',
    giveUpYes: 'Give it up',
    giveUpNo: 'Keep it',
    givingUp: 'Asking the network once more…',
    giveUpWords:
      'Tollpass offers it to the network once more. Only if that still refuses it, the payment is forgotten: nothing was paid then, and the site can be paid anew. This cannot be taken back.',
  },

  passes: {
    title: 'Passes',
    others: 'Other passes',
    none: 'You hold no passes. When a site asks for a payment, Tollpass asks you, pays, and keeps the pass here until it is used up.',
    expired: (count: number) => `Used up (${count})`,
    all: (count: number) => `Show all ${count}`,
  },

  pass: {
    /** @param unseen for what only screen readers say */
    details: (host: string, unseen: Wrap) => <>Details{unseen(` of the pass for ${host}`)}</>,
    boughtAt: (moment: string) => `Bought ${moment}`,
    charged: 'Charged',
    fee: 'Network fee',
    bought: 'Bought',
    confirmations: 'Confirmations',
    confirmed: (confirmations: number, needed: number) => `${confirmations} of ${needed}`,
    used: 'Used',
    goodFor: 'Good for',
    addresses: (count: number) => plural(count, 'address', 'addresses'),

    left: (left: number, blocks: number) => `${left} of ${plural(blocks, 'block')} left`,
    leftUntil: (left: number, blocks: number, moment: string) =>
      `${left} of ${plural(blocks, 'block')} left, until about ${moment}`,
    ready: 'Ready to use',
    resting: 'Resting',
    restingUntil: (moment: string) => `Resting until ${moment}`,
    expired: 'Used up',
    refused: 'Refused by the site. Show its operator this transaction:',
    revoked: 'Not used any more',
    /** What it does, and what is left of it. */
    both: (state: string, left: string) => `${state}. ${left}`,
    waiting: (confirmations: number, needed: number) =>
      `Paid. ${confirmations} of ${needed} confirmations`,
    waitingForOne: 'Paid, waiting for its first block',

    notCounted: 'not counted yet',
    uses: (count: number) => plural(count, 'time'),
    usesAndLast: (count: number, moment: string) => `${plural(count, 'time')}, last ${moment}`,
  },

  happened: {
    title: 'What happened here',
    signed: 'Signed in your wallet and written down; nothing was sent yet',
    sent: 'Sent to the network, and proven by your wallet',
    mined: 'In a block',
    minedIn: (height: number) => `In block ${height}`,
    refused: 'First refused by the site',
    used: (uses: number) => `Last taken by the site, ${plural(uses, 'time')} in all`,
  },

  actions: {
    extend: 'Buy longer',
    revoke: 'Stop using',
    restore: 'Use again',
    credential: 'Copy credential',
    forget: 'Forget',
    revoked: 'It is not shown to the site any more. “Use again” takes that back.',
    restored: 'It is shown to the site again.',
    credentialWarning: (host: string) =>
      `Whoever has it can use this pass at ${host} in your place. Keep it to yourself and to programs of your own.`,
    forgetTitle: 'Forget this pass',
    forgetYes: 'Forget it',
    forgetNo: 'Keep it',
    forgetting: 'Forgetting it…',
    forgetExpired: 'It is used up. The payment stays in your activity.',
    forgetAlive: (host: string) =>
      `${host} would have to be paid anew. The payment stays in your activity. This cannot be taken back.`,
  },

  extend: {
    title: 'Buy longer',
    times: 'How much longer?',
    /** @param bought `5 blocks, about 10 minutes` */
    cost: (amount: string, bought: string) => `${amount} and the network fee. Buys ${bought}.`,
    hint: 'The new pass takes the place of this one: its blocks are counted from its own payment on.',
    preparing: 'Preparing the question, which opens in a window of its own…',
    progress: 'Preparing the question',
    go: 'Go on to the question',
    cancel: 'Cancel',
  },

  /** What there is on the other pages. */
  pages: {
    services: 'Sessions and keys',
    inActivity: 'every payment',
    webApps: (count: number) => (count === 0 ? 'none yet' : plural(count, 'web app')),
    signersKept: (count: number) => (count === 0 ? 'none yet' : plural(count, 'signer')),
    streamsOn: (on: number, all: number) => (all === 0 ? 'none yet' : `${on} of ${all} on`),
    inSettings: 'wallet, limits, password',
  },
};
