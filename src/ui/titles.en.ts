/** The titles of the pages. Those in their HTML are seen until the script runs. */
export const en = {
  activity: 'Tollpass activity',
  approval: 'Tollpass: pay this site?',
  popup: 'Tollpass',
  services: 'Tollpass services',
  settings: 'Tollpass settings',
  signers: 'Tollpass signers',
  signing: 'Tollpass: a site asks you',
  streams: 'Tollpass streams',
  unlock: 'Tollpass: unlock',
  waiting: 'Tollpass: on its way',
  welcome: 'Welcome to Tollpass',
};
