import browser, { type WebRequest } from 'webextension-polyfill';
import type { Sighting } from '../payments/answer.ts';
import type { Unanswered } from '../sessions/renewal.ts';
import { watchBatches } from './batches.ts';
import { isAnyBoxed } from './framing.ts';
import { holdingFrames } from './holding-frames.ts';
import type { SessionWatch } from './session-watch.ts';
import { challengesIn, networkUrl, originOf } from './sighting.ts';

/** One request of a page, over all the times that it is made again. */
export interface Attempt<Note> {
  readonly sighting: Sighting;
  /** How often this request was already made again. */
  readonly tries: number;
  /** The method of a navigation of the whole tab; null for anything else. */
  readonly document: string | null;
  note: Note | null;
}

/** What becomes of a response: made again, handed to the page, or dropped for another page. */
export type Verdict = 'again' | 'leave' | 'drop';

/** A site that answers 402 to everything must not keep a request going round. */
const MOST_TRIES = 12;

/**
 * How often a request is made again only because its 402 came in company. More would be no use, and
 * with `MOST_TRIES` it stays below the 20 redirects that Firefox follows.
 */
const MOST_CROWDED = 6;

type IsAlone = ReturnType<typeof watchBatches>;

/** What is remembered of a request while it is made again. */
interface Repeated<Note> {
  readonly tries: number;
  readonly crowded: number;
  readonly note: Note | null;
  /** When it was last made again, whether after a login for it, and how often without one. */
  readonly session?: Unanswered;
}

export interface FirefoxWatcher<Note> {
  /** Says that a tab is about to ask for a URL whose toll was just settled. */
  expect(tabId: number, url: string, note: Note): void;
  expected(tabId: number, url: string): Note | null;
}

/**
 * Watches every response. In Firefox a blocking listener may hold a response and have the request
 * made again (a redirect to the same URL), unseen by the page, for every kind of request: so what
 * Chromium needs content scripts for is done here.
 *
 * A 402 is held only if nothing else would be held with it (`watchBatches`). One that came in company
 * is let go by making its request again at once: the next one may come alone. If it does not, there is
 * a crowd, and a frame is opened to hear of this tab's responses apart (`holdingFrames`).
 *
 * @param noteOfToll the note of a 402 that asks for a toll; null if it asks for none
 * @param judge called for 402, for 401 that asks for Monero, and for 403 and 503 after that; the response is held until it answers
 * @param onAccepted called when a request that was made again is answered otherwise
 * @param noteOfHeldPass the note of the pass that this very URL is shown; null if none is
 * @param sessions what becomes of a 401 that asks for no toll, and of a 403
 */
