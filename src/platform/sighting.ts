import type { WebRequest } from 'webextension-polyfill';

/** The URL as it goes over the network: without its fragment. */
export function networkUrl(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

/** The origin of a URL, or null if it is no URL or its origin is opaque. */
export function originOf(url: string | undefined | null): string | null {
  if (url === undefined || url === null || !URL.canParse(url)) return null;
  const { origin } = new URL(url);
  return origin === 'null' ? null : origin;
}

/** The origin of a web page; null for the browser's own pages and those of extensions. */
export function webOriginOf(url: string | null): string | null {
  const origin = originOf(url);
  return origin !== null && /^https?:/.test(origin) ? origin : null;
}

/** The challenges among the response headers of a request. */
export function challengesIn(headers: WebRequest.HttpHeaders | undefined): string[] {
  return (headers ?? [])
    .filter((header) => header.name.toLowerCase() === 'www-authenticate')
    .flatMap((header) => partsOf(header.value ?? ''));
}

/**
 * The headers in one value. Firefox joins several of this name by line feeds, which no header can
 * hold (measured); Chrome keeps them apart.
 */
export function partsOf(value: string): string[] {
  return value.split('\n');
}
