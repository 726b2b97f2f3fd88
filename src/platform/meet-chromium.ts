import browser from 'webextension-polyfill';
import type { RequestNote } from '../payments/answer.ts';
import { installEmptyPageRules, watchEmptyPages } from './empty-page.ts';
import type { MeetTolls } from './meet-tolls.ts';
import { probe } from './probe.ts';
import { reach } from './reach.ts';
import { waitingPage } from './waiting-page.ts';
import { watchChromium } from './watch-chromium.ts';

/**
 * Meets tolls in Chromium: content scripts say that a request or a document was answered 402, the
 * watcher sees the request made again, and the content script is told to make it once more when the
 * pass is attached.
 */
export const meetChromium: MeetTolls = ({ answer, accepted, rejected }) => {
  const watcher = watchChromium<RequestNote>((watch, { status, url }) => {
    if (status >= 400 || watch.note === null) return;
    void accepted(watch.note.toll, url);
    watch.note = null;
  });
  /** URLs whose own answer the user asked to see: shown once, however it looks. */
  const shownAsIs = new Set<string>();

  watchEmptyPages((tabId, url, method) => {
    if (shownAsIs.delete(`${tabId} ${url}`)) return;
    void (async () => {
      const sighting = await probe(url, tabId);
      if (sighting === null || sighting.status !== 402) return;
      if (sighting.challenges.length === 0 || (await rejected(sighting))) return;
      await browser.tabs.update(tabId, { url: waitingPage(url, method) });
    })();
  });
  browser.runtime.onInstalled.addListener(() => void installEmptyPageRules());
  browser.runtime.onStartup.addListener(() => void installEmptyPageRules());

  return {
    async noticed({ via, url, status, attempt }, sender) {
      if (sender.tabId === null) return 'leave';
      const watch = watcher.find(sender.tabId, url);
      if (watch === null) {
        if (status !== 402) return 'leave';
        watcher.begin(sender.tabId, url);
        return 'again';
      }
      const { sighting } = watch;
      if (sighting === null) {
        // Made again, and still not seen on the network: it came from a cache or a service worker.
        return via === 'request' && attempt === 0 ? 'again' : 'leave';
      }
      if (sighting.status < 400) return 'again';
      // A request counts for itself how often it was made; a document cannot, so the watch does.
      const before = via === 'navigation' || attempt >= 2 ? watch.note : null;
      const opaque = sender.origin === 'null';
      const firstParty = sighting.firstParty && !opaque;
      const answered = await answer({ ...sighting, firstParty }, before);
      watch.note = answered.ok ? answered.value : null;
      return answered.ok ? 'again' : 'leave';
    },

    async reach({ url }, sender) {
      const tabId = sender.tabId ?? -1;
      const before = watcher.find(tabId, url)?.note ?? null;
      const reached = await reach(url, tabId, answer, before);
      if (reached.do === 'leave') {
        shownAsIs.add(`${tabId} ${url}`);
        return reached;
      }
      if (reached.note !== null) watcher.begin(tabId, url).note = reached.note;
      return { do: 'again' };
    },
  };
};
