import browser from 'webextension-polyfill';

/** The address of the page that a tab shows while what it asked for is being paid. */
export function waitingPage(url: string, method: 'GET' | 'POST'): string {
  const query = new URLSearchParams({ url, posted: method === 'POST' ? '1' : '0' });
  return browser.runtime.getURL(`src/ui/waiting/index.html?${query}`);
}
