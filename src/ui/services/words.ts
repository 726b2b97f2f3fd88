import type { Output } from '../../messages/contract.ts';
import { about, moment } from '../wording.ts';

type Granted = NonNullable<Output<'oauth.read'>['logins'][number]['granted']>;

/** Since when a login stands, and until when. */
export function lifeWords(granted: Granted, now: number): string {
  const { at, loggedInAt, expiresAt, refreshAt } = granted;
  const renewed = at === loggedInAt ? '' : `, renewed ${moment(at, now)}`;
  const since = `Logged in ${moment(loggedInAt, now)}${renewed}.`;
  if (expiresAt === null) return `${since} The provider does not say when it ends.`;
  if (expiresAt <= now) {
    const next =
      refreshAt === null
        ? 'log in again'
        : 'it is renewed as soon as Tollpass is unlocked and the provider answers';
    return `${since} Ran out ${moment(expiresAt, now)}: ${next}.`;
  }
  const next = refreshAt === null ? 'then you log in again' : 'and is renewed before';
  return `${since} Runs out ${moment(expiresAt, now)}, in ${about(expiresAt - now)}, ${next}.`;
}

/** What a service answered to a test; a status of null is a redirect. */
export function answerWords(status: number | null): string {
  if (status === null) {
    return 'The service sends on to another address, where the key is not taken along. It was not followed.';
  }
  if (status < 400) return `The service answered ${status}: it takes the key.`;
  return `The service answered ${status}. It did not refuse the key, but this address may not be a good one to test with.`;
}
