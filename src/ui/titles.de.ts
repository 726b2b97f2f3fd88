import type { Texts } from './language.ts';
import type { en } from './titles.en.ts';

export const de: Texts<typeof en> = {
  activity: 'Tollpass: Verlauf',
  approval: 'Tollpass: Diese Website bezahlen?',
  popup: 'Tollpass',
  services: 'Tollpass: Dienste',
  settings: 'Tollpass: Einstellungen',
  signers: 'Tollpass: Signierer',
  signing: 'Tollpass: Eine Website fragt Sie',
  streams: 'Tollpass: Streams',
  unlock: 'Tollpass: Entsperren',
  waiting: 'Tollpass: Unterwegs',
  welcome: 'Willkommen bei Tollpass',
};
