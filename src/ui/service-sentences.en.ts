import type { FailureCode } from '../outcome/failure.ts';
import { type Story, service, theProvider, theService } from './story.ts';
import { hostOf } from './wording.ts';

/** The sentences about API keys and OAuth logins. */
export const en = {
  place_invalid: service(
    () => 'This is not an address that something can be shown to.',
    'It should look like https://api.example.org or https://api.example.org/v1, without a question mark, *, ^ or | in it.',
  ),
  place_insecure: service(
    (detail) =>
      `The connection to ${detail.origin ? hostOf(detail.origin) : 'this service'} is not encrypted, so anybody on the way could take what is shown to it.`,
    'Use an address with https://, or one on this computer.',
  ),
  place_taken: service(
    ({ name }) =>
      `${name ? `“${name}”` : 'Something else'} is shown there already, in the same header.`,
    'Give it another path or header, or delete the other one first.',
  ),
  header_invalid: service(
    () => 'This is not the name of a header.',
    'It is made of letters, digits and hyphens, such as X-API-Key.',
  ),
  header_forbidden: service(
    ({ name }) =>
      `${name ? `The header ${name}` : 'This header'} is not for keys: browsers and servers need it for something else.`,
    "Look up in the service's documentation which header it takes its key in.",
  ),
  key_value_invalid: service(
    () =>
      'This cannot be a key: it is empty, too long, or has signs in it that no header can hold.',
    'Copy it again, without the name of the header or the word Bearer before it.',
  ),
  key_gone: service(
    () => 'This is not here any more, or the key that belongs to it is not.',
    'Look at the list again; if it is still there, enter its key anew or log in again.',
  ),
  key_not_there: service(
    () => 'This key is not shown to that address.',
    'Test it with an address that it is for.',
  ),
  key_refused: service(
    (detail) =>
      `${theService(detail)} refused ${detail.name ? `“${detail.name}”` : 'the key'}${detail.status ? ` (${detail.status})` : ''}.`,
    'Check with the service whether the key is still good and may be used for this address, then enter it anew.',
  ),
  key_not_tested: service(
    (detail) => `${theService(detail)} did not answer, so the key was not tested.`,
    'Check the address and your connection, then test it again.',
  ),

  oauth_issuer_invalid: service(
    () => "The provider's address cannot be read.",
    'It should look like https://login.example.org, without a question mark in it.',
  ),
  oauth_insecure: service(
    (detail) =>
      `The provider is spoken to without encryption${detail.origin ? ` at ${hostOf(detail.origin)}` : ''}, so anybody on the way could take your login.`,
    'You were not logged in. Only the provider can mend this.',
  ),
  oauth_unreachable: service(
    (detail) => `${theProvider(detail)} does not answer.`,
    'Check its address and your connection, then try again. What you were logged in to stays until it runs out.',
  ),
  oauth_unusable: service(
    (detail) => `${theProvider(detail)} does not speak OAuth 2.1 as Tollpass needs it.`,
    "Check that this is the issuer's exact address. If it is, only the provider can mend this.",
  ),
  oauth_client_wrong: service(
    (detail) => `${theProvider(detail)} does not know this client.`,
    'Compare the client id with what you registered: a public client without a secret, and with the redirect address that is shown here.',
  ),
  oauth_page_failed: service(
    (detail) => `${theProvider(detail)} has no page to log in at for this client.`,
    'Compare the client id and the redirect address with what you registered. If they are right, the provider may be out of order.',
  ),
  oauth_cancelled: service(
    () => 'The window was closed before you were logged in.',
    'Log in again. If the window showed an error instead, compare the client id and the redirect address with what you registered.',
  ),
  oauth_denied: service(
    (detail) => `${theProvider(detail)} was told not to let Tollpass in.`,
    'Nothing was kept. Log in again if that was not what you wanted.',
  ),
  oauth_refused: service(
    (detail) =>
      `${theProvider(detail)} refused the login${detail.message ? `: ${detail.message}` : ''}.`,
    'Check client id and scopes, then log in again.',
  ),
  oauth_clock_wrong: service(
    (detail) =>
      `${theProvider(detail)} and this computer have clocks that differ by more than a minute.`,
    'Set the clock of this computer right, then log in again.',
  ),
  oauth_login_ended: service(
    (detail) =>
      `${theProvider(detail)} does not renew this login any more: it was ended there, or has run out.`,
    'Log in again.',
  ),
  oauth_not_revoked: service(
    (detail) =>
      `${theProvider(detail)} did not confirm that it ended the login. You are logged out here.`,
    "What was issued is deleted here. To be sure, end the login in the provider's own settings.",
  ),
  oauth_busy: service(
    () => 'A window to log in with is open already.',
    'Finish or close that one first.',
  ),
} satisfies Partial<Record<FailureCode, Story>>;
