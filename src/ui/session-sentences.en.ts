import type { FailureCode } from '../outcome/failure.ts';
import { type Detail, type Story, service } from './story.ts';

/** Where a web app is named in a sentence. */
function name({ host }: Detail): string {
  return host ? `the web app at ${host}` : 'the web app';
}

/** The same at the beginning of one. */
function nameFirst(detail: Detail): string {
  return `T${name(detail).slice(1)}`;
}

function saying({ message }: Detail): string {
  return message ? ` It says: “${message.replace(/[.!]+$/, '')}”.` : '';
}

type SessionCode = Extract<
  FailureCode,
  `web_app_${string}` | `login_${string}` | `session_${string}` | `sign_up_${string}`
>;

/** The sentences about web apps, and the sessions in them. */
export const en = {
  web_app_url_invalid: service(
    () => 'This is no address of a web app.',
    'It should look like https://play.example.org. Correct it.',
  ),
  web_app_insecure: service(
    () =>
      'This address starts with http:// and is on another computer, so others could read your password or take your session.',
    'Nothing was sent. Use an address with https://, or a web app on this computer.',
  ),
  web_app_unreachable: service(
    (detail) =>
      `${nameFirst(detail)} does not answer${detail.status ? ` as it should (status ${detail.status})` : ''}.${saying(detail)}`,
    'You were not logged in. Try again in a while.',
  ),
  web_app_redirects: service(
    (detail) => `${nameFirst(detail)} sends Tollpass to another address.`,
    'It was not followed there, since your login would go along. If you trust that address, add it instead.',
  ),
  web_app_unusable: service(
    (detail) => `What ${name(detail)} answers is not what a web app with such a login would.`,
    'Check the address: the login is looked for beneath it, at /api/auth/login.',
  ),
  web_app_way_unknown: service(
    (detail) => `${nameFirst(detail)} does not say how it wants you to log in.`,
    'Choose it yourself.',
  ),
  web_app_clock: service(
    (detail) =>
      `The clock of ${name(detail)} and that of this computer differ by more than ten minutes.`,
    'Nothing was signed: a signature for the future could be used for longer than you meant. Set the clock of this computer, then try again.',
  ),
  web_app_refused: service(
    (detail) => `${nameFirst(detail)} refused.${saying(detail)}`,
    'Nothing was changed here.',
  ),
  web_app_known: service(
    (detail) => `${nameFirst(detail)} is in your list already.`,
    'Add another account to it there.',
  ),
  web_app_gone: service(
    () => 'This web app is not in your list any more.',
    'Add it again if you want to log in to it.',
  ),
  login_refused: service(
    (detail) =>
      `${nameFirst(detail)} does not accept this name and password, or has no such account.${saying(detail)}`,
    'You are not logged in. Enter them again.',
  ),
  login_forbidden: service(
    (detail) =>
      `${nameFirst(detail)} forbids it: the login is wrong, or this account may not do that.${saying(detail)}`,
    'It is not tried again by itself.',
  ),
  login_fields_missing: service(
    (detail) =>
      `${nameFirst(detail)} wants something else for a login than Tollpass sends${detail.fields ? ` (${detail.fields})` : ''}.`,
    'You are not logged in. If it has changed since you added it, delete it here and add it again.',
  ),
  login_signature_refused: service(
    (detail) => `${nameFirst(detail)} does not accept the signature.`,
    'You are not logged in. Check that the clock of this computer is right and that this signer is the one you play with.',
  ),
  login_address_unknown: service(
    (detail) => `${nameFirst(detail)} has no player with this address in its guild.`,
    'Sign up with this signer, or add it as a device of your player. After signing up it takes the chain a little while.',
  ),
  login_player_unknown: service(
    (detail) => `${nameFirst(detail)} knows the address, but not its player.`,
    'If you have just signed up, wait a little and log in again.',
  ),
  login_account_gone: service(
    () => 'This account is not here any more, or the signer that it stands for is not.',
    'Log in with another account.',
  ),
  login_password_missing: service(
    () => 'The password of this account is not kept here any more.',
    'Add the account again with its password.',
  ),
  login_locked: service(
    () => 'Tollpass is locked, so it could not log you in.',
    'Unlock it with your password, then log in or reload the page.',
  ),
  session_missing: service(
    (detail) => `${nameFirst(detail)} says that you are not logged in.`,
    'Log in again.',
  ),
  session_not_kept: service(
    (detail) => `${nameFirst(detail)} accepted the login but began no session in this browser.`,
    'Check that this browser keeps cookies for it.',
  ),
  session_refused: service(
    () => 'The web app refuses something even right after a login.',
    'You are logged in; this account may not be allowed to see what the page asked for. Log in again if more than that is missing.',
  ),
  session_forbidden: service(
    () => 'The web app forbids what the page asked for (403): this account has no permission.',
    'It was not asked for again. Use another account if you have one that may.',
  ),
  sign_up_exists: service(
    (detail) => `${nameFirst(detail)} knows this address already.`,
    'Log in with it.',
  ),
} satisfies Readonly<Record<SessionCode, Story>>;
