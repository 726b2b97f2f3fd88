import browser from 'webextension-polyfill';
import type { Input } from '../messages/contract.ts';
import type { Sender } from '../messages/router.ts';
import { noteOfToll, type RequestNote, type Sighting } from '../payments/answer.ts';
import { installEmptyPageRules, methodOf, watchEmptyPages } from './empty-page.ts';
import { isFramedBy } from './framing.ts';
import type { MeetTolls } from './meet-tolls.ts';
import { probe } from './probe.ts';
import { adviceOf, isMovable, reach } from './reach.ts';
import { originOf } from './sighting.ts';
import { soon, waitingPage } from './waiting-page.ts';
import { type Watch, watchChromium } from './watch-chromium.ts';
import { watchLogins } from './watch-logins.ts';

/** A login that was answered and is not asked for again by then got through. */
const LOGIN_MS = 60_000;

/** A document that is refused each time it is loaded again is shown as it is after so many. */
const MOST_RELOADS = 6;

/** The same, where each time is a longer wait than the one before. */
const MOST_RETURNS = 12;

/**
 * Meets tolls in Chromium. Content scripts say that a request or a document was answered 402, which
 * is a hint and no more.
 *
 * - A request (fetch, XHR) is made again, unpaid, under the eyes of a listener armed for it.
 * - For a document the background makes a GET of its own. The document is not loaded again before
 *   the toll is settled: loading it again may send a form again, and a 402 is also what payment
 *   services answer to a declined card.
 */