export function watchFirefox<Note>(
  noteOfToll: (sighting: Sighting) => Note | null,
  judge: (attempt: Attempt<Note>) => Promise<Verdict>,
  onAccepted: (note: Note, url: string) => void,
  noteOfHeldPass: (url: string) => Promise<Note | null>,
  sessions: SessionWatch,
): FirefoxWatcher<Note> {
  const repeated = new Map<string, Repeated<Note>>();
  const expected = new Map<string, Note>();
  const frames = holdingFrames((webRequest, filter) => listen(webRequest, filter, false));
  const keyOf = (tabId: number, url: string): string => `${tabId} ${networkUrl(url)}`;

  /** What came before: this request was made again, or its tab has just come from the waiting page. */
  function earlier(details: WebRequest.OnHeadersReceivedDetailsType): Repeated<Note> | undefined {
    const known = repeated.get(details.requestId);
    if (known !== undefined || expected.size === 0 || isOurs(details)) return known;
    const key = keyOf(details.tabId, details.url);
    const note = expected.get(key);
    expected.delete(key);
    return note === undefined ? undefined : { tries: 1, crowded: 0, note };
  }

  function judgeResponse(
    details: WebRequest.OnHeadersReceivedDetailsType,
    isAlone: IsAlone,
  ): Promise<WebRequest.BlockingResponse> | undefined {
    const before = earlier(details);
    const { statusCode } = details;
    if (mayEndSession(details)) return renew(details, before, isAlone);
    if (statusCode === 403 && isOfSession(details)) void sessions.forbidden(sightingOf(details));
    const refused =
      statusCode === 402 ||
      // A login, unless it asks for Monero: `Basic` is also how a dialect asks for a toll.
      (statusCode === 401 && noteOfToll(sightingOf(details)) !== null) ||
      (before !== undefined && (statusCode === 503 || statusCode === 403));
    if (!refused || isOurs(details) || isFavicon(details) || (before?.tries ?? 0) >= MOST_TRIES) {
      void isAlone(null);
      if (before !== undefined) {
        repeated.delete(details.requestId);
        if (before.note !== null && statusCode < 400) onAccepted(before.note, details.url);
        return undefined;
      }
      const mayBeAboutPass = statusCode === 503 || statusCode === 403;
      const mayLookAgain = details.method === 'GET' && !isOurs(details) && !isFavicon(details);
      return mayBeAboutPass && mayLookAgain ? lookAgain(details) : undefined;
    }
    const attempt: Attempt<Note> = {
      sighting: sightingOf(details),
      tries: before?.tries ?? 0,
      document: details.type === 'main_frame' ? details.method : null,
      note: before?.note ?? null,
    };
    return answer(details, attempt, before?.crowded ?? 0, isAlone);
  }

  /** Lets a request go that came in company, to be made again. */
  async function separate(
    details: WebRequest.OnHeadersReceivedDetailsType,
    known: Repeated<Note>,
  ): Promise<WebRequest.BlockingResponse> {
    if (known.crowded > 0) await frames.open(details);
    repeated.set(details.requestId, { ...known, crowded: known.crowded + 1 });
    return { redirectUrl: details.url };
  }

  /** A request of a web app's own page, or a visit to it: another site's must not log anybody in. */
  function isOfSession(details: WebRequest.OnHeadersReceivedDetailsType): boolean {
    const isVisit = details.type === 'main_frame' && details.method === 'GET';
    const isOwn =
      details.type !== 'main_frame' || originOf(details.originUrl) === originOf(details.url);
    return (
      !isOurs(details) &&
      liesInOwnPages(details) &&
      (isVisit || isOwn) &&
      sessions.covers(details.url) !== false
    );
  }

  function mayEndSession(details: WebRequest.OnHeadersReceivedDetailsType): boolean {
    return (
      details.statusCode === 401 && isOfSession(details) && noteOfToll(sightingOf(details)) === null
    );
  }

  /** Holds a 401 until there is a new session. */
  async function renew(
    details: WebRequest.OnHeadersReceivedDetailsType,
    before: Repeated<Note> | undefined,
    isAlone: IsAlone,
  ): Promise<WebRequest.BlockingResponse> {
    const { tries = 0, crowded = 0, note = null } = before ?? {};
    const session = before?.session ?? { sentAt: null, repeated: false, free: 0 };
    const sighting = sightingOf(details);
    const alone = await isAlone(sighting.origin);
    if (sessions.covers(details.url) !== null && !alone && crowded < MOST_CROWDED) {
      sessions.passed(details.url);
      return separate(details, { tries, crowded, note, session });
    }
    const renewed =
      tries >= MOST_TRIES || !(await isFirstParty(details))
        ? 'leave'
        : await sessions.over(sighting, session);
    if (renewed === 'leave') {
      repeated.delete(details.requestId);
      return {};
    }
    repeated.set(details.requestId, {
      tries: tries + 1,
      crowded,
      note,
      session: {
        sentAt: Date.now(),
        repeated: session.repeated || renewed === 'again',
        free: session.free + (renewed === 'again_free' ? 1 : 0),
      },
    });
    return { redirectUrl: details.url };
  }

  /**
   * A 403 or a 503 may be a gate's answer to a pass that the browser has shown it all along: the chain
   * may have lost its payment. Then the request is made again at once, and the next answer is judged.
   */
  async function lookAgain(
    details: WebRequest.OnHeadersReceivedDetailsType,
  ): Promise<WebRequest.BlockingResponse> {
    const note = await noteOfHeldPass(networkUrl(details.url));
    if (note === null) return {};
    repeated.set(details.requestId, { tries: 1, crowded: 0, note });
    return { redirectUrl: details.url };
  }

  async function answer(
    details: WebRequest.OnHeadersReceivedDetailsType,
    attempt: Attempt<Note>,
    crowded: number,
    isAlone: IsAlone,
  ): Promise<WebRequest.BlockingResponse> {
    const { tries, sighting } = attempt;
    // Any other 402 is answered at once, and its request must not be sent twice: services that take
    // cards say 402 when they decline one. The note is kept because the pass may be attached by the
    // next time: a 503 is then the answer to it.
    const note = attempt.note ?? noteOfToll(sighting);
    // Tolls of one origin may wait together: most often they are one and the same.
    const alone = await isAlone(note === null ? null : sighting.origin);
    if (note !== null && !alone && crowded < MOST_CROWDED) {
      return separate(details, { tries, crowded, note });
    }
    const firstParty = await isFirstParty(details);
    const judged: Attempt<Note> = { ...attempt, sighting: { ...sighting, firstParty } };
    const verdict = await judge(judged);
    if (verdict === 'again') {
      repeated.set(details.requestId, { tries: tries + 1, crowded, note: judged.note });
      return { redirectUrl: details.url };
    }
    repeated.delete(details.requestId);
    return verdict === 'drop' ? { cancel: true } : {};
  }

  /** @param isMain whether it is the background's own listener, which is told of everything */
  function listen(
    webRequest: WebRequest.Static,
    filter: WebRequest.RequestFilter,
    isMain: boolean,
  ): void {
    const isAlone = watchBatches();
    const listener = (details: WebRequest.OnHeadersReceivedDetailsType) => {
      if (frames.hears(details) !== isMain) return judgeResponse(details, isAlone);
      void isAlone(null);
      return undefined;
    };
    webRequest.onHeadersReceived.addListener(
      listener as (
        details: WebRequest.OnHeadersReceivedDetailsType,
      ) => WebRequest.BlockingResponseOrPromiseOrVoid,
      filter,
      ['responseHeaders', 'blocking'],
    );
  }

  listen(browser.webRequest, { urls: ['http://*/*', 'https://*/*'] }, true);
  browser.webRequest.onErrorOccurred.addListener(
    (details) => {
      repeated.delete(details.requestId);
    },
    { urls: ['http://*/*', 'https://*/*'] },
  );

  return {
    expect: (tabId, url, note) => void expected.set(keyOf(tabId, url), note),
    expected: (tabId, url) => expected.get(keyOf(tabId, url)) ?? null,
  };
}

