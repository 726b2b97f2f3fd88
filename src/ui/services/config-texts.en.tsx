import type { ComponentChildren } from 'preact';
import { plural } from '../language.ts';

export const en = {
  title: 'Import and export',
  about: (link: (words: string) => ComponentChildren) => (
    <>
      Web apps, chains with their signers, and streams as one file (AuthenticationConfig).{' '}
      {link('Its JSON Schema')} says what may be in it.
    </>
  ),

  import: {
    title: 'Import',
    about:
      'You are shown what changes before anything does. What the file does not name stays. A chain that the file only gives the address of is asked what it is.',
    file: 'File',
    text: 'Or its text',
    reading: 'Reading the file…',
    look: 'See what it changes',
    done: 'Imported.',
    secrets: 'Secrets of the file',
    sealed: 'There are secrets in this file, under a password.',
    password: 'Password of the file',
    opening: 'Opening the secrets…',
    open: 'Open the secrets',
    without: 'Or go on without them.',
    confirm: 'Import this configuration',
    now: 'Import',
    nowWithout: 'Import without the secrets',
    leave: 'Leave it',
    importing: 'Importing…',
    locked:
      'There are secrets in this file, and Tollpass is locked. Nothing was changed. Unlock it to go on.',
    noPassword:
      'There are secrets in this file, and Tollpass has no password to keep them under. Nothing was changed. Set one in the settings, then come back.',
  },

  export: {
    title: 'Export',
    about:
      'Addresses and names, for you to keep or to take to another browser. Passwords, keys and sessions are left out unless you ask for them.',
    withSecrets: 'With secrets, encrypted under a password',
    locked: 'Secrets can be exported only while Tollpass is unlocked.',
    own: 'Password of Tollpass',
    password: 'Password for the file',
    encrypting: 'Encrypting the secrets…',
    making: 'Making the file…',
    copyFrom: 'The browser did not copy it. Copy it from here:',
    save: 'Save as a file',
    copy: 'Copy',
    saved: (name: string) => `Saved as ${name}.`,
    copied: 'It is in the clipboard.',
    refused:
      'Tollpass is locked, so it cannot read the secrets. Nothing was exported. Unlock it, then try again.',
  },

  faults: {
    title: (count: number) => `It cannot be imported: ${plural(count, 'mistake')}`,
    nothingChanged: 'Nothing was changed.',
  },
  wholeFile: 'the whole file',
  more: (count: number) => `and ${count} more`,

  /** How much there is to do: a list of counts. */
  sum: (parts: readonly string[]) => `${parts.join(', ')}.`,
  counts: {
    new: (count: number) => `${count} new`,
    changed: (count: number) => `${count} changed`,
    same: (count: number) => plural(count, 'stays as it is', 'stay as they are'),
  },
  nothing: 'There is nothing in it.',

  kinds: { new: 'New', changed: 'Changed', same: 'As it is' },
  services: {
    webapp: 'Web apps',
    consensus: 'Chains and signers',
    streaming: 'Streams',
  },
  secret: 'kept under your password',
  none: 'none',
  unknown: {
    title: 'Fields that Tollpass does not know',
    about: 'They are kept, mean nothing here, and are in an export again.',
    secret: 'It may be a secret, and is kept under your password.',
  },
  notes: {
    clearSecret:
      'These secrets stand in the file for anybody to read. Tollpass keeps them under your password; delete the file when you are done.',
    watchedOnly: 'These addresses come without a key: Tollpass only watches them.',
    notKept: 'These are not taken over: the service itself knows them better.',
    otherAddress: (url: string | null) =>
      `A browser cannot speak to a nats:// address. Tollpass connects to ${url ?? 'its WebSocket'} instead.`,
  },
};
