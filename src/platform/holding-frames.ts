import browser, { type WebRequest } from 'webextension-polyfill';

/** An empty page; what it hears is told to the background's own listener. */
const PATH = 'background/holding.html';

/** Loading one takes some 30 ms. */
const LOAD_LIMIT_MS = 5000;

/** One is a few hundred kilobytes, and stands as long as the background. */
const MOST_FRAMES = 100;

type Details = Pick<WebRequest.OnHeadersReceivedDetailsType, 'tabId' | 'url' | 'timeStamp'>;

/** Places in which the responses of one host to one tab are heard of apart from all others. */
export interface HoldingFrames {
  /** Whether this response is told of in a frame: what came before the frame is not. */
  hears(details: Details): boolean;
  /** Resolves once the frame for such responses hears, or if there can be none. */
  open(details: Details): Promise<void>;
}

/**
 * Frames of the background's page. Firefox gathers the events of `webRequest` for each document that
 * listens, and lets what it gathered go as a whole (`watchBatches`): what is held in a frame of its
 * own holds nothing that another document is told of.
 *
 * @param listen binds a listener in a new frame, for what this filter lets through
 */
export function holdingFrames(
  listen: (webRequest: WebRequest.Static, filter: WebRequest.RequestFilter) => void,
): HoldingFrames {
  /** Since when each is told, in milliseconds since 1970. */
  const since = new Map<string, number>();
  const opening = new Map<string, Promise<void>>();

  async function load(key: string, { tabId, url }: Details): Promise<void> {
    const frame = document.createElement('iframe');
    frame.src = browser.runtime.getURL(PATH);
    const loaded = new Promise<boolean>((resolve) => {
      frame.addEventListener('load', () => resolve(true), { once: true });
      setTimeout(() => resolve(false), LOAD_LIMIT_MS);
    });
    document.body.append(frame);
    if (!(await loaded)) return frame.remove();
    const inside = (frame.contentWindow as unknown as { browser: typeof browser }).browser;
    // Patterns have no ports.
    const { protocol, hostname } = new URL(url);
    listen(inside.webRequest, { tabId, urls: [`${protocol}//${hostname}/*`] });
    // The browser takes this after the listener. Whatever it tells of from now on, it tells the frame;
    // what it told of before may still be on its way to the background's own listener. In the next
    // millisecond, since that one may have been told of in this one.
    await inside.runtime.getPlatformInfo();
    since.set(key, Date.now() + 1);
  }

  return {
    hears: (details) =>
      since.size > 0 && details.timeStamp >= (since.get(keyOf(details)) ?? Infinity),
    open(details) {
      const key = keyOf(details);
      const known = opening.get(key);
      if (known !== undefined) return known;
      if (opening.size >= MOST_FRAMES) return Promise.resolve();
      const begun = load(key, details);
      opening.set(key, begun);
      return begun;
    },
  };
}

function keyOf({ tabId, url }: Omit<Details, 'timeStamp'>): string {
  const { protocol, hostname } = new URL(url);
  return `${tabId} ${protocol}//${hostname}`;
}
