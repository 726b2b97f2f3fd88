/** One header for some URLs until it is taken away again: what the browser is told. */
export interface HeaderRule {
  /**
   * URLs it serves: those that start with this, or this one alone. A prefix that does not end with a
   * slash stands for itself and what lies beneath: `/a` serves `/a`, `/a?b` and `/a/b`, not `/ab`.
   */
  readonly match: { readonly prefix: string } | { readonly exact: string };
  readonly name: string;
  readonly value: string;
  /** The higher wins where two match. */
  readonly priority: number;
}

/** One that is gone with the browser, and at that time at the latest; null: not before. */
export interface FleetingRule extends HeaderRule {
  readonly until: number | null;
}

/** 1 is for rules that change nothing (`platform/empty-page.ts`). */
const ORIGIN_PRIORITY = 2;
/** Above every path: a path has no 450 levels that matter. */
const URL_PRIORITY = 1000;
const DEEPEST_PATH = 450;

/** The rule that shows a credential to one URL alone. */
export function urlRule(url: string, value: string): HeaderRule {
  return { match: { exact: url }, name: 'Authorization', value, priority: URL_PRIORITY };
}

/**
 * How a rule for a prefix stands to others of its origin: the deeper path wins. Of two for the same
 * path, what was `paid` for wins over what was `given`: it runs out, and then the other has its turn.
 */
export function prefixPriority(prefix: string, origin: string, by: 'paid' | 'given'): number {
  const depth = prefix
    .slice(origin.length)
    .split('/')
    .filter((part) => part !== '').length;
  return ORIGIN_PRIORITY + 2 * Math.min(depth, DEEPEST_PATH) + (by === 'paid' ? 1 : 0);
}
