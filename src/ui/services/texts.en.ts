export const en = {
  reading: 'Reading…',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  test: 'Test',
  edit: 'Edit',
  delete: 'Delete',
  keep: 'Keep it',
  name: 'Name',
  address: 'Address of the service',
  editName: (name: string) => `Edit ${name}`,
  deleteName: (name: string) => `Delete ${name}`,

  noPassword: 'Set a password first',
  noPasswordWords:
    'Passwords and keys of services are kept on the disk encrypted with a password of yours. Until you set one, none can be added.',
  setPassword: 'Set a password',
  locked: 'Locked',
  lockedWords: 'Your passwords and keys are locked away. Unlock them to add or change any.',
  unlock: 'Unlock',

  /** Whether a key or token is shown to its service. */
  shown: {
    refused: (status: number) => `Refused by the service (${status})`,
    attached: 'Shown to the service',
    locked: 'Not shown: unlock Tollpass first',
    not: 'Not shown',
    behindPass:
      'A pass of this site uses the same header. Where both are for the same path the pass is shown, until it is over.',
  },

  keys: {
    title: 'API keys',
    about:
      'A key goes to the one origin that it is for, in requests of that site’s own pages, and is not taken along when that sends elsewhere. It is shown once Tollpass is unlocked and until the browser closes; “Lock now” takes it away at once.',
    none: 'No API key yet.',
    add: 'Add an API key',
    addNow: 'Add the key',
    place: (address: string, header: string) => `${address}, in ${header}`,
    deleting: 'Deleting…',
    deleteWords:
      'The key is deleted here and not shown to the service any more. It stays good there until you end it at the service itself.',
    namePlaceholder: 'Weather',
    addressHint: 'Scheme, host and port; with a path, the key goes to what lies beneath it only.',
    header: 'Shown in the header',
    ownHeader: 'One of its own',
    headerName: 'Name of the header',
    key: 'Key',
    newKey: 'New key',
    newKeyHint: 'Leave this empty to keep the key that is there.',
    testName: (name: string) => `Test ${name}`,
    testAddress: 'Address to ask for',
    testHint: 'Asked for by GET, with the key and without your cookies.',
    testing: 'Asking the service…',
    answered: {
      redirect:
        'The service sends on to another address, where the key is not taken along. It was not followed.',
      good: (status: number) => `The service answered ${status}: it takes the key.`,
      other: (status: number) =>
        `The service answered ${status}. It did not refuse the key, but this address may not be a good one to test with.`,
    },
  },

  oauth: {
    about:
      'You log in at the provider, in a window of its own; Tollpass gets a token, shows it to the one service that it is for, and renews it in time.',
    none: 'No login yet.',
    add: 'Add a login',
    addNow: 'Add the login',
    redirect:
      'Redirect address of this browser, to be registered with each provider, as that of a public client:',
    copy: { no: 'Copy', yes: 'Copied', selected: 'Selected' },
    copyRedirect: {
      no: 'Copy the redirect address',
      yes: 'Copied the redirect address',
      selected: 'Selected the redirect address',
    },
    provider: (host: string) => `by ${host}`,
    place: (address: string) => `For ${address}`,
    placeWithScope: (address: string, scope: string) => `For ${address}, with ${scope}`,
    loggedOut: 'Logged out',
    logIn: 'Log in',
    waiting: 'Waiting for you to log in…',
    logOut: 'Log out',
    loggingOut: 'Logging out…',
    renew: 'Renew now',
    renewing: 'Renewing…',
    deleting: 'Logging out and deleting…',
    deleteLoggedIn: 'You are logged out, here and at the provider, and the login is deleted.',
    deleteLoggedOut:
      'The login is deleted here. What you registered with the provider stays there.',
    namePlaceholder: 'Calendar',
    addressHint: 'Where the token is shown; with a path, to what lies beneath it only.',
    editHint: 'For another provider, client or scope, add another login.',
    issuer: 'Address of the provider (issuer)',
    client: 'Client id',
    clientHint: 'As you registered it with the provider.',
    scope: 'Scopes, if the service wants any',
    /** Since when a login stands, and until when: moments, and a length of time. */
    life: {
      since: (at: string) => `Logged in ${at}.`,
      sinceRenewed: (at: string, renewed: string) => `Logged in ${at}, renewed ${renewed}.`,
      noEnd: 'The provider does not say when it ends.',
      ranOut: (at: string) => `Ran out ${at}: log in again.`,
      waits: (at: string) =>
        `Ran out ${at}: it is renewed as soon as Tollpass is unlocked and the provider answers.`,
      ends: (at: string, time: string) => `Runs out ${at}, in ${time}, then you log in again.`,
      renews: (at: string, time: string) => `Runs out ${at}, in ${time}, and is renewed before.`,
    },
  },
};
