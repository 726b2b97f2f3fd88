/** What both drivers share: polling, and functions sent into a page. */
import { setTimeout as pause } from 'node:timers/promises';
import type { View } from './browser.js';

const POLL_MS = 50;

/**
 * How long something is waited for by default. What takes longest by itself is a key from a password,
 * 1.4 to 4 s of a quiet machine in Firefox (measured); there are two browsers beside it, and a chain.
 */
export const WAIT_MS = 30_000;

/** Polls until `look` gives something else than undefined; after `timeoutMs` throws `complaint()`. */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  timeoutMs: number,
  complaint: () => string | Promise<string>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= deadline) throw new Error(await complaint());
    await pause(POLL_MS);
  }
}

/**
 * `fn` as the source of a function from a JSON string to a JSON string. tsx names functions through
 * a helper `__name`, which no page has.
 */
export function pageFunction<A, R>(fn: (arg: A) => R | Promise<R>): string {
  return `async (json) => {
    const __name = (named) => named;
    const result = await (${fn.toString()})(json === undefined ? undefined : JSON.parse(json));
    return result === undefined ? undefined : JSON.stringify(result);
  }`;
}

type Shown = Pick<View, 'url' | 'text'>;

async function describe(view: Shown, wanted: string, timeoutMs: number): Promise<string> {
  const [url, text] = await Promise.all([
    view.url().catch(() => '(gone)'),
    view.text().catch(() => ''),
  ]);
  return `no ${wanted} within ${timeoutMs} ms; ${url} shows: ${text.slice(0, 2000) || '(nothing)'}`;
}

export async function waitForText(
  view: Shown,
  text: string | RegExp,
  timeoutMs = WAIT_MS,
): Promise<void> {
  const matches = (shown: string) =>
    typeof text === 'string' ? shown.includes(text) : shown.search(text) >= 0;
  await poll(
    async () => (matches(await view.text()) ? true : undefined),
    timeoutMs,
    () => describe(view, `text ${text instanceof RegExp ? text : JSON.stringify(text)}`, timeoutMs),
  );
}

export async function waitForSelector(
  view: Shown & Pick<View, 'evaluate'>,
  selector: string,
  timeoutMs = WAIT_MS,
): Promise<void> {
  await poll(
    async () =>
      (await view
        .evaluate((css) => document.querySelector(css) !== null, selector)
        .catch(() => false)) || undefined,
    timeoutMs,
    () => describe(view, `element ${selector}`, timeoutMs),
  );
}

/** Runs in the page. */
export function shownText(): string {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden was not shown, and textContent has it too.
  return document.body?.innerText ?? '';
}
