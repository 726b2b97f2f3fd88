import type { FeedEnded } from '../messages/feed.ts';
import { BEGIN_STREAM, type BeginStream, END_STREAM, STREAM } from './channel.ts';

/**
 * A content script of pages that may hear something: opens a port to the desk for each subscription,
 * and hands over what comes. The desk may end, with the background in Firefox, and the port with it:
 * then the background is asked for a new ticket. Each text is acknowledged once the page has dealt
 * with it; who is slow gets less.
 */

/** As `messages/feed.ts` has them. */
const FEED_PORT = 'feed:';
const STREAMS_CHANGED = 'streams-changed';

const FIRST_WAIT_MS = 100;
const MOST_WAIT_MS = 30_000;

interface Relayed {
  close(): void;
  /** What it waits for may have come about. */
  wake(): void;
}

const relayed = new Map<string, Relayed>();

function relay({ id, ticket, subjects }: BeginStream): Relayed {
  let port: chrome.runtime.Port | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isAsking = false;
  /** It was told of a change while it asked, so the answer may be old. */
  let isStale = false;
  let isOver = false;

  function hand(detail: string): void {
    dispatchEvent(new CustomEvent(STREAM + id, { detail }));
  }

  function finish(why: string): void {
    close();
    hand(why);
  }

  function retry(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), Math.min(FIRST_WAIT_MS * 2 ** failures, MOST_WAIT_MS));
    failures += 1;
  }

  function open(with_: string): void {
    let ended: FeedEnded['ended'] | null = null;
    let mine: chrome.runtime.Port;
    try {
      mine = chrome.runtime.connect({ name: FEED_PORT + with_ });
    } catch {
      finish('gone');
      return;
    }
    port = mine;
    mine.onMessage.addListener((message: string | FeedEnded) => {
      if (isOver) return;
      if (typeof message !== 'string') {
        ({ ended } = message);
        return;
      }
      failures = 0;
      // Comes back once the page has dealt with it.
      hand(message);
      if (port === mine) mine.postMessage(0);
    });
    mine.onDisconnect.addListener(() => {
      // Read, or the browser complains in the page's console.
      void chrome.runtime.lastError;
      if (isOver || port !== mine) return;
      port = null;
      if (ended === null || ended === 'off') retry();
      else finish(ended);
    });
  }

  /** What was allowed goes on; nobody is asked anything. */
  async function ask(): Promise<void> {
    if (isOver || isAsking || port !== null) return;
    if (chrome.runtime?.id === undefined) {
      finish('gone');
      return;
    }
    isAsking = true;
    isStale = false;
    const input = { subjects, asks: false };
    const answer = await chrome.runtime
      .sendMessage({ name: 'provider.stream', input })
      .catch(() => null);
    isAsking = false;
    if (isOver) return;
    if (answer?.ok === true) {
      if (answer.value !== null) open(answer.value);
      // Switched off: whoever switches it on says so.
      else if (isStale) retry();
    } else if (answer === null || answer?.code === 'failed') retry();
    else finish('revoked');
  }

  function close(): void {
    isOver = true;
    clearTimeout(timer);
    port?.disconnect();
    port = null;
    relayed.delete(id);
  }

  if (ticket !== null) open(ticket);
  return {
    close,
    wake() {
      isStale = true;
      if (port !== null) return;
      failures = 0;
      void ask();
    },
  };
}

/** Put in twice, it would hand everything over twice. */
const world = globalThis as { tollpassRelays?: boolean };
if (world.tollpassRelays !== true) {
  world.tollpassRelays = true;
  addEventListener(BEGIN_STREAM, (event) => {
    const begun = JSON.parse((event as CustomEvent<string>).detail) as BeginStream;
    relayed.set(begun.id, relay(begun));
  });
  addEventListener(END_STREAM, (event) =>
    relayed.get((event as CustomEvent<string>).detail)?.close(),
  );
  chrome.runtime.onMessage.addListener((message) => {
    if (message !== STREAMS_CHANGED) return;
    for (const each of relayed.values()) each.wake();
  });
}
