import type { Output } from '../../messages/contract.ts';
import { about, moment } from '../wording.ts';
import { texts } from './texts.ts';

type Granted = NonNullable<Output<'oauth.read'>['logins'][number]['granted']>;

/** Since when a login stands, and until when. */
export function lifeWords(granted: Granted, now: number): string {
  const { at, loggedInAt, expiresAt, refreshAt } = granted;
  const { life } = texts.oauth;
  const loggedIn = moment(loggedInAt, now);
  const since =
    at === loggedInAt ? life.since(loggedIn) : life.sinceRenewed(loggedIn, moment(at, now));
  if (expiresAt === null) return `${since} ${life.noEnd}`;
  const end = moment(expiresAt, now);
  if (expiresAt <= now) {
    return `${since} ${refreshAt === null ? life.ranOut(end) : life.waits(end)}`;
  }
  const left = about(expiresAt - now);
  return `${since} ${refreshAt === null ? life.ends(end, left) : life.renews(end, left)}`;
}

/** What a service answered to a test; a status of null is a redirect. */
export function answerWords(status: number | null): string {
  const { answered } = texts.keys;
  if (status === null) return answered.redirect;
  return status < 400 ? answered.good(status) : answered.other(status);
}
