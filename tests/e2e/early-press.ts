import { expect } from 'vitest';
import type { Tab } from './browsers/browser.ts';

/**
 * Presses a button of a window that asks, by a program and then with the mouse 499 ms after the
 * question came into sight, and has it as if it were 500 ms ago in the end. The page's clock is set:
 * no driver is quick enough to press at a known moment.
 *
 * @param stands rejects if the question does not stand any more
 */
export async function pressTooEarly(
  asking: Tab,
  selector: string,
  stands: () => Promise<void>,
): Promise<void> {
  await asking.waitForSelector(`${selector}:not([disabled]):not([aria-disabled=true])`);
  const clicks = await asking.evaluate((selector) => {
    const button = document.querySelector<HTMLButtonElement>(selector);
    const counted = { trusted: 0, synthetic: 0 };
    button?.addEventListener('click', ({ isTrusted }) => {
      counted[isTrusted ? 'trusted' : 'synthetic'] += 1;
    });
    button?.click();
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    const now = performance.now();
    performance.now = () => now;
    // As when the window comes to the front.
    document.dispatchEvent(new Event('visibilitychange'));
    performance.now = () => now + 499;
    Object.assign(window, { counted, later: () => now + 500 });
    return counted;
  }, selector);
  expect(clicks.synthetic).toBe(2);
  await stands();
  await asking.click(selector);
  const pressed = await asking.evaluate(() => {
    const { counted, later } = window as unknown as {
      counted: { trusted: number };
      later: () => number;
    };
    performance.now = later;
    return counted.trusted;
  }, null);
  // The browser did bring the press to the button.
  expect(pressed).toBe(1);
  await stands();
}
