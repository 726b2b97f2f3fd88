import { type Pass, passHeader } from './pass.ts';

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
const URL_PRIORITY = 3;

/**
 * The header rules for the passes that are to be attached.
 *
 * A pass serves its whole origin. Where two live passes of one origin were sold by two addresses,
 * the newer one serves the origin and each serves the URLs that sold it: most specific first.
 * A rule names the origin with its scheme and port and ends with a slash, so that neither another
 * subdomain nor another port can match.
 */
export function headerRules(passes: readonly Pass[]): HeaderRule[] {
  const origins = new Set(passes.map((pass) => pass.toll.origin));
  return [...origins].flatMap((origin) => {
    const newestFirst = passes
      .filter((pass) => pass.toll.origin === origin)
      .sort((a, b) => b.boughtAt - a.boughtAt);
    const [newest] = newestFirst;
    if (newest === undefined) return [];
    const byAddress = new Map<string, Pass>();
    for (const pass of newestFirst) {
      if (!byAddress.has(pass.toll.address)) byAddress.set(pass.toll.address, pass);
    }
    const rules: HeaderRule[] = [
      { match: { prefix: `${origin}/` }, ...passHeader(newest), priority: ORIGIN_PRIORITY },
    ];
    if (byAddress.size === 1) return rules;
    for (const pass of byAddress.values()) {
      for (const url of pass.urls) {
        rules.push({ match: { exact: url }, ...passHeader(pass), priority: URL_PRIORITY });
      }
    }
    return rules;
  });
}
