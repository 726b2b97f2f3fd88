import browser, { type WebRequest } from 'webextension-polyfill';
import type { Sighting } from '../payments/answer.ts';
import { challengesIn, networkUrl, originOf } from './sighting.ts';
import { urlOfTab } from './tabs.ts';

/**
 * A look at one URL in one tab.
 *
 * In Chromium a standing webRequest listener makes every request of every page dearer (measured:
 * a same-origin fetch ×1.6), so none stands. A content script that meets a 402 says so; that is a
 * hint, which a page may forge. Then a listener is armed for that tab and URL alone, the request
 * is made again, unpaid, and the 402 that the browser then sees is the one that counts.
 */
export interface Watch<Note> {
  /** The latest response, or null if none was seen since the watch began. */
  sighting: Sighting | null;
  /** Whether that response was to a page of the tab's own origin, which is asked for meanwhile. */
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
  const watches = new Map<string, { watch: Watch<Note>; touch(): void }>();
  const keyOf = (tabId: number, url: string): string => `${tabId} ${networkUrl(url)}`;

  function begin(tabId: number, url: string): Watch<Note> {
    const key = keyOf(tabId, url);
    const known = watches.get(key);
    if (known !== undefined) {
      known.touch();
      return known.watch;
    }
    // The tab's address is asked for now, while the page makes its request again.
    const top = originOfTab(tabId);
    let latest: WebRequest.OnHeadersReceivedDetailsType | null = null;
    const watch: Watch<Note> = {
      sighting: null,
      note: null,
      answering: 0,
      isFirstParty: async () => latest !== null && isFirstParty(latest, await top),
    };
    const listener = (details: WebRequest.OnHeadersReceivedDetailsType): undefined => {
      if (networkUrl(details.url) !== networkUrl(url)) return undefined;
      latest = details;
      const sighting = {
        url: networkUrl(details.url),
        origin: new URL(details.url).origin,
        status: details.statusCode,
        challenges: challengesIn(details.responseHeaders),
        tabId: details.tabId,
        // Said by `isFirstParty`, which takes longer.
        firstParty: false,
      };
      watch.sighting = sighting;
      onResponse(watch, sighting, details.type === 'main_frame' ? details.method : null);
      return undefined;
    };
    browser.webRequest.onHeadersReceived.addListener(listener, { urls: [patternOf(url)], tabId }, [
      'responseHeaders',
    ]);
    let timer = setTimeout(end, IDLE_MS);
    function end(): void {
      if (watch.answering > 0) {
        touch();
        return;
      }
      watches.delete(key);
      browser.webRequest.onHeadersReceived.removeListener(listener);
    }
    function touch(): void {
      clearTimeout(timer);
      timer = setTimeout(end, IDLE_MS);
    }
    watches.set(key, { watch, touch });
    return watch;
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

/** The origin of the page in a tab's address bar; null if there is none, or the tab is gone. */
export async function originOfTab(tabId: number): Promise<string | null> {
  return originOf(await urlOfTab(tabId));
}

/** Chrome's name for who asked; the polyfill's types, made after Firefox, do not have it. */
function initiatorOf(details: object): string | undefined {
  return (details as { initiator?: string }).initiator;
}

function isFirstParty(
  details: WebRequest.OnHeadersReceivedDetailsType,
  top: string | null,
): boolean {
  if (details.type === 'main_frame') return true;
  const origin = originOf(details.url);
  // An opaque initiator (a sandboxed, srcdoc or data: frame) is the text "null": no origin.
  return origin !== null && origin === top && origin === originOf(initiatorOf(details));
}

/** A match pattern for one URL. `*` in it stays a wildcard; the listener compares the whole. */
function patternOf(url: string): string {
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname}${search}`;
}
