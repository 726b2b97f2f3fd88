import type { DialectName } from '../http402/dialect.ts';

/**
 * One toll: what is paid once. Two requests that name the same origin, dialect and address are the
 * same toll, whatever their URLs.
 */
export interface Toll {
  /** The origin that asks, as the browser saw it: `https://example.org`. */
  readonly origin: string;
  readonly dialect: DialectName;
  readonly address: string;
}

/** A toll as a key of a map. Neither an origin nor a dialect holds a `|`. */
export function tollKey(toll: Toll): string {
  return `${toll.origin}|${toll.dialect}|${toll.address}`;
}
