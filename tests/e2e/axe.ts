// What axe-core finds wrong with a page, by the rules of WCAG 2.2 and its own good practices.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Tab } from './browsers/browser.ts';

interface Violation {
  readonly rule: string;
  readonly where: readonly string[];
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Extension pages take no script from outside. So axe is sent along in the function that the driver
 * runs, which travels as what it says of itself as text.
 */
const CHECKING: (arg: null) => Promise<Violation[]> = Object.assign(async () => [], {
  toString: () => `async () => {
    if (globalThis.axe === undefined) { ${SOURCE} }
    const { violations } = await globalThis.axe.run(document, {
      // Off by default since WCAG 2.2 does not ask for it any more; a label would go to another's field.
      rules: { 'duplicate-id': { enabled: true } },
    });
    return violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary),
    }));
  }`,
});

/** All that is wrong in the light theme, and in the dark one. */
export async function violationsOf(tab: Tab): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const scheme of ['dark', 'light'] as const) {
    await tab.colorScheme(scheme);
    await settledColours(tab);
    const wrong = await tab.evaluate(CHECKING, null);
    found.push(...wrong.map(({ rule, where }) => ({ rule: `${rule} (${scheme})`, where })));
  }
  return found;
}

/** Colours may fade into each other. */
function settledColours(tab: Tab): Promise<void> {
  return tab.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(finite.map(({ finished }) => finished));
  }, null);
}
