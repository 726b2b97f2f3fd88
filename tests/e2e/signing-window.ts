import type { Browser, Tab } from './browsers/browser.ts';
import { until } from './world.ts';

/** The window in which the extension asks about a connection or a signature, once it is there. */
export function signingWindow(browser: Browser): Promise<Tab> {
  return browser.waitForPage('/signing/');
}

/** How many such windows there are. */
export async function signingWindows(browser: Browser): Promise<number> {
  // One that closes at this moment has no address any more.
  const pages = (await browser.windows()).map((page) => page.url().catch(() => ''));
  return (await Promise.all(pages)).filter((url) => url.includes('/signing/')).length;
}

/** Waits until the last of them has closed. */
export function signingWindowGone(browser: Browser): Promise<void> {
  return until(async () => (await signingWindows(browser)) === 0, 'the window to close');
}
