import { texts } from './texts.ts';

/** The access to sites, which is no permission by name. */
export const ALL_SITES = texts.allSites;

/** Each permission of the manifests, in either browser, and what it is there for. */
export const PERMISSION_REASONS: readonly (readonly [permission: string, reason: string])[] = [
  [ALL_SITES, texts.reasonForAllSites],
  ...Object.entries(texts.reasons),
];

/** Those of this build, with their reasons, in the order above. */
export function reasonsFor(
  installed: readonly string[],
): readonly (readonly [permission: string, reason: string])[] {
  const asked = new Set([ALL_SITES, ...installed]);
  return PERMISSION_REASONS.filter(([permission]) => asked.has(permission));
}
