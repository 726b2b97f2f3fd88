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
function checking(rules: readonly string[] | null): (arg: null) => Promise<Violation[]> {
  const only = rules === null ? '{}' : JSON.stringify({ runOnly: { type: 'rule', values: rules } });
  const text = `async () => {
    if (globalThis.axe === undefined) { ${SOURCE} }
    const { violations } = await globalThis.axe.run(document, ${only});
    return violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary),
    }));
  }`;
  return Object.assign(async () => [], { toString: () => text });
}

/** All that is wrong in the light theme, and whether the colours of the dark one can be read. */
export async function violationsOf(tab: Tab): Promise<readonly Violation[]> {
  await tab.colorScheme('light');
  await settledColours(tab);
  const light = await tab.evaluate(checking(null), null);
  await tab.colorScheme('dark');
  await settledColours(tab);
  const dark = await tab.evaluate(checking(['color-contrast']), null);
  await tab.colorScheme('light');
  return [...light, ...dark.map(({ rule, where }) => ({ rule: `${rule} (dark)`, where }))];
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
