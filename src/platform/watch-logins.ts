import type { WebRequest } from 'webextension-polyfill';
import type { Sighting } from '../payments/answer.ts';
import { isFramedBy } from './framing.ts';
import { challengesIn, networkUrl, originOf } from './sighting.ts';

/** What a login is answered with: a name and a password, or nothing of ours. */
export type LoginAnswer = { readonly username: string; readonly password: string } | null;

/**
 * Answers, in Chromium, logins that are tolls: `Basic` with a 401 is how one dialect asks. The
 * browser holds the request, of whatever kind, until there is a name and a password, and makes it
 * again by itself. Every other login is left to the user at once. The listener is called for a 401
 * alone, so it may stand without making other requests dearer.
 *
 * @param isToll whether a 401 asks for a toll
 * @param answer called each time that the request is refused, with whether it is a navigation that
 *   can be taken elsewhere meanwhile; resolves to its credential
 */
export function watchLogins(
  isToll: (sighting: Sighting) => boolean,
  answer: (requestId: string, sighting: Sighting, movable: boolean) => Promise<LoginAnswer>,
): void {
  // The polyfill knows Firefox's form of this event, which answers by a promise.
  chrome.webRequest.onAuthRequired.addListener(
    (details, callback) => {
      const sighting = sightingOf(details as unknown as WebRequest.OnAuthRequiredDetailsType);
      if (details.isProxy || !isToll(sighting)) {
        callback?.({});
        return undefined;
      }
      void (async () => {
        const firstParty = await isFirstParty(details, sighting.origin);
        const movable = details.type === 'main_frame' && details.method === 'GET';
        const credentials = await answer(details.requestId, { ...sighting, firstParty }, movable);
        // Without one the page gets its 401, and no dialog that nobody could fill in.
        callback?.(credentials === null ? { cancel: true } : { authCredentials: credentials });
      })();
      return undefined;
    },
    { urls: ['http://*/*', 'https://*/*'] },
    ['asyncBlocking', 'responseHeaders'],
  );
}

/**
 * A frame's own document never is: it may be sandboxed, of which nothing tells before it is there. (A
 * 402 is there by the time that it is answered.)
 */
async function isFirstParty(
  details: chrome.webRequest.OnAuthRequiredDetails,
  origin: string,
): Promise<boolean> {
  if (details.type === 'main_frame') return true;
  if (details.type === 'sub_frame' || originOf(details.initiator) !== origin) return false;
  return isFramedBy(origin, details);
}

function sightingOf(details: WebRequest.OnAuthRequiredDetailsType): Sighting {
  return {
    url: networkUrl(details.url),
    origin: new URL(details.url).origin,
    status: 401,
    challenges: challengesIn(details.responseHeaders),
    tabId: details.tabId,
    firstParty: false,
  };
}
