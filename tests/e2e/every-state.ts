// Every screen and state that the end-to-end tests come by, given to axe-core and measured.
import { violationsOf } from './axe.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { watched } from './browsers/watched.ts';
import { misfitsOf } from './misfits.ts';

/**
 * The browser, whose pages of ours are checked in each state that a test sees them in, once: what
 * axe-core finds wrong in the light and in the dark theme, and what does not fit at 360 px, at 320 px
 * and zoomed. Its end throws all that was found.
 */
export function checkedInEveryState(browser: Browser): Browser {
  const seen = new Map<string, Set<string>>();
  /** What is wrong, and the first state that has it. */
  const wrong = new Map<string, string>();

  async function look(tab: Tab): Promise<void> {
    const url = await tab.url().catch(() => '');
    const page = /\/src\/ui\/(\w+)\//.exec(url)?.[1];
    if (page === undefined || !url.startsWith(browser.extensionOrigin)) return;
    try {
      const state = await tab.evaluate(stateOf, null);
      const states = seen.get(page) ?? new Set();
      if (state === null || states.has(state)) return;
      seen.set(page, states.add(state));
      const found = [...(await violationsOf(tab)), ...(await misfitsOf(tab))];
      for (const each of found) {
        const text = JSON.stringify(each).replace(/:nth-child\(\d+\)/g, '');
        if (!wrong.has(text)) wrong.set(text, `${page}: ${state.slice(0, 300)}`);
      }
    } catch (error) {
      // A window may end at any moment, with the last answer that it was for.
      if ((await tab.url().catch(() => '')) === url) throw error;
    }
  }

  return watched(browser, look, () => {
    const counts = [...seen].map(([page, { size }]) => `${page} ${size}`);
    console.log(`states checked: ${counts.join(', ') || 'none'}`);
    if (wrong.size > 0) throw new Error(JSON.stringify([...wrong], null, 1));
  });
}

/**
 * Runs in the page. What it says, and how its controls stand; other numbers make no other state. Null
 * before it says anything.
 */
function stateOf(): string | null {
  if (document.body === null) return null;
  const controls = document.body.querySelectorAll<HTMLInputElement>(
    'input, select, button, summary, [aria-invalid], [aria-current], [aria-expanded]',
  );
  const standing = [...controls].map((element) => [
    element.dataset.testid,
    element.checked,
    element.disabled,
    element.closest('details')?.open,
    ...['aria-invalid', 'aria-current', 'aria-expanded'].map((name) => element.getAttribute(name)),
  ]);
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is no part of the state.
  const text = document.body.innerText.replace(/\w{25,}|[\w:.]*\d[\w:.]*/g, '#');
  return text.trim() === '' ? null : `${text}\n${JSON.stringify(standing)}`;
}
