import type { ComponentChildren } from 'preact';
import { count, plural } from '../language.ts';

/** How fast messages come in. */
function rateOf(messages: number, rate: number): string {
  return `${plural(messages, 'message')}, ${count(rate)}\u00a0a\u00a0second`;
}

export const en = {
  cancel: 'Cancel',
  remove: 'Remove',
  name: 'Name',
  subject: 'Subject',
  copy: { no: 'Copy', yes: 'Copied', selected: 'Selected' },
  locked: 'Locked',
  unlock: 'Unlock',

  page: {
    locked: 'Some of these connections need a login that is locked away with your password.',
    none: 'No connection yet',
    noneWords:
      'Connect to a NATS server to see what it publishes as it happens: for Structs, raids, fleets and blocks. Tollpass keeps the connection up and says when something may have been missed.',
    add: 'Add a connection',
  },

  /** Where a connection stands, in a word or two. */
  phases: {
    connecting: 'Connecting…',
    up: 'Connected',
    waiting: 'Not connected',
    stopped: 'Stopped',
  },
  off: 'Switched off',
  starting: 'Starting…',

  card: {
    silent: 'You do not listen to anything here yet. Choose a subject below.',
    subscribe: 'Listen to a subject',
    send: 'Send',
    edit: 'Change',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    removeLabel: 'Remove the connection',
    keep: 'Keep',
    removing: 'Removing…',
    removeWords: 'Its subjects and their stored messages are forgotten, and its login.',
    retry: 'Try again now',
    byItself: (seconds: number) => `By itself in ${plural(seconds, 'second')}.`,
    unstored: 'The browser cannot store what comes in. It will be gone when the browser closes.',
  },

  /** Times in which something may have been missed; without an end they last. */
  gaps: {
    newest: (from: string, to: string | null) =>
      `Events may have been missed from ${from} ${to === null ? 'until now' : `to ${to}`}.`,
    earlier: (gaps: number) => plural(gaps, 'earlier gap'),
    one: (from: string, to: string | null) =>
      `from ${from} ${to === null ? 'until now' : `to ${to}`}`,
  },

  form: {
    address: 'Address of the server',
    insecure: 'Not encrypted',
    insist: 'Connect without encryption all the same',
    login: 'Login',
    logins: { none: 'None', token: 'Token', username_password: 'Name and password' },
    token: 'Token',
    password: 'Password',
    keepSecret: 'Leave it empty to keep the one that is stored.',
    secret: 'Kept encrypted with your password of Tollpass.',
    noPassword: 'Set a password first',
    vaultWords: 'A login is kept on the disk only encrypted with a password of yours.',
    setPassword: 'Set a password',
    connect: 'Connect',
    save: 'Save',
    forPrograms: 'An address for programs',
    forProgramsWords: (address: ComponentChildren) => (
      <>
        A browser cannot speak to a nats:// address. The same server usually has a WebSocket address
        for browsers too; the likeliest is {address}.
      </>
    ),
    look: 'Look for it',
    looking: 'Looking…',
    useLikeliest: 'Use the likeliest',
    notFound: 'None of these answers. Ask the operator for the WebSocket address.',
  },

  subscribe: {
    structs: 'Of Structs',
    presets: {
      player: 'Player',
      planet: 'Planet',
      guild: 'Guild',
      grid: 'Grid',
      consensus: 'Consensus',
    },
    ids: { guild: 'Guild', player: 'Player', planet: 'Planet', object: 'Object' },
    all: 'Left empty: all of them.',
    noId: (example: string) => `Looks unlike an id such as ${example}.`,
    hint: 'Words with dots between them. * stands for one word, > for all that follow.',
    wider: (subject: ComponentChildren) => (
      <>A * is exactly one word. If this stays silent, try {subject}.</>
    ),
    listen: 'Listen',
  },

  /** What is wrong with a subject. */
  faults: {
    empty: 'Enter a subject, such as structs.planet.2-1.>',
    too_long: 'This is longer than a subject can be.',
    space: 'A subject has no spaces.',
    empty_token: 'There is nothing between two of the dots, or at an end.',
    star_in_token: 'A * stands for one whole word between dots, not for a part of one.',
    rest_in_token: 'A > stands for all words that follow, not for a part of one.',
    rest_not_last: 'A > can only be the last word.',
    wildcard: 'To send, the subject has to be without * and >.',
  },

  subscription: {
    off: 'Not listening',
    nothing: 'Nothing yet',
    rate: rateOf,
    rateAndLast: (messages: number, rate: number, last: string) =>
      `${rateOf(messages, rate)}, last ${last}`,
    dropped: (messages: number) =>
      `${plural(messages, 'message')} came too fast to be kept; they are only counted.`,
    silent:
      'Nothing came in yet. A * stands for exactly one word: look whether the subject has as many words as the server uses.',
    silentWider: (subject: ComponentChildren) => (
      <>
        Nothing came in yet. A * stands for exactly one word; {subject} would match longer subjects
        too.
      </>
    ),
    listenWider: 'Listen to that too',
    show: 'Show',
    hide: 'Hide',
  },

  send: {
    message: 'Message',
    sending: 'Sending…',
    taken: (subject: string) => `The server has taken it: ${subject}`,
    unknown: 'It is not known whether this was sent, because the connection was restarted.',
    answer: 'The answer:',
    publish: 'Publish',
    request: 'Request an answer',
  },

  live: {
    from: (stream: ComponentChildren) => <>From {stream}</>,
    fromWithRate: (stream: ComponentChildren, messages: number, rate: number) => (
      <>
        From {stream}: {rateOf(messages, rate)}
      </>
    ),
    close: 'Close',
    search: 'Search',
    category: 'Category',
    allCategories: 'All',
    pause: 'Pause',
    goOn: 'Go on',
    export: 'Export',
    forget: 'Forget these',
    failed: 'This could not be done, because the stored messages could not be reached.',
    skipped: (messages: number) =>
      `${plural(messages, 'message')} came faster than they can be shown.`,
    nothing: 'Nothing has come in yet.',
    noneFits: 'None of these messages fits.',
    messages: 'Messages, the newest first',
    older: 'Show older ones',
  },

  message: {
    bytes: (size: string) => `${size} of bytes`,
    place: (sequence: number, size: string) => `No. ${count(sequence)}, ${size}`,
    onlyBeginning: (size: string) => `Only the beginning is kept of ${size}.`,
    noText: (size: string) => `${size} that are no text, in hex.`,
    more: (entries: number) => `… ${entries} more`,
  },

  alerts: {
    title: (alerts: number) => `Alerts (${alerts})`,
    about:
      'The browser shows a notification when such a message comes in: at most one in half a minute for each, and ten in ten minutes.',
    presets: {
      raid: 'A raid begins',
      raidNews: 'Any news of a raid',
      fleet: 'A fleet arrives',
      any: 'Any message',
    },
    condition: (field: string, value: string) => `${field} is ${value}`,
    all: (conditions: readonly string[]) => conditions.join(' and '),
    field: 'Field',
    value: 'Has the value',
    add: 'Alert me',
  },

  quiet: {
    title: 'Quiet hours',
    words: 'No alerts at these hours; messages are still kept',
    from: 'From',
    to: 'To',
  },
};
