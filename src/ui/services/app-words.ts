import type { WebAppView } from '../../messages/web-apps.ts';
import { moment, shorten, visible } from '../wording.ts';
import { texts } from './web-app-texts.ts';

/** How the user is known to a web app. */
export function accountName(account: WebAppView['accounts'][number]): string {
  if (account.kind === 'password') return visible(account.username);
  const address = shorten(account.address, 12, 6);
  return account.name === null ? texts.signerGone(address) : `${visible(account.name)}, ${address}`;
}

/** Whether the user is logged in, and as whom. */
export function stateLine({ accounts, active, session, failure }: WebAppView): string {
  if (active === null) return texts.state.loggedOut;
  const account = accounts.find(({ id }) => id === active);
  if (session !== null) {
    return account === undefined
      ? texts.state.loggedInGone
      : texts.state.loggedIn(accountName(account));
  }
  const over =
    account === undefined ? texts.state.overGone : texts.state.over(accountName(account));
  return failure === null ? `${over} ${texts.state.again}` : over;
}

/** The seed's WebappSession, in words. */
export function sessionLines(
  { cookie, expires, lastUsed }: NonNullable<WebAppView['session']>,
  now: number,
): readonly (readonly [label: string, value: string])[] {
  return [
    [texts.session.cookie, visible(cookie)],
    [
      texts.session.ends,
      expires === undefined ? texts.session.endsWithBrowser : moment(Date.parse(expires), now),
    ],
    ...(lastUsed === undefined
      ? []
      : [[texts.session.lastUsed, moment(Date.parse(lastUsed), now)] as const]),
  ];
}
