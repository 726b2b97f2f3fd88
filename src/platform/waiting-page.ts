import browser from 'webextension-polyfill';

/** The address of the page that a tab shows while what it asked for is being paid. */
export function waitingPage(url: string, method: 'GET' | 'POST'): string {
  const query = new URLSearchParams({ url, posted: method === 'POST' ? '1' : '0' });
  return browser.runtime.getURL(`src/ui/waiting/index.html?${query}`);
}

/**
 * How long a tab may seem to load before it shows what it waits for. A toll that is paid from the
 * pool takes a quarter of a second; one that waits for the user or for a block takes longer.
 */
const PATIENCE_MS = 1500;

/** What comes of a work that is done in time; null if the tab had better show that it waits. */
export function soon<T>(work: Promise<T>): Promise<T | null> {
  return Promise.race([
    work,
    new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null)),
  ]);
}
