import browser from 'webextension-polyfill';
import { noteOfToll, type RequestNote, type Sighting } from '../payments/answer.ts';
import type { MeetTolls } from './meet-tolls.ts';
import { reach } from './reach.ts';
import { soon, waitingPage } from './waiting-page.ts';
import { watchFirefox } from './watch-firefox.ts';

/**
 * Meets tolls in Firefox: the response is held until the toll is settled, then the request is made
 * again by the browser itself. A navigation that takes longer moves to the waiting page, so that
 * the tab is not blank; one by POST cannot move without losing what it sends, and is held.
 */
export const meetFirefox: MeetTolls = ({ answer, accepted, takeUp }) => {
  /** The 401s that tabs were taken away from, by tab and URL. */
  const logins = new Map<string, Sighting>();
  const watcher = watchFirefox<RequestNote>(
    noteOfToll,
    async (attempt) => {
      const { sighting, movable } = attempt;
      const answering = answer(sighting, attempt.note);
      const first = await (movable ? soon(answering) : answering);
      if (first === null) {
        if (sighting.status === 401) logins.set(`${sighting.tabId} ${sighting.url}`, sighting);
        await browser.tabs.update(sighting.tabId, {
          url: waitingPage(sighting.url, 'GET'),
          loadReplace: true,
        });
        return 'drop';
      }
      attempt.note = first.ok ? first.value : null;
      return first.ok ? 'again' : 'leave';
    },
    (note, url) => void accepted(note.toll, url),
  );

  return {
    // A held response is let go when the background dies: its document then asks what became of
    // the toll. Every other 402 that a page shows was judged before.
    async noticed({ via, url }) {
      const settlement = via === 'navigation' ? await takeUp(url) : null;
      return settlement?.ok === true ? 'again' : 'leave';
    },
    async reach({ url }, sender) {
      const tabId = sender.tabId ?? -1;
      const reached = await reach(
        { url, tabId, firstParty: true },
        answer,
        watcher.expected(tabId, url),
        logins.get(`${tabId} ${url}`) ?? null,
      );
      if (reached.do === 'leave') return reached;
      if (reached.do === 'again') watcher.expect(tabId, url, reached.note);
      return { do: 'again' };
    },
  };
};
