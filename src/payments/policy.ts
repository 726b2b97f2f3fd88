import type { Piconero } from '../money/piconero.ts';

/** What the user allowed. */
export interface Limits {
  /** Pay up to this (amount + network fee) without asking; 0 means always ask. */
  readonly threshold: Piconero;
  /** The same for single origins, where the user said "always pay this site up to …". */
  readonly sites: ReadonlyMap<string, Piconero>;
}

/** Where a toll comes from, as far as it bears on paying without a question. */
export interface Standing {
  readonly origin: string;
  /** The page in the tab's address bar is of the same origin as the toll. */
  readonly firstParty: boolean;
  /** Other addresses were paid for this origin and dialect before, and this one never. */
  readonly payeeChanged: boolean;
}

/** Why the user is asked. */
export type Reason = 'over_threshold' | 'third_party' | 'look_alike' | 'payee_changed';

/**
 * Says whether a transfer may be made without asking.
 *
 * @returns null if it may, else the reason to ask
 */
export function reasonToAsk(total: Piconero, standing: Standing, limits: Limits): Reason | null {
  if (!standing.firstParty) return 'third_party';
  // A host name with letters outside ASCII may look like another: `xn--` is how it is written.
  if (new URL(standing.origin).hostname.split('.').some((label) => label.startsWith('xn--'))) {
    return 'look_alike';
  }
  if (standing.payeeChanged) return 'payee_changed';
  const limit = limits.sites.get(standing.origin) ?? limits.threshold;
  return total > limit ? 'over_threshold' : null;
}

/**
 * Whether a pass may travel to this origin: over HTTPS, and over plain HTTP on loopback only.
 */
export function isSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:') return true;
  if (protocol !== 'http:') return false;
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.[0-9]{1,3}){3}$/.test(hostname)
  );
}
