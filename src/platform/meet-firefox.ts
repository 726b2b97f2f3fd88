import browser from 'webextension-polyfill';
import { noteOfToll, type RequestNote, type Sighting } from '../payments/answer.ts';
import type { MeetTolls } from './meet-tolls.ts';
import { adviceOf, isMovable, reach } from './reach.ts';
import { soon, waitingPage } from './waiting-page.ts';
import { watchFirefox } from './watch-firefox.ts';

/**
 * Meets tolls in Firefox: the response is held until the toll is settled, then the request is made
 * again by the browser itself. A navigation that takes longer moves to the waiting page, so that
 * the tab is not blank; one by POST cannot move without losing what it sends, and is held.
 */
export const meetFirefox: MeetTolls = (ports) => {
  const { answer, accepted, takeUp, loginOf, noteOfHeldPass, sessions } = ports;
  // Asked at once, with a response in hand.
  sessions.prepare();
  /** The 401s that tabs were taken away from, by tab and URL. */
  const logins = new Map<string, Sighting>();
  /** What was remembered of the 402s. */
  const notes = new Map<string, RequestNote | null>();
  /** What comes of the other refusals that tabs were taken away from. */
  const returning = new Map<string, ReturnType<typeof answer>>();
  const watcher = watchFirefox<RequestNote>(
    noteOfToll,
    async (attempt) => {
      const { sighting, document, note } = attempt;
      const answering = answer(sighting, note);
      const first = await (isMovable(document, note) ? soon(answering) : answering);
      if (first === null) {
        const key = `${sighting.tabId} ${sighting.url}`;
        if (sighting.status === 401) logins.set(key, sighting);
        else if (sighting.status === 402) notes.set(key, note);
        else returning.set(key, answering);
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
    noteOfHeldPass,
    sessions,
  );

  return {
    // A held response is let go when the background dies: its document then asks what became of
    // the toll. Every other 402 that a page shows was judged before.
    async noticed({ via, url, status }) {
      const held = via === 'navigation' && status === 402;
      const settlement = held ? await takeUp(url) : null;
      return settlement?.ok === true ? 'again' : 'leave';
    },
    async reach({ url }, sender) {
      const tabId = sender.tabId ?? -1;
      const key = `${tabId} ${url}`;
      const met = { login: logins.get(key) ?? null, answering: returning.get(key) ?? null };
      returning.delete(key);
      // A 402 is met again by looking; a 503 by then says what it is about only with this.
      const before = watcher.expected(tabId, url) ?? notes.get(key) ?? null;
      notes.delete(key);
      const reached = await reach({ url, tabId, firstParty: true }, answer, before, met);
      if (reached.do === 'leave') return reached;
      if (reached.do !== 'open') watcher.expect(tabId, url, reached.note);
      return adviceOf(reached, loginOf);
    },
  };
};
