import type { ComponentChildren } from 'preact';

export const en = {
  name: 'Welcome to Tollpass',
  reading: 'Reading…',
  steps: 'Steps',
  titles: {
    about: 'What Tollpass does',
    wallet: 'Connect a wallet',
    limits: 'Set your limits',
    toll: 'Pay a first toll',
  },
  place: (step: number, steps: number) => `Step ${step} of ${steps}`,
  allSteps: 'All steps',
  back: 'Back',
  finish: 'Finish',
  next: 'Continue',
  skip: 'Skip this',

  ready: 'Tollpass is ready',
  readyWords:
    'The button of Tollpass in the toolbar shows what a site charges, what you hold for it, and what you spent. If you do not see it, it is behind the puzzle piece: pin it there.',
  openPopup: 'See what it shows',
  settings: 'Settings',

  about:
    'Some sites answer with a price in Monero before they show a page. Tollpass pays such a toll from your own wallet, proves it to the site, and the page opens. It pays within limits that you set and asks you about everything over them.',
  points: [
    'It holds no money: your keys stay in your wallet, on your computer.',
    'Nothing is paid twice. Until what you bought has run out, the site is open.',
    'Nothing is sent to anybody but the sites you visit, your wallet, and the chains and servers that you add. Nobody counts what you do.',
  ],
  active: 'Tollpass is active on all sites.',
  inactive:
    'Your browser does not let Tollpass see the sites that you visit yet. Without that it notices no toll.',
  activate: 'Allow it on all sites',
  notActivated: 'It was not allowed. You can do that later, here or in the browser.',
  permissions: 'What it may do in your browser, and why',
  /** The access to sites, which is no permission by name. */
  allSites: 'all sites',
  reasonForAllSites:
    'Any site may ask for a toll and be shown its pass; and your wallet is reached by HTTP.',
  /** Each permission of the manifests, in either browser, and what it is there for. */
  reasons: {
    webRequest: "To see a site's demand as the browser saw it, not as a page tells it.",
    webRequestBlocking: 'To hold a request until its toll is paid.',
    webRequestAuthProvider: 'To answer a login that asks for Monero; all others are left to you.',
    webNavigation: 'To notice a demand for payment that comes without a page.',
    declarativeNetRequestWithHostAccess:
      'To show a pass to the site that sold it, and to no other.',
    declarativeNetRequestFeedback: 'To know whether a form was sent, which must not be sent twice.',
    storage: 'Settings, passes, and what was paid.',
    unlimitedStorage: 'Every payment is kept; without it, some 5000 fill what a browser allows.',
    alarms: 'To take up an open payment if the browser has stopped Tollpass, and to lock.',
    cookies: 'To see when a session of yours in a web app ends, and to end it when you log out.',
    identity: "To log in with OAuth in a window of the browser's own.",
    scripting: 'For window.keplr, if you switch that on; for web apps; and for sandboxed frames.',
    notifications: 'To tell you of what you want to be told of.',
    offscreen: 'To sign for Cosmos chains and to hold streams, in a page that nobody sees.',
    sidePanel: "To show the popup in the browser's side panel, if you open it there.",
  },

  wallet:
    'Tollpass pays through a wallet program on your own computer. Use a small wallet for tolls alone. In the folder of Tollpass, this makes one and prints its pairing code:',
  node: (devnet: ComponentChildren) => (
    <>
      HOST:PORT is a Monero node that you trust. With {devnet} in its place you try it with play
      money.
    </>
  ),
  byHand: 'Enter address, user and password by hand',
  pairingCode: 'Pairing code',
  pairingHint: (command: ComponentChildren) => <>The line that {command} prints.</>,
  connect: 'Connect',
  asking: 'Asking the wallet…',
  connected: 'A wallet is connected',
  connectAnother: 'Connect another wallet',
  balance: 'Balance',
  unlocked: 'Can be paid with now',
  empty:
    'It is empty. Send what you mean to spend on tolls to its address; it shows here within a minute and can be spent after 10 blocks, about 20 minutes.',
  fund: 'Put more money into it',
  keep: 'Keep it connected when the browser closes',
  keepWords:
    'Set a password for Tollpass. It then keeps the login of your wallet on this computer, encrypted, and asks you for this password after each start of the browser. Nobody can recover it for you.',

  limits:
    'Within these limits Tollpass pays the site that you opened without a question. The network fee counts too: it is about 0.002 XMR for each payment.',
  limitsLegend: 'Limits',
  suggestions: {
    small: {
      name: 'Small tolls by themselves',
      words:
        'Up to 0.005 XMR at a time, 0.02 a day and 0.2 a month, network fees included. Over that you are asked.',
    },
    ask: { name: 'Ask me each time', words: 'Nothing is paid without your answer.' },
    wide: {
      name: 'Rarely ask me',
      words: 'Up to 0.02 XMR at a time, 0.1 a day and 1 a month, network fees included.',
    },
  },
  useLimits: 'Use these limits',
  ownLimits: 'Set limits of your own',

  walletFirst: 'Connect a wallet first: without one nothing can be paid.',
  demo: (host: string) =>
    `The wallet that you paired brought a demo page along, on this computer (${host}). It costs 0.000001 XMR of play money. When a block holds the payment, the page opens.`,
  openDemo: 'Open the demo page',
  paid: 'It is paid, and the page is open',
  paidWords: 'You hold a pass for this site now. The button of Tollpass shows what is left of it.',
  payYourself:
    'Your wallet sends its money to itself, in several parts. That shows that paying works, costs the network fee alone, and lets several tolls be paid without waiting for change. Look at the fee before you send it.',
};
