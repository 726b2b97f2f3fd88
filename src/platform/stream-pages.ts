import browser from 'webextension-polyfill';
import { STREAMS_CHANGED } from '../messages/feed.ts';
import { originOf } from './sighting.ts';

/** The two sides of a page that hears something: its own world, and the content script. */
const PAGE_SCRIPT = 'src/page/streams.iife.js';
const RELAY = 'src/page/stream-relay.iife.js';

/**
 * Puts what a page needs to hear something into one frame of it: other pages pay nothing for it.
 * @throws where the frame is gone
 */
export async function equipPage(tabId: number, frameId: number): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  await browser.scripting.executeScript({ target, files: [RELAY], injectImmediately: true });
  await browser.scripting.executeScript({
    target,
    files: [PAGE_SCRIPT],
    world: 'MAIN',
    injectImmediately: true,
  });
}

/** Tells the pages of some origins that what they may hear, or can, may be another now. */
export async function tellStreamPages(origins: ReadonlySet<string>): Promise<void> {
  if (origins.size === 0) return;
  for (const { id, url } of await browser.tabs.query({}).catch(() => [])) {
    const origin = originOf(url);
    if (id === undefined || origin === null || !origins.has(origin)) continue;
    // Of frames too. Whoever does not listen was not waiting for it.
    browser.tabs.sendMessage(id, STREAMS_CHANGED).catch(() => undefined);
  }
}
