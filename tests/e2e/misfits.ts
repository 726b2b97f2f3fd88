// What does not fit into a page's width: text that is cut off, and what has to be scrolled for sideways.
import type { Tab } from './browsers/browser.ts';

/** The popup's own width; and a window of 640 px at 200 %, the least of WCAG 2.2, 1.4.10. */
const WIDTHS = [360, 320] as const;

/** The popup and a question are windows of 360 px, which are this wide at 200 %. */
const ZOOMED = 180;

/**
 * Each element that is cut off at one of these widths, or juts out of the page. A line that opens with
 * all of its text (`aria-expanded`) may be cut off, and a field's own text.
 */
export async function misfitsOf(tab: Tab): Promise<readonly string[]> {
  const found: string[] = [];
  const isSmall = /\/(popup|approval)\//.test(await tab.url());
  for (const width of isSmall ? [...WIDTHS, ZOOMED] : WIDTHS) {
    await tab.setViewport({ width, height: 700 });
    found.push(...(await tab.evaluate(lookFor, width)));
  }
  await tab.setViewport(null);
  return found;
}

/** Runs in the page. */
async function lookFor(width: number): Promise<string[]> {
  // It is laid out for the new width by then.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? [`${width}: the page scrolls to ${scrollWidth}`] : [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const { right, width: own } = element.getBoundingClientRect();
    if (own <= 1 || element.closest('[aria-expanded], input, textarea, select, .unseen')) continue;
    // Rounded to whole pixels.
    const isCut =
      getComputedStyle(element).overflowX !== 'visible' &&
      element.clientWidth > 0 &&
      element.scrollWidth > element.clientWidth + 1;
    if (isCut || right > clientWidth + 1) {
      const { localName, className, textContent } = element;
      found.push(`${width}: ${localName}.${className}: ${textContent?.trim().slice(0, 80)}`);
    }
  }
  return found;
}
