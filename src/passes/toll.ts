import type { Dialect } from '../http402/offer.ts';

/**
 * One toll: what is paid once. Two requests that name the same origin, dialect and address are the
 * same toll, whatever their URLs.
 */
export interface Toll {
  /** The origin that asks, as the browser saw it: `https://example.org`. */
  readonly origin: string;
  readonly dialect: Dialect;
  readonly address: string;
}

/** A toll as a key of a map. Neither an origin nor a dialect holds a `|`. */
export function tollKey(toll: Toll): string {
  return `${toll.origin}|${toll.dialect}|${toll.address}`;
}
