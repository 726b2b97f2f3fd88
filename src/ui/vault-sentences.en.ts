import type { FailureCode } from '../outcome/failure.ts';
import { plural } from './language.ts';
import { field, formOf, isCount, kindsOf, type Story, unpaid, unread, valuesOf } from './story.ts';
import { visible } from './wording.ts';

/** The sentences about the password, backups, and configurations. */
export const en = {
  vault_missing: unpaid(() => 'Tollpass has no password yet.', 'Set one in the settings.'),
  vault_exists: unpaid(
    () => 'Tollpass has a password already.',
    'Change it in the settings, under Password.',
  ),
  vault_locked: unpaid(
    () => 'Tollpass is locked, so it cannot use your wallet.',
    'Unlock it with your password, then reload the page.',
  ),
  vault_wrong_password: {
    happened: () => 'This is not the password.',
    next: () => 'Compare capitals and the language of the keyboard, and enter it again.',
  },
  vault_wait: {
    happened: () => 'The password was wrong before.',
    next: ({ seconds }) =>
      `Wait ${/^[1-9][0-9]?$/.test(seconds ?? '') ? plural(Number(seconds), 'second') : 'a little'}, then enter it again.`,
  },
  vault_password_weak: {
    happened: ({ shortest }) =>
      `This password is too short: it needs at least ${/^[0-9]{1,3}$/.test(shortest ?? '') ? shortest : '8'} characters.`,
    next: () => 'A few words that have nothing to do with each other are easy to remember.',
  },
  vault_damaged: unpaid(
    () => 'What Tollpass keeps under your password was damaged on the disk.',
    'Nothing was changed. Restore a backup in the settings.',
  ),
  backup_unreadable: {
    happened: () => 'This file is no backup of Tollpass, or it was damaged.',
    next: () => 'Nothing was changed. Look for another copy of it.',
  },
  backup_newer: {
    happened: () => 'A newer version of Tollpass made this backup.',
    next: () => 'Nothing was changed. Update Tollpass, then restore it.',
  },

  configuration_too_long: unread(
    () => 'This file is too long to be a configuration.',
    'Choose the right one.',
  ),
  configuration_too_deep: unread(
    () => 'This file is nested too deeply to be a configuration.',
    'Choose the right one.',
  ),
  configuration_not_json: unread(
    ({ line, column }) =>
      `This is no JSON${isCount(line) && isCount(column) ? `: it goes wrong in line ${line}, column ${column}` : ''}.`,
    'Mend the file, or choose another.',
  ),
  configuration_newer: unread(
    () => 'A newer version of Tollpass made this file.',
    'Update Tollpass, then import it.',
  ),
  configuration_altered: unread(
    () =>
      'This file was changed or damaged after its secrets were sealed, so they cannot be opened.',
    'Look for another copy of it, or import it without its secrets.',
  ),
  configuration_password_wrong: unread(
    () => 'This is not the password of the file.',
    'Compare capitals and the language of the keyboard, and enter it again.',
  ),
  configuration_outdated: unread(
    () => 'Something changed since you looked at this, so it would do something else now.',
    'Look at it again.',
  ),
  field_missing: field(() => 'This field is missing.', 'Add it.'),
  field_unknown: field(() => 'No such field may stand here.', 'Take it out.'),
  field_name: field(() => 'No field may have this name.', 'Take it out.'),
  field_type: field(
    ({ expected }) => `This has to be ${kindsOf(expected ?? '') || 'something else'}.`,
    'Correct it.',
  ),
  field_value: field(
    ({ expected }) => `This has to be ${valuesOf(expected ?? '') || 'something else'}.`,
    'Correct it.',
  ),
  field_form: field(
    ({ expected }) => `This has to be ${formOf(expected ?? '') || 'something else'}.`,
    'Correct it.',
  ),
  field_range: field(
    ({ least, most }) =>
      `This number is too small or too large${least && most ? `: it may be from ${least} to ${most}` : ''}.`,
    'Correct it.',
  ),
  field_length: field(
    ({ most }) => `This is empty or too long${most ? `: it may have ${most} characters` : ''}.`,
    'Correct it.',
  ),
  field_count: field(
    ({ most }) => `There are too many of these${most ? `: ${most} are allowed` : ''}.`,
    'Take some out.',
  ),
  field_conflict: field(
    ({ other }) =>
      `This contradicts what the file says at ${other ? visible(other) : 'another place'}.`,
    'Correct one of the two.',
  ),
  key_of_other_address: field(
    () => 'This key belongs to another address than the file says.',
    'Correct the address, or the key.',
  ),
} satisfies Partial<Record<FailureCode, Story>>;
