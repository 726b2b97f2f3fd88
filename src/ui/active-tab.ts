import browser from 'webextension-polyfill';

/**
 * The URL of the page that the popup was opened over. `?url=` in the popup's own address wins: so
 * the popup can be opened as a tab of its own.
 */
export async function activeTabUrl(): Promise<string | null> {
  const given = new URLSearchParams(location.search).get('url');
  if (given !== null) return given;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.url ?? null;
}
