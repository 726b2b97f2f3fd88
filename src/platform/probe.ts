import type { Sighting } from '../payments/answer.ts';
import { networkUrl, partsOf } from './sighting.ts';

/** How long a site may take to answer. */
const LIMIT_MS = 30_000;

/** A document whose toll is looked at: the URL, and where it is shown. */
export interface Target {
  readonly url: string;
  readonly tabId: number;
  /** It is the tab's own document, or a frame of the tab's origin. */
  readonly firstParty: boolean;
}

/**
 * Makes a GET for a URL and tells what came back, on behalf of a navigation. Passes are attached to
 * it like to any request.
 *
 * @returns null if the site could not be reached, or sent us elsewhere
 */
export async function probe({ url, tabId, firstParty }: Target): Promise<Sighting | null> {
  const seen = await (typeof XMLHttpRequest === 'undefined' ? byFetch(url) : byXhr(url));
  if (seen === null) return null;
  return {
    url: networkUrl(url),
    origin: new URL(url).origin,
    status: seen.status,
    // `Headers.get` joins several headers with a comma, which is how one header holds several.
    challenges: seen.challenge === null ? [] : partsOf(seen.challenge),
    tabId,
    firstParty,
  };
}

interface Seen {
  readonly status: number;
  readonly challenge: string | null;
}

/** In Chromium's worker, where there is no XMLHttpRequest. */
async function byFetch(url: string): Promise<Seen | null> {
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      credentials: 'include',
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    if (response.type === 'opaqueredirect') return null;
    return { status: response.status, challenge: response.headers.get('www-authenticate') };
  } catch {
    return null;
  }
}

/** In Firefox, whose fetch hides `www-authenticate` from extensions (measured). */
function byXhr(url: string): Promise<Seen | null> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    xhr.withCredentials = true;
    xhr.timeout = LIMIT_MS;
    xhr.onreadystatechange = () => {
      if (xhr.readyState !== XMLHttpRequest.HEADERS_RECEIVED) return;
      resolve({ status: xhr.status, challenge: xhr.getResponseHeader('www-authenticate') });
      xhr.abort();
    };
    xhr.onloadend = () => resolve(null);
    xhr.send();
  });
}
