import { type HeaderRule, prefixPriority, urlRule } from '../headers/rule.ts';
import { type Pass, passCredential } from './pass.ts';

/** The header that a pass is shown in. */
export const PASS_HEADER = 'Authorization';

/**
 * The header rules for the passes of one origin that are to be attached.
 *
 * A pass serves its whole origin. Where live passes of one origin were sold by several addresses,
 * each serves the URLs that sold it and the paths that those lie in, the most specific first; where
 * two claim the same path, the newer one has it, and the newest serves the rest of the origin.
 * A rule names the origin with its scheme and port and ends with a slash, so that neither another
 * subdomain nor another port can match.
 *
 * @param isContested something else is shown to this origin in the same header: the URLs that sold a
 *   pass have rules of their own then too, so that what was paid for is what they are shown
 */
export function headerRules(
  origin: string,
  passes: readonly Pass[],
  isContested = false,
): HeaderRule[] {
  const newestFirst = [...passes].sort((a, b) => b.boughtAt - a.boughtAt);
  const byAddress = new Map<string, Pass>();
  for (const pass of newestFirst) {
    if (!byAddress.has(pass.toll.address)) byAddress.set(pass.toll.address, pass);
  }
  const prefixes = new Map<string, Pass>();
  const exact = new Map<string, Pass>();
  for (const [index, pass] of [...byAddress.values()].entries()) {
    if (index === 0) prefixes.set(`${origin}/`, pass);
    if (byAddress.size === 1 && !isContested) break;
    for (const url of pass.urls) {
      if (!exact.has(url)) exact.set(url, pass);
      const path = pathOf(url);
      if (!prefixes.has(path)) prefixes.set(path, pass);
    }
  }
  return [
    ...[...prefixes].map(([prefix, pass]) => ({
      match: { prefix },
      name: PASS_HEADER,
      value: passCredential(pass),
      priority: prefixPriority(prefix, origin, 'paid'),
    })),
    ...[...exact].map(([url, pass]) => urlRule(url, passCredential(pass))),
  ];
}

/** The folder that a URL lies in: `https://example.org/a/b?c` lies in `https://example.org/a/`. */
function pathOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.slice(0, pathname.lastIndexOf('/') + 1)}`;
}