export const meetChromium: MeetTolls = ({
  answer,
  accepted,
  noteOfHeldPass,
  loginOf,
  rejected,
}) => {
  /** What comes of the 503s that tabs were taken away from, by tab and URL. */
  const returning = new Map<string, ReturnType<typeof answer>>();
  const watcher = watchChromium<RequestNote>((watch, sighting, document) => {
    const { status, url, tabId } = sighting;
    const { note } = watch;
    if (note === null) return;
    if (status < 400) {
      void accepted(note.toll, url);
      watch.note = null;
    } else if (status === 503 && isMovable(document, note) && note.repeats <= MOST_RETURNS) {
      // A gate's answer to a pass that it does not know yet: no script of ours hears of it.
      watch.note = null;
      returning.set(`${tabId} ${url}`, answer({ ...sighting, firstParty: true }, note));
      void browser.tabs.update(tabId, { url: waitingPage(url, 'GET') });
    }
  });
  /** What is remembered of the requests that a login holds, by the browser's ids. */
  const loggingIn = new Map<string, { note: RequestNote; shown: string | null }>();
  /** The 401s that tabs were taken away from, by tab and URL. */
  const logins = new Map<string, Sighting>();
  watchLogins(
    (sighting) => noteOfToll(sighting) !== null,
    async (requestId, sighting, movable) => {
      const known = loggingIn.get(requestId);
      loggingIn.delete(requestId);
      if ((known?.note.repeats ?? 0) > MOST_RELOADS) return null;
      const { tabId, url } = sighting;
      const shown = known === undefined ? await shownWith(sighting) : known.shown;
      const answering = answer(sighting, known?.note ?? null);
      const answered = await (movable ? soon(answering) : answering);
      if (answered?.ok === false) return null;
      const login = answered === null ? null : await loginOf(answered.value.toll);
      const isStale = shown !== null && login?.username !== shown;
      if (answered === null || (isStale && movable)) {
        logins.set(`${tabId} ${url}`, sighting);
        await browser.tabs.update(tabId, { url: waitingPage(url, 'GET') });
        return null;
      }
      if (isStale) return null;
      loggingIn.set(requestId, { note: answered.value, shown });
      // No event tells that the request got through, and none is needed: a refused one comes back.
      setTimeout(() => loggingIn.delete(requestId), LOGIN_MS);
      return login;
    },
  );
  /**
   * The transaction that a request showed by a header rule; null if by none. Such a header stays on its
   * request and goes before any login, so another pass does not help that request: it has to be made
   * again.
   */
  async function shownWith(sighting: Sighting): Promise<string | null> {
    const note = noteOfToll(sighting);
    if (note === null || note.offer.echo === null) return null;
    return (await loginOf(note.toll))?.username ?? null;
  }

  /** URLs whose own answer the user asked to see: shown once, however it looks. */
  const shownAsIs = new Set<string>();

  watchEmptyPages((tabId, url, at) => {
    if (shownAsIs.delete(`${tabId} ${url}`)) return;
    void (async () => {
      const sighting = await probe({ url, tabId, firstParty: true });
      if (sighting === null || sighting.status !== 402) return;
      if (sighting.challenges.length === 0 || (await rejected(sighting))) return;
      const method = await methodOf(tabId, at);
      if (method !== null) await browser.tabs.update(tabId, { url: waitingPage(url, method) });
    })();
  });
  browser.runtime.onInstalled.addListener(() => void installEmptyPageRules());
  browser.runtime.onStartup.addListener(() => void installEmptyPageRules());

  async function requestNoticed(
    tabId: number,
    { url, status, attempt }: Input<'toll.noticed'>,
    opaque: boolean,
  ): Promise<'again' | 'leave'> {
    const watch = watcher.find(tabId, url);
    if (watch === null) {
      // A 403 or a 503 is a gate's answer to a pass: one that no block holds yet, or not there.
      if (status !== 402 && (await noteOfHeldPass(url)) === null) return 'leave';
      watcher.begin(tabId, url);
      return 'again';
    }
    const { sighting } = watch;
    // Made again, and still not seen on the network: it came from a cache or a service worker.
    if (sighting === null) return attempt === 0 ? 'again' : 'leave';
    if (sighting.status < 400) return 'again';
    const firstParty = !opaque && (await watch.isFirstParty());
    // The first two times it was made without a pass: the page's own request, and the look at it.
    let before = attempt >= 2 ? watch.note : null;
    // 403 and 503 answer a pass; an earlier life of the background may have attached it.
    if (sighting.status !== 402) before ??= await noteOfHeldPass(url);
    return answerFor(watch, { ...sighting, firstParty }, before);
  }

  async function documentNoticed(
    tabId: number,
    { url, status }: Input<'toll.noticed'>,
    sender: Sender,
  ): Promise<'again' | 'leave'> {
    // A 403 or a 503 may be about a pass that the browser has shown all along; else it is no toll's.
    const held = status === 402 ? null : await noteOfHeldPass(url);
    if (status !== 402 && held === null) return 'leave';
    const firstParty = await isOwnDocument(tabId, url, sender);
    const watch = watcher.find(tabId, url);
    if (watch?.sighting && watch.sighting.status >= 400) {
      // We had it loaded again, with the pass, and it was refused all the same.
      if ((watch.note?.repeats ?? 0) > MOST_RELOADS) return 'leave';
      return answerFor(watch, { ...watch.sighting, firstParty }, watch.note);
    }
    const reached = await reach({ url, tabId, firstParty }, answer, held, null);
    if (reached.do === 'leave') return 'leave';
    // Let through without our doing: the pass came after the document (an earlier life of the
    // background paid for it), or this 402 is not a toll at all and must not be sent twice.
    const note = reached.do === 'open' ? await noteOfHeldPass(url) : reached.note;
    if (note === null) return 'leave';
    watcher.begin(tabId, url).note = note;
    return 'again';
  }

  /**
   * Whether a document is the tab's own, or a frame's that lies in pages of its own origin. A sandboxed
   * one's origin is the text "null"; of its request the browser says who set its address, which may be
   * such a page.
   */
  async function isOwnDocument(
    tabId: number,
    url: string,
    { frameId, origin }: Sender,
  ): Promise<boolean> {
    if (frameId === 0) return true;
    if (frameId === null || origin === null || origin !== originOf(url)) return false;
    return isFramedBy(origin, { tabId, frameId });
  }

  async function answerFor(
    watch: Watch<RequestNote>,
    sighting: Sighting,
    before: RequestNote | null,
  ): Promise<'again' | 'leave'> {
    watch.answering += 1;
    const answered = await answer(sighting, before).finally(() => {
      watch.answering -= 1;
    });
    watch.note = answered.ok ? answered.value : null;
    return answered.ok ? 'again' : 'leave';
  }

  return {
    noticed(input, sender) {
      const { tabId } = sender;
      if (tabId === null) return Promise.resolve('leave');
      return input.via === 'request'
        ? requestNoticed(tabId, input, sender.origin === 'null')
        : documentNoticed(tabId, input, sender);
    },

    async reach({ url }, sender) {
      const tabId = sender.tabId ?? -1;
      const before = watcher.find(tabId, url)?.note ?? null;
      const key = `${tabId} ${url}`;
      const met = { login: logins.get(key) ?? null, answering: returning.get(key) ?? null };
      returning.delete(key);
      const reached = await reach({ url, tabId, firstParty: true }, answer, before, met);
      if (reached.do === 'leave') {
        shownAsIs.add(key);
        return reached;
      }
      if (reached.do !== 'open') watcher.begin(tabId, url).note = reached.note;
      return adviceOf(reached, loginOf);
    },
  };
};
