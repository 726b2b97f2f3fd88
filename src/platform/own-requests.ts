import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';

/** Of the session rules 1 and 2 are `empty-page.ts`'s, and those from 101 on `attach-headers.ts`'s. */
const RULE_ID = 3;

/**
 * Makes requests without an `Origin` header. Browsers put ours into every POST: in Firefox it names this
 * very installation, and OAuth providers take whoever sends one for a page of the web, which they answer
 * only if it was registered as such (measured with oidc-provider: `invalid_request`).
 *
 * A session rule, once for each life of the background, and for our own requests alone.
 */
export function withoutOrigin(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): (url: string, init: RequestInit) => Promise<Response> {
  let installed: Promise<void> | null = null;
  return async (url, init) => {
    installed ??= browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: [RULE_ID],
      addRules: [rule()],
    });
    await installed;
    return fetch(url, init);
  };
}

function rule(): DeclarativeNetRequest.Rule {
  return {
    id: RULE_ID,
    // Not below `empty-page.ts`, whose rules would keep it from being applied.
    priority: 2,
    condition: {
      initiatorDomains: [new URL(browser.runtime.getURL('')).host],
      resourceTypes: ['xmlhttprequest', 'other'],
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'Origin', operation: 'remove' }],
    },
  };
}
