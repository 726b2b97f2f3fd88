import { plural } from '../language.ts';

export const en = {
  reject: 'Reject',
  close: 'Close',
  chain: 'Chain',
  account: 'Account',
  /** What a site may do once it was said yes to. */
  may: 'What it may do then',
  back: 'You can take this back in the settings.',

  frame: {
    behind: (count: number) => plural(count, 'more question waits', 'more questions wait'),
    local: 'A page of this computer',
    lookAlike: 'Is this the site that you mean?',
    lookAlikeWords:
      'The name has letters that can look like those of another site. Here it is written so that they show.',
    sending: 'Sending…',
  },

  connect: {
    wants: 'Connect to this site?',
    yes: 'Connect',
    none: 'You have no account on this chain',
    noneWords:
      'There is nothing to connect. The site is told no more than that you did not connect.',
    one: 'Your account',
    several: 'Which of your accounts?',
    points: [
      'See the address, and with it all that this account does on the chain.',
      'Ask you to sign. Each time you are shown what, and can say no.',
    ],
  },

  stream: {
    wants: 'Let this site listen?',
    yes: 'Allow',
    subject: 'To this subject',
    subjects: 'To these subjects',
    none: 'You have no connection to a NATS server',
    noneWords: 'There is nothing to listen to. The site is told no more than that you said no.',
    one: 'On your connection',
    several: 'On which of your connections?',
    points: [
      'Hear what is published there, whenever one of its pages is open.',
      'It does not see your login, nor can it publish anything.',
    ],
  },

  /** What a subject of NATS takes in. `stars` are the words in it that may be any. */
  subject: {
    everything: 'Everything that is published there.',
    alone: 'This subject alone.',
    each: (stars: number) =>
      stars === 1
        ? 'Each subject with any word for the *.'
        : 'Each subject with any words for the *.',
    below: (start: string) => `Everything that begins with ${start}.`,
    eachBelow: (start: string, stars: number) =>
      stars === 1
        ? `Everything that begins with ${start}, with any word for the *.`
        : `Everything that begins with ${start}, with any words for the *.`,
  },

  sign: {
    wants: 'Sign this for this site?',
    wantsToSend: 'Sign and send for this site?',
    yes: 'Sign',
    yesAndSend: 'Sign and send',
    understood: 'I have read the warnings and want to sign this',
  },

  autoSign: {
    label: 'The next moves like this one',
    ask: 'Ask me each time',
    withinHour: (times: number) => `Sign without asking: ${times} times, within an hour`,
    withinDay: (times: number) => `Sign without asking: ${times} times, within a day`,
    hint: 'For this site, this kind of move and this fee. Never for transfers or permissions. You can stop it in the settings.',
  },

  text: {
    wants: 'Sign this text?',
    yes: 'Sign',
    wantsLogin: 'Log in to this site?',
    yesLogin: 'Log in',
    whole: 'The whole text',
    /** What a signature over a text is good for, one sentence each. */
    meanings: {
      none: [
        'This sends nothing to a chain and costs nothing. It shows that the account is yours.',
      ],
      login: (guild: string) => [
        `Whoever holds this signature can log in as you to the web app of guild ${guild}.`,
        'Go on only if this site is that web app.',
      ],
      signup: (guild: string) => [
        `This joins you to guild ${guild} of Structs with this account.`,
        'Go on only if this site is the web app of that guild.',
      ],
      device: (player: string) => [
        `This makes your account an address of player ${player} of Structs.`,
        'Go on only if that player is you.',
      ],
    },
  },

  transaction: {
    lookClosely: 'Look closely',
    actions: (count: number) => `${plural(count, 'action')}, all or none of them`,
    fee: 'Network fee',
    memo: 'Memo',
    details: 'Details',
    gasLimit: 'Gas limit',
    sequence: 'Sequence',
  },

  message: {
    place: (number: number, of: number) => `${number} of ${of}`,
    inside: 'In it',
    raw: 'Raw content',
  },

  /** In one sentence or two. */
  warnings: {
    grants_rights:
      'This lets somebody else act for you, without asking you again. It holds until you take it back.',
    pays_others_fee: 'This lets somebody else pay network fees with your money.',
    other_fee_payer: 'The fee is to be paid by another account than the one that signs.',
    other_chain: 'This is for another chain than the site said.',
    other_signer: 'This is not meant to be signed by your account, or not by it alone.',
    high_fee: 'The network fee is far higher than usual.',
    unknown_message:
      'Tollpass does not know what this does, and nobody else says so either. Only its raw content can be shown.',
    node_claim:
      'What this does is described by the node of this chain. Tollpass cannot tell whether that is true.',
    moves_funds: 'This moves funds out of your account, or binds them.',
    timeout_passed: 'The time until which this could be sent is over: the chain will refuse it.',
    unknown_extension: 'It has additions whose meaning Tollpass does not know.',
  },
};
