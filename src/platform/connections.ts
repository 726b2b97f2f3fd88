import browser from 'webextension-polyfill';
import { originOf } from './sighting.ts';

/** What the content scripts of a site hear when other accounts are connected to it (`page/content.iife.ts`). */
const CONNECTIONS_CHANGED = 'connections-changed';

/** Tells the open pages of an origin that other accounts are connected to it now; not which. */
export async function tellConnections(origin: string): Promise<void> {
  const tabs = await browser.tabs.query({}).catch(() => []);
  for (const { id, url } of tabs) {
    if (id === undefined || originOf(url) !== origin) continue;
    // A tab whose page is being replaced has nobody who listens: its next page asks anew.
    browser.tabs.sendMessage(id, CONNECTIONS_CHANGED, { frameId: 0 }).catch(() => undefined);
  }
}
