import type { ComponentChildren } from 'preact';

export const en = {
  title: 'Web apps',
  none: 'No web app yet. Tollpass logs you in to one with a password or a signer, and again whenever the session has run out, so that its pages go on without a word.',

  add: {
    address: 'Address of a web app',
    hint: 'Tollpass asks it how it wants you to log in. Nothing of yours is sent yet.',
    asking: 'Asking the web app how it wants you to log in…',
    byPassword: 'With a password',
    bySignature: 'With a signer',
    now: 'Add it',
  },

  ways: { password: 'By password', signature: 'By signature' },
  wayInGuild: (way: string, guild: ComponentChildren) => (
    <>
      {way}, guild {guild}
    </>
  ),
  asking: 'Asking the web app…',
  logIn: 'Log in',
  logInAgain: 'Log in again',
  switchTo: 'Switch to it',
  logOut: 'Log out',
  forget: 'Forget',
  active: 'active',
  addAccount: 'Add an account',
  join: 'Sign up or add a device',
  deleteNow: 'Delete it',
  loggingOut: 'Logging out…',
  deleteWords: (host: string) =>
    `You are logged out of ${host} here, and Tollpass forgets its accounts and their passwords. Your signers stay. The accounts themselves stay with the web app.`,

  /** An account whose key is not here any more, by its address. */
  signerGone: (address: string) => `${address} (its signer is gone)`,
  state: {
    loggedOut: 'Not logged in.',
    loggedIn: (name: string) => `Logged in as ${name}.`,
    loggedInGone: 'Logged in as an account that is not here any more.',
    over: (name: string) => `The session of ${name} is over.`,
    overGone: 'The session of an account that is not here any more is over.',
    again: 'The next page that needs one is logged in again.',
  },
  session: {
    cookie: 'Cookie',
    ends: 'Ends',
    endsWithBrowser: 'with the browser, or when the web app ends it',
    lastUsed: 'Last seen in use',
  },
  /** What is said after a logout, by what the web app still holds of the session. */
  left: {
    ended:
      'You are logged out: the cookie is removed here, and the web app has ended the session too.',
    alive:
      'You are logged out here: the cookie is removed. The web app itself goes on with the session, although it was told; whoever has copied that cookie could use it until the web app ends it, as a rule after 24 minutes without use.',
    unknown:
      'You are logged out here: the cookie is removed. The web app was told; whether it has ended the session on its side cannot be seen from here.',
  },

  logInForm: {
    label: (host: string) => `Log in to ${host}`,
    password: 'Password',
    passwordHint: 'Kept encrypted under the password of Tollpass, and sent to this web app alone.',
    signatureHint: (guild: string) =>
      `What is signed logs this key in to guild ${guild}, wherever it is shown within ten minutes. Log in only to a web app of that guild that you trust.`,
    loggingIn: 'Logging in…',
  },

  joinForm: {
    label: (host: string) => `Join ${host}`,
    signUp: 'Sign up',
    device: 'Add a device',
    username: 'Name of the new player',
    usernameHint: '3 to 20 letters, digits, hyphens or underscores.',
    player: 'Player',
    code: 'Code',
    codeHint: 'As the web app shows it where you are logged in already.',
    offer: 'Offer it',
    done: {
      new: 'You are signed up. The chain makes your player now, which takes a little while; then log in with this signer.',
      device:
        'The signer is offered as a device of that player. Agree to it where the code came from; then log in with this signer.',
    },
  },

  signer: 'Signer',
  noSigner: (link: (words: string) => ComponentChildren) => (
    <>You have no signer that could do this. {link('Add one')} first.</>
  ),
  signerOf: (name: string, address: string, chain: string) => `${name}: ${address} on ${chain}`,
};
