import type { Post } from '../wallet/digest-login.ts';

/**
 * By XMLHttpRequest, for the two lines of `WWW-Authenticate` that Firefox's `fetch` hides.
 *
 * Firefox takes a 401 to its own login dialog, even a background's, and until somebody answers that,
 * nothing goes on in its windows. `mozAnon` should keep it away but did not always (one in some
 * hundred such requests brought it up); a request with an `Authorization` of its own never does.
 */
const postByXhr: Post = (url, body, authorization, limitMs) =>
  new Promise((resolve, reject) => {
    const Anonymous = XMLHttpRequest as unknown as new (options: {
      readonly mozAnon: boolean;
    }) => XMLHttpRequest;
    const request = new Anonymous({ mozAnon: true });
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('Authorization', authorization);
    request.responseType = 'text';
    request.timeout = limitMs;
    request.onload = () => {
      // Whoever it was sent on to is not the user's wallet.
      if (request.responseURL !== new URL(url).href) return reject(new Error('redirected'));
      const { status, statusText, responseText: data } = request;
      const asked = request.getResponseHeader('WWW-Authenticate');
      const headers = asked === null ? {} : { 'www-authenticate': asked };
      resolve({ status, statusText, headers, data });
    };
    request.ontimeout = () => reject(new Error(`timeout of ${limitMs}ms exceeded`));
    request.onerror = () => reject(new Error('no answer'));
    request.send(body);
  });

/** What the wallet's calls are sent by where `fetch` will not do; null where it will. */
export const walletPost: Post | null = import.meta.env.MODE === 'firefox' ? postByXhr : null;
