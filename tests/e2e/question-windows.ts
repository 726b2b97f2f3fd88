import type { Browser, Tab } from './browsers/browser.ts';
import { until } from './world.ts';

/** The window in which the extension asks about a connection or a signature, once it is there. */
export function signingWindow(browser: Browser): Promise<Tab> {
  return browser.waitForPage('/signing/');
}

/** How many such windows there are. */
export function signingWindows(browser: Browser): Promise<number> {
  return windowsAt(browser, '/signing/');
}

/** Waits until the last of them has closed. */
export function signingWindowGone(browser: Browser): Promise<void> {
  return windowsGone(browser, '/signing/');
}

/** Waits until no window shows a page whose address has this in it. */
export function windowsGone(browser: Browser, path: string): Promise<void> {
  return until(async () => (await windowsAt(browser, path)) === 0, `${path} to close`);
}

async function windowsAt(browser: Browser, path: string): Promise<number> {
  // One that closes at this moment has no address any more.
  const pages = (await browser.windows()).map((page) => page.url().catch(() => ''));
  return (await Promise.all(pages)).filter((url) => url.includes(path)).length;
}
