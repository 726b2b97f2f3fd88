import { REFUSED } from './channel.ts';

/**
 * A content script of every frame while the user has API keys or OAuth logins: tells the background
 * that something which the page asked for was answered 401 or 403. It is a hint: the background knows
 * what is shown to whom, and looks for itself. It reads what the browser measured anyway, so requests
 * cost nothing more. Chromium measures a `fetch` only once its body was read, which few do with a
 * refusal (measured), so those are told by the page's wrapper of `fetch`.
 */

const REFUSALS: readonly number[] = [401, 403];

/** A page that is refused all the time says nothing new. */
const AGAIN_MS = 30_000;
const told = new Set<string>();

function tell(refused: string): void {
  if (!/^https?:/.test(refused) || !URL.canParse(refused)) return;
  const url = refused.split('#')[0] ?? refused;
  const { origin } = new URL(url);
  if (told.has(origin)) return;
  told.add(origin);
  setTimeout(() => told.delete(origin), AGAIN_MS);
  chrome.runtime.sendMessage({ name: 'credential.refused', input: { url } }).catch(() => undefined);
}

function look(entry: PerformanceEntry): void {
  const { name, responseStatus } = entry as PerformanceResourceTiming;
  if (REFUSALS.includes(responseStatus)) tell(name);
}

addEventListener(REFUSED, (event) => tell(String((event as CustomEvent).detail)));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) look(entry);
}).observe({ type: 'resource', buffered: true });
for (const entry of performance.getEntriesByType('navigation')) look(entry);
