import type { WebAppView } from '../../messages/web-apps.ts';
import { moment, shorten, visible } from '../wording.ts';

/** How the user is known to a web app. */
export function accountName(account: WebAppView['accounts'][number]): string {
  if (account.kind === 'password') return visible(account.username);
  const address = shorten(account.address, 12, 6);
  return account.name === null
    ? `${address} (its signer is gone)`
    : `${visible(account.name)}, ${address}`;
}

/** Whether the user is logged in, and as whom. */
export function stateLine({ accounts, active, session, failure }: WebAppView): string {
  if (active === null) return 'Not logged in.';
  const account = accounts.find(({ id }) => id === active);
  const name =
    account === undefined ? 'an account that is not here any more' : accountName(account);
  if (session !== null) return `Logged in as ${name}.`;
  const again = failure === null ? ' The next page that needs one is logged in again.' : '';
  return `The session of ${name} is over.${again}`;
}

/** The seed's WebappSession, in words. */
export function sessionLines(
  { cookie, expires, lastUsed }: NonNullable<WebAppView['session']>,
  now: number,
): readonly (readonly [label: string, value: string])[] {
  return [
    ['Cookie', visible(cookie)],
    [
      'Ends',
      expires === undefined
        ? 'with the browser, or when the web app ends it'
        : moment(Date.parse(expires), now),
    ],
    ...(lastUsed === undefined
      ? []
      : [['Last seen in use', moment(Date.parse(lastUsed), now)] as const]),
  ];
}

/** What is said after a logout, by what the web app still holds of the session. */
export const LEFT = {
  ended:
    'You are logged out: the cookie is removed here, and the web app has ended the session too.',
  alive:
    'You are logged out here: the cookie is removed. The web app itself goes on with the session, although it was told; whoever has copied that cookie could use it until the web app ends it, as a rule after 24 minutes without use.',
  unknown:
    'You are logged out here: the cookie is removed. The web app was told; whether it has ended the session on its side cannot be seen from here.',
} as const;
