/**
 * A content script of every frame while the user has API keys or OAuth logins: tells the background
 * that something which the page asked for was answered 401 or 403. It is a hint: the background knows
 * what is shown to whom, and looks for itself. It reads what the browser measured anyway, so requests
 * cost nothing more, and the page sees nothing of it. Of requests to other origins the browser tells
 * where these let the page read their answer.
 */

const REFUSED: readonly number[] = [401, 403];

/** A page that is refused all the time says nothing new. */
const told = new Set<string>();

function note(entry: PerformanceEntry): void {
  const { name, responseStatus: status } = entry as PerformanceResourceTiming;
  if (!REFUSED.includes(status) || !/^https?:/.test(name)) return;
  const url = name.split('#')[0] ?? name;
  const { origin } = new URL(url);
  if (told.has(origin)) return;
  told.add(origin);
  setTimeout(() => told.delete(origin), AGAIN_MS);
  chrome.runtime.sendMessage({ name: 'credential.refused', input: { url } }).catch(() => undefined);
}

const AGAIN_MS = 30_000;

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) note(entry);
}).observe({ type: 'resource', buffered: true });
for (const entry of performance.getEntriesByType('navigation')) note(entry);

// Without it the types would take its names for those of every page.
export {};