function sightingOf(details: WebRequest.OnHeadersReceivedDetailsType): Sighting {
  return {
    url: networkUrl(details.url),
    origin: new URL(details.url).origin,
    status: details.statusCode,
    challenges: challengesIn(details.responseHeaders),
    tabId: details.tabId,
    // Said by `isFirstParty`, which takes longer.
    firstParty: false,
  };
}

/**
 * Browsers ask for a site's icon by themselves; nobody wants to pay for that. Firefox reports it like
 * an image of the page (measured: no field differs), so the names that icons go by must do.
 */
function isFavicon(details: WebRequest.OnHeadersReceivedDetailsType): boolean {
  if (details.type !== 'image' && details.type !== 'imageset') return false;
  return /\/(?:favicon|apple-touch-icon)[^/]*$/.test(new URL(details.url).pathname);
}

/**
 * Our own look at a URL (`probe`), which must see the 402 itself. A page that we lead a tab to by a form
 * has our origin too, and is none.
 */
function isOurs(details: WebRequest.OnHeadersReceivedDetailsType): boolean {
  if (details.type === 'main_frame') return false;
  return details.originUrl?.startsWith(browser.runtime.getURL('')) ?? false;
}

/** Whether a request was made by a page of its own origin that lies in none of another's. */
function liesInOwnPages(details: WebRequest.OnHeadersReceivedDetailsType): boolean {
  const { type, url, originUrl, documentUrl } = details;
  if (type === 'main_frame') return true;
  const origin = originOf(url);
  if (origin === null || origin !== originOf(originUrl)) return false;
  const around = ancestorsOf(details).map((frame) => frame.url);
  const pages = around.length > 0 ? around : [documentUrl];
  return pages.every((page) => originOf(page) === origin);
}

/** The same, and none of those is sandboxed or written by another: that takes a look at them. */
async function isFirstParty(details: WebRequest.OnHeadersReceivedDetailsType): Promise<boolean> {
  if (!liesInOwnPages(details)) return false;
  const { type, tabId, frameId } = details;
  if (type === 'main_frame' || frameId === 0) return true;
  const around = ancestorsOf(details).map((frame) => frame.frameId);
  return !(await isAnyBoxed(tabId, [frameId, ...around]));
}

function ancestorsOf(details: WebRequest.OnHeadersReceivedDetailsType): readonly FrameAncestor[] {
  return (details as { frameAncestors?: FrameAncestor[] }).frameAncestors ?? [];
}

/** Of a frame that a request was made in: the polyfill's types do not have its id. */
interface FrameAncestor {
  readonly frameId: number;
  readonly url: string;
}
