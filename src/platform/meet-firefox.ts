import browser from 'webextension-polyfill';
import { noteOfToll, type RequestNote } from '../payments/answer.ts';
import type { MeetTolls } from './meet-tolls.ts';
import { reach } from './reach.ts';
import { waitingPage } from './waiting-page.ts';
import { watchFirefox } from './watch-firefox.ts';

/**
 * How long a tab may seem to load before it shows what it waits for. A toll that is paid from the
 * pool takes a quarter of a second; one that waits for the user or for a block takes longer.
 */
const PATIENCE_MS = 1500;

/**
 * Meets tolls in Firefox: the response is held until the toll is settled, then the request is made
 * again by the browser itself. A navigation that takes longer moves to the waiting page, so that
 * the tab is not blank; one by POST cannot move without losing what it sends, and is held.
 */
export const meetFirefox: MeetTolls = ({ answer, accepted, takeUp }) => {
  const watcher = watchFirefox<RequestNote>(
    noteOfToll,
    async (attempt) => {
      const { sighting, movable } = attempt;
      const answering = answer(sighting, attempt.note);
      const first = await (movable
        ? Promise.race([
            answering,
            new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null)),
          ])
        : answering);
      if (first === null) {
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
      );
      if (reached.do === 'leave') return reached;
      if (reached.do === 'again') watcher.expect(tabId, url, reached.note);
      return { do: 'again' };
    },
  };
};
