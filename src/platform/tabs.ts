import browser from 'webextension-polyfill';

/** The address of a tab's page; null if there is no such tab, or we may not see it. */
export async function urlOfTab(tabId: number): Promise<string | null> {
  try {
    return (await browser.tabs.get(tabId)).url ?? null;
  } catch {
    return null;
  }
}

/** Loads a tab again if it still shows this page. */
export async function reloadIfStill(tabId: number, url: string): Promise<void> {
  if ((await urlOfTab(tabId)) !== url) return;
  // A tab that is closed at this moment is no error.
  await browser.tabs.reload(tabId).catch(() => undefined);
}

/**
 * Has a function called with the id of each tab that is closed, until what it returns is called. Not
 * for longer than it is needed: the browser would start the background for every tab that is closed.
 */
export function onTabClosed(closed: (tabId: number) => void): () => void {
  const listener = (tabId: number): void => closed(tabId);
  browser.tabs.onRemoved.addListener(listener);
  return () => browser.tabs.onRemoved.removeListener(listener);
}
