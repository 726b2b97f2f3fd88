import browser, { type WebRequest } from 'webextension-polyfill';
import type { Sighting } from '../payments/answer.ts';
import { isFramedBy } from './framing.ts';
import { challengesIn, networkUrl, originOf } from './sighting.ts';

/**
 * A look at one URL in one tab.
 *
 * In Chromium a standing webRequest listener makes every request of every page dearer (measured:
 * a same-origin fetch ×1.6), so none stands. A content script that meets a 402 says so; that is a
 * hint, which a page may forge. Then a listener is armed for that tab and origin alone, the request
 * is made again, unpaid, and the 402 that the browser then sees is the one that counts.
 */
export interface Watch<Note> {
  /** The latest response, or null if none was seen since the watch began. */
  sighting: Sighting | null;
  /** Whether that response was to a page of the tab's own origin. */
  isFirstParty(): Promise<boolean>;
  /** What the owner remembers with it. */
  note: Note | null;
  /** How many answers about it are being worked on: it stays while there is one. */
  answering: number;
}

/**
 * A watch nobody asked about for so long has served its purpose. Less than the 30 s after which an
 * idle worker dies: a listener that its worker did not take away would stand for good.
 */
const IDLE_MS = 20_000;

export interface ChromiumWatcher<Note> {
  find(tabId: number, url: string): Watch<Note> | null;
  begin(tabId: number, url: string): Watch<Note>;
}

/**
 * @param onResponse called with each response that a watch sees, before the page does, and with the
 *   method that it answers if it is to be the tab's document
 */
export function watchChromium<Note>(
  onResponse: (watch: Watch<Note>, sighting: Sighting, document: string | null) => void,
): ChromiumWatcher<Note> {
  const watches = new Map<string, Watched<Note>>();
  const keyOf = (tabId: number, url: string): string => `${tabId} ${networkUrl(url)}`;
  const arm = armListeners((details) => {
    const watched = watches.get(keyOf(details.tabId, details.url));
    if (watched === undefined) return;
    watched.latest = details;
    const sighting = {
      url: networkUrl(details.url),
      origin: new URL(details.url).origin,
      status: details.statusCode,
      challenges: challengesIn(details.responseHeaders),
      tabId: details.tabId,
      // Said by `isFirstParty`, which takes longer.
      firstParty: false,
    };
    watched.watch.sighting = sighting;
    onResponse(watched.watch, sighting, details.type === 'main_frame' ? details.method : null);
  });

  function begin(tabId: number, url: string): Watch<Note> {
    const key = keyOf(tabId, url);
    const known = watches.get(key);
    if (known !== undefined) {
      known.touch();
      return known.watch;
    }
    const watched: Watched<Note> = {
      latest: null,
      watch: {
        sighting: null,
        note: null,
        answering: 0,
        isFirstParty: async () => watched.latest !== null && isFirstParty(watched.latest),
      },
      touch,
    };
    const disarm = arm(tabId, new URL(url).origin);
    let timer = setTimeout(end, IDLE_MS);
    function end(): void {
      if (watched.watch.answering > 0) {
        touch();
        return;
      }
      watches.delete(key);
      disarm();
    }
    function touch(): void {
      clearTimeout(timer);
      timer = setTimeout(end, IDLE_MS);
    }
    watches.set(key, watched);
    return watched.watch;
  }

  return {
    begin,
    find(tabId, url) {
      const known = watches.get(keyOf(tabId, url));
      known?.touch();
      return known?.watch ?? null;
    },
  };
}

type Details = WebRequest.OnHeadersReceivedDetailsType;

interface Watched<Note> {
  readonly watch: Watch<Note>;
  readonly touch: () => void;
  latest: Details | null;
}

/**
 * One listener for each tab and origin that anything is watched of: a crowd of requests must not
 * make a crowd of listeners, each of which the browser would ask about each request.
 *
 * @returns arms one, or shares it; what that returns gives it up
 */
function armListeners(
  onHeaders: (details: Details) => void,
): (tabId: number, origin: string) => () => void {
  const armed = new Map<string, { users: number; remove(): void }>();
  return (tabId, origin) => {
    const key = `${tabId} ${origin}`;
    let entry = armed.get(key);
    if (entry === undefined) {
      const listener = (details: Details): undefined => void onHeaders(details);
      browser.webRequest.onHeadersReceived.addListener(
        listener,
        { urls: [patternOf(origin)], tabId },
        ['responseHeaders'],
      );
      const remove = (): void => browser.webRequest.onHeadersReceived.removeListener(listener);
      entry = { users: 0, remove };
      armed.set(key, entry);
    }
    const shared = entry;
    shared.users += 1;
    return () => {
      shared.users -= 1;
      if (shared.users > 0) return;
      armed.delete(key);
      shared.remove();
    };
  };
}

/** Chrome's name for who asked; the polyfill's types, made after Firefox, do not have it. */
function initiatorOf(details: object): string | undefined {
  return (details as { initiator?: string }).initiator;
}

async function isFirstParty(details: Details): Promise<boolean> {
  if (details.type === 'main_frame') return true;
  const origin = originOf(details.url);
  // An opaque initiator (a sandboxed or `data:` frame) is the text "null": no origin.
  if (origin === null || origin !== originOf(initiatorOf(details))) return false;
  return isFramedBy(origin, details);
}

/** A match pattern for all URLs of an origin. Chrome's patterns know ports. */
function patternOf(origin: string): string {
  return `${origin}/*`;
}
