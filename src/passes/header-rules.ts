import { type Pass, passCredential } from './pass.ts';

/** One header for some URLs until it is taken away again: what the browser is told. */
export interface HeaderRule {
  /** URLs it serves: those that start with this (it ends with `/`), or this one alone. */
  readonly match: { readonly prefix: string } | { readonly exact: string };
  readonly name: string;
  readonly value: string;
  /** The higher wins where two match. */
  readonly priority: number;
}

/** 1 is for rules that change nothing (`platform/empty-page.ts`). */
const ORIGIN_PRIORITY = 2;
/** Above every path: a path has no 900 levels that matter. */
const URL_PRIORITY = 1000;
const DEEPEST_PATH = 900;

/** The rule that shows a credential to one URL alone. */
export function urlRule(url: string, value: string): HeaderRule {
  return { match: { exact: url }, name: 'Authorization', value, priority: URL_PRIORITY };
}

/**
 * The header rules for the passes of one origin that are to be attached.
 *
 * A pass serves its whole origin. Where live passes of one origin were sold by several addresses,
 * each serves the URLs that sold it and the paths that those lie in, the most specific first; where
 * two claim the same path, the newer one has it, and the newest serves the rest of the origin.
 * A rule names the origin with its scheme and port and ends with a slash, so that neither another
 * subdomain nor another port can match.
 */
export function headerRules(origin: string, passes: readonly Pass[]): HeaderRule[] {
  const newestFirst = [...passes].sort((a, b) => b.boughtAt - a.boughtAt);
  const byAddress = new Map<string, Pass>();
  for (const pass of newestFirst) {
    if (!byAddress.has(pass.toll.address)) byAddress.set(pass.toll.address, pass);
  }
  const prefixes = new Map<string, Pass>();
  const exact = new Map<string, Pass>();
  for (const [index, pass] of [...byAddress.values()].entries()) {
    if (index === 0) prefixes.set(`${origin}/`, pass);
    if (byAddress.size === 1) break;
    for (const url of pass.urls) {
      if (!exact.has(url)) exact.set(url, pass);
      const path = pathOf(url);
      if (!prefixes.has(path)) prefixes.set(path, pass);
    }
  }
  return [
    ...[...prefixes].map(([prefix, pass]) => ({
      match: { prefix },
      name: 'Authorization',
      value: passCredential(pass),
      priority: priorityOf(prefix, origin),
    })),
    ...[...exact].map(([url, pass]) => urlRule(url, passCredential(pass))),
  ];
}

/** The folder that a URL lies in: `https://example.org/a/b?c` lies in `https://example.org/a/`. */
function pathOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.slice(0, pathname.lastIndexOf('/') + 1)}`;
}

function priorityOf(prefix: string, origin: string): number {
  const depth = prefix.slice(origin.length).split('/').length - 2;
  return ORIGIN_PRIORITY + Math.min(depth, DEEPEST_PATH);
}
