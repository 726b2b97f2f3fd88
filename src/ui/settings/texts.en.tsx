import type { ComponentChildren } from 'preact';
import { plural } from '../language.ts';

/** All but what is said of the wallet, which is in `wallet-texts`. */
export const en = {
  password: {
    title: 'Password',
    none: 'With a password of its own, Tollpass keeps the password of your wallet, encrypted, on this computer: after a restart of the browser you enter this one alone. Nobody can recover it for you.',
    words:
      'What Tollpass keeps for you is encrypted under this password. Passes that you hold are used while it is locked, but nothing is paid. Nobody can recover the password for you.',
    locked: 'Locked',
    unlocked: 'Unlocked',
    lock: 'Lock now',
    ofTollpass: 'Password of Tollpass',
    setting: 'Setting the password…',
    set: 'Set the password',
  },

  autoLock: {
    label: 'Lock by itself',
    after: (minutes: number) =>
      minutes === 60 ? 'after an hour without use' : `after ${minutes} minutes without use`,
    atClose: 'when the browser closes',
  },

  change: {
    open: 'Change the password',
    before: 'Password until now',
    after: 'New password',
    changing: 'Changing the password…',
    yes: 'Change it',
    cancel: 'Cancel',
    done: 'Changed.',
  },

  backup: {
    title: 'Back up',
    words:
      'Passes, payments, settings and what is kept under the password, in one encrypted file. Your Monero is not in it: that is in your wallet.',
    password: 'Password for the file',
    another: 'Encrypt the file with another password',
    encrypting: 'Encrypting the backup…',
    save: 'Save a backup',
    saved: (name: string) => `Saved as ${name}.`,
  },

  restore: {
    title: 'Restore',
    words:
      'You are shown what is in the file before anything is replaced. What was paid since then is kept, so that nothing is paid twice.',
    file: 'Backup',
    password: 'Password of the file',
    reading: 'Reading the backup…',
    look: 'Look inside',
    done: 'Restored.',
    confirm: 'Restore this backup',
    yes: 'Replace what is here',
    no: 'Leave it',
    restoring: 'Restoring the backup…',
    replaced:
      'Your settings and site rules are replaced by those in the backup. Passes and payments that only this browser knows stay.',
    passwordReturns:
      'The password that Tollpass had when it was made holds again, with what was kept under it.',
    passwordStays:
      'It holds no password: the one that you have now stays, with what is kept under it.',
    made: 'Made',
    payments: 'Payments',
    passes: 'Passes',
    sites: 'Rules for sites',
    secrets: 'Secrets under its password',
  },

  limits: {
    title: 'Paying without asking',
    words:
      'Tollpass pays the site that you opened without a question while it stays within all of these. The network fee counts too: a payment of 0.000001 XMR costs about 0.0018 XMR in fees. Over them, it asks.',
    labels: {
      threshold: 'One payment',
      siteDay: 'One site, a day',
      day: 'All sites, a day',
      month: 'All sites, a month',
    },
    zeroHint: '0: it always asks.',
    zeroNeeded: 'Enter 0 to be asked each time.',
    none: 'no limit',
    spentToday: (amount: ComponentChildren) => <>{amount} spent today</>,
    spentThisMonth: (amount: ComponentChildren) => <>{amount} spent this month</>,
    save: 'Save',
    saved: 'Saved.',
    savedZero: 'Saved. Tollpass always asks.',
  },

  rate: {
    title: 'Amounts in your own money',
    words:
      'Tollpass asks nobody for a rate. If you say what 1\u{A0}XMR is in money of yours, it says beside amounts what they are about.',
    currency: 'Currency',
    price: '1 XMR is',
    someCurrency: 'EUR',
    off: 'off',
    currencyUnknown: 'A currency has three letters, for example EUR.',
    currencyXmr: 'Amounts are in XMR anyway.',
    priceMissing: 'Enter how much 1 XMR is, for example 150. Empty both fields to switch it off.',
    priceWithComma: 'Use a point, not a comma, for example 150.5.',
    priceZero: '1 XMR is worth more than nothing.',
    priceTooLarge: 'So much is 1 XMR in no currency.',
    priceUnreadable: 'Use digits and one point, at most 12 digits after it.',
    example: (reading: string) => `Then it says: ${reading}.`,
    setOn: (date: string) => `Set on ${date}; rates change.`,
    save: 'Save',
    saved: 'Saved.',
    savedOff: 'Saved. Amounts are in XMR alone.',
  },

  siteRules: {
    title: 'Sites with a rule of their own',
    words:
      'For these the rule counts in place of the limit for a payment. You give a site one in the popup, or when you answer a question.',
    none: 'No site has a rule of its own.',
    ruleOf: (host: string) => `Rule of ${host}`,
    paying: 'Paying this site',
    spentToday: (rule: string, amount: string) => `${rule}, ${amount} spent today`,
    change: 'Change',
    remove: 'Remove',
    removed: (host: string, rule: string) => `Removed: ${host} ${rule}.`,
    undo: 'Undo',
  },

  notices: {
    title: 'Notifications',
    words: 'What the browser tells you of, also while you look at something else.',
    legend: 'Tell me when',
    kinds: {
      asking: 'A payment waits for my answer',
      trouble: 'A page was not paid',
      paid: 'A page that waited for a block is open',
    },
  },

  hiddenServices: {
    title: 'Sites in Tor and I2P',
    allow: 'Pay sites in Tor and I2P over plain HTTP',
    hint: 'Names that end in .onion or .i2p need no https://, because these networks encrypt by themselves. Allow this only if your browser reaches them through Tor or I2P: elsewhere somebody on the way could take your passes.',
  },

  signerSites: {
    title: 'Connected sites',
    words:
      'They know the address of an account and may ask you to sign with it, or listen to a stream.',
    none: 'No site is connected.',
    keplr: 'Stand in for Keplr',
    keplrHint:
      'Pages that only know Keplr then find Tollpass under its name, where Keplr itself is not installed. Counts for pages that you open from now on.',
    account: (address: string, chain: string) => `${address} on ${chain}`,
    disconnect: 'Disconnect',
    listens: 'Listens to:',
    subject: (subject: string, connection: ComponentChildren) => (
      <>
        {subject} on {connection}
      </>
    ),
    stop: 'Stop listening',
    autoSigned: 'Signed without asking:',
    autoSign: (type: string, left: number, until: string) =>
      `${type}, ${plural(left, 'more time')}, until ${until}`,
    ask: 'Ask me each time',
  },

  help: {
    title: 'Help',
    words:
      'For whoever helps you: a file with the states of your tolls and passes and the codes of what went wrong. It names no site, no transaction and no amount, and holds no login.',
    save: 'Save a diagnostic file',
    welcome: 'Start again with the welcome',
  },
};
