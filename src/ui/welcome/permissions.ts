/** The access to sites, which is no permission by name. */
export const ALL_SITES = 'all sites';

/** Each permission of the manifests, in either browser, and what it is there for. */
export const PERMISSION_REASONS: readonly (readonly [permission: string, reason: string])[] = [
  [
    ALL_SITES,
    'Any site may ask for a toll and be shown its pass; and your wallet is reached by HTTP.',
  ],
  ['webRequest', "To see a site's demand as the browser saw it, not as a page tells it."],
  ['webRequestBlocking', 'To hold a request until its toll is paid.'],
  ['webRequestAuthProvider', 'To answer a login that asks for Monero; all others are left to you.'],
  ['webNavigation', 'To notice a demand for payment that comes without a page.'],
  [
    'declarativeNetRequestWithHostAccess',
    'To show a pass to the site that sold it, and to no other.',
  ],
  [
    'declarativeNetRequestFeedback',
    'To know whether a form was sent, which must not be sent twice.',
  ],
  ['storage', 'Settings, passes, and what was paid.'],
  ['unlimitedStorage', 'Every payment is kept; without it, some 5000 fill what a browser allows.'],
  ['alarms', 'To take up an open payment if the browser has stopped Tollpass, and to lock.'],
  ['cookies', 'To see when a session of yours in a web app ends, and to end it when you log out.'],
  ['identity', "To log in with OAuth in a window of the browser's own."],
  ['scripting', 'For window.keplr, if you switch that on; for web apps; and for sandboxed frames.'],
  ['notifications', 'To tell you of what you want to be told of.'],
  ['offscreen', 'To sign for Cosmos chains and to hold streams, in a page that nobody sees.'],
  ['sidePanel', "To show the popup in the browser's side panel, if you open it there."],
];

/** Those of this build, with their reasons, in the order above. */
export function reasonsFor(
  installed: readonly string[],
): readonly (readonly [permission: string, reason: string])[] {
  const asked = new Set([ALL_SITES, ...installed]);
  return PERMISSION_REASONS.filter(([permission]) => asked.has(permission));
}
