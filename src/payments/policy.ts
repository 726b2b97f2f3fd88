import type { Piconero } from '../money/piconero.ts';
import type { Spent } from './budget.ts';

/** What the user allowed at one site, where it is not what is allowed everywhere. */
export type SiteRule =
  | { readonly kind: 'ask' }
  | { readonly kind: 'never' }
  | { readonly kind: 'up_to'; readonly amount: Piconero };

/** What the user allowed. All amounts are totals, network fees included; null is no limit. */
export interface Limits {
  /** Pay up to this without asking; 0 means always ask. */
  readonly threshold: Piconero;
  /** At one site in one day, without asking. */
  readonly siteDay: Piconero | null;
  /** In all in one day, without asking. */
  readonly day: Piconero | null;
  /** In all in one month, without asking. */
  readonly month: Piconero | null;
  /** By origin. */
  readonly sites: ReadonlyMap<string, SiteRule>;
  /** Sites in Tor and I2P may be paid over plain HTTP. */
  readonly hiddenServices: boolean;
}

/** Where a toll comes from, as far as it bears on paying without a question. */
export interface Standing {
  readonly origin: string;
  /** The page in the tab's address bar is of the same origin as the toll. */
  readonly firstParty: boolean;
  /** Other addresses were paid for this origin and dialect before, and this one never. */
  readonly payeeChanged: boolean;
  /** A pass is held that is worth too little for this page: its price is another than before. */
  readonly dearer: boolean;
  /** The user asked for it: a longer pass, before the old one is over. */
  readonly wished: boolean;
  /** A page said that it was asked for this; the browser saw nothing of it on the network. */
  readonly pageSays: boolean;
}

/** Why the user is asked. */
export type Reason =
  | 'wished'
  | 'third_party'
  | 'look_alike'
  | 'payee_changed'
  | 'dearer'
  | 'page_says'
  | 'site_asks'
  | 'over_threshold'
  | 'over_site_day'
  | 'over_day'
  | 'over_month';

/**
 * Says whether a transfer may be made without asking.
 *
 * @param total amount + network fee
 * @param spent what was spent before it
 * @returns null if it may, else the reason to ask
 */
export function reasonToAsk(
  total: Piconero,
  standing: Standing,
  limits: Limits,
  spent: Spent,
): Reason | null {
  if (standing.wished) return 'wished';
  if (!standing.firstParty) return 'third_party';
  if (mayLookAlike(standing.origin)) return 'look_alike';
  if (standing.payeeChanged) return 'payee_changed';
  if (standing.dearer) return 'dearer';
  // Whatever the limits allow: a page must not be able to spend.
  if (standing.pageSays) return 'page_says';
  const rule = limits.sites.get(standing.origin);
  if (rule?.kind === 'ask') return 'site_asks';
  const most = rule?.kind === 'up_to' ? rule.amount : limits.threshold;
  if (total > most) return 'over_threshold';
  const over = (before: Piconero, limit: Piconero | null): boolean =>
    limit !== null && before + total > limit;
  if (over(spent.siteDay, limits.siteDay)) return 'over_site_day';
  if (over(spent.day, limits.day)) return 'over_day';
  return over(spent.month, limits.month) ? 'over_month' : null;
}

/** Whether a host name has letters outside ASCII, and may look like another: `xn--` is how it is written. */
export function mayLookAlike(origin: string): boolean {
  return new URL(origin).hostname.split('.').some((label) => label.startsWith('xn--'));
}

/**
 * Whether a pass may travel to this origin: over HTTPS, over plain HTTP on loopback, and to sites in
 * Tor and I2P where the user allowed it. Nothing else says which origins are paid, and shown passes.
 */
export function isSecure(
  origin: string,
  { hiddenServices }: Pick<Limits, 'hiddenServices'>,
): boolean {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:') return true;
  if (protocol !== 'http:') return false;
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.[0-9]{1,3}){3}$/.test(hostname) ||
    (hiddenServices && isHiddenService(origin))
  );
}

/**
 * Whether an origin is a site in Tor or I2P: these networks encrypt and authenticate by themselves,
 * so such sites do without HTTPS. But only in a browser that takes these names there is the way to
 * them safe; in another one, whoever answers for the name gets the pass. So the user has to say it.
 */
export function isHiddenService(origin: string): boolean {
  return /\.(?:onion|i2p)$/.test(new URL(origin).hostname);
}
