/** A browser that is looked at while a test drives it. */
import type { Browser, Tab } from './browser.js';

/** What somebody who uses a tab does after having looked at it, and what shows something new. */
const BEFORE: ReadonlySet<PropertyKey> = new Set(['click', 'press', 'close']);
const AFTER: ReadonlySet<PropertyKey> = new Set(['fill', 'waitForText', 'waitForSelector']);

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * The same browser, whose tabs are shown to `look` before each click, key and end, and after each
 * text or element that was waited for. Whatever `look` rejects with, the step rejects with.
 *
 * @param onClose what to do when it has quit; a restart is no end
 */
export function watched(
  browser: Browser,
  look: (tab: Tab) => Promise<void>,
  onClose: () => void,
): Browser {
  const watchedTab = (tab: Tab): Tab =>
    wrapped(tab, (key, call) => async (...args) => {
      if (BEFORE.has(key)) await look(tab);
      const result = await call(...args);
      if (AFTER.has(key)) await look(tab);
      return result;
    });
  return wrapped(browser, (key, call) => async (...args) => {
    const result = await call(...args);
    switch (key) {
      case 'newTab':
      case 'privateTab':
      case 'extensionPage':
      case 'waitForPage':
        return watchedTab(result as Tab);
      case 'windows':
        return (result as Tab[]).map(watchedTab);
      case 'restart':
        return watched(result as Browser, look, onClose);
      case 'close':
        onClose();
        return;
      default:
        return result;
    }
  });
}

/** The same object, whose asynchronous methods are replaced; `frame` is the one that is not. */
function wrapped<T extends object>(
  target: T,
  around: (key: PropertyKey, call: Method) => Method,
): T {
  return new Proxy(target, {
    get(_, key) {
      const value = Reflect.get(target, key, target) as unknown;
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as Method;
      return key === 'frame' ? call : around(key, call);
    },
  });
}
