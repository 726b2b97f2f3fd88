import browser from 'webextension-polyfill';
import { networkUrl } from './sighting.ts';

/** Chrome's word for an error answer without a body: 402, but 404 and 500 as well. */
const EMPTY_ERROR = 'net::ERR_HTTP_RESPONSE_CODE_FAILURE';

const GET_RULE = 1;
const POST_RULE = 2;

/**
 * Calls back when a tab shows Chrome's own error page because a site answered an error without a
 * body. No script runs in that page, so this is all that tells of an empty 402.
 *
 * The event says neither the status nor the method. Two session rules that allow what is allowed
 * anyway, one for GET and one for the rest, match such an answer by its `WWW-Authenticate` header;
 * Chrome tells which of them matched. Measured: the rules cost ordinary pages nothing beyond the
 * permission itself, since a rule on response headers of main frames is never asked elsewhere.
 */
export function watchEmptyPages(
  onEmptyPage: (tabId: number, url: string, method: 'GET' | 'POST') => void,
): void {
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    if (details.frameId !== 0) return;
    if ((details as { error?: string }).error !== EMPTY_ERROR) return;
    const { tabId, url } = details;
    void methodOf(tabId).then((method) => {
      if (method !== null) onEmptyPage(tabId, networkUrl(url), method);
    });
  });
}

/** Installs the two rules. They go with the browser session. */
export async function installEmptyPageRules(): Promise<void> {
  const ruleFor = (id: number, methods: object): object => ({
    id,
    action: { type: 'allow' },
    condition: {
      ...methods,
      resourceTypes: ['main_frame'],
      responseHeaders: [{ header: 'www-authenticate' }],
    },
  });
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [GET_RULE, POST_RULE],
    addRules: [
      ruleFor(GET_RULE, { requestMethods: ['get'] }),
      ruleFor(POST_RULE, { excludedRequestMethods: ['get'] }),
    ] as chrome.declarativeNetRequest.Rule[],
  });
}

/** Chrome forgets matches after five minutes; the newest of this tab is the answer in question. */
async function methodOf(tabId: number): Promise<'GET' | 'POST' | null> {
  const { rulesMatchedInfo } = await chrome.declarativeNetRequest.getMatchedRules({ tabId });
  const newest = rulesMatchedInfo
    .filter(({ rule }) => rule.rulesetId === chrome.declarativeNetRequest.SESSION_RULESET_ID)
    .sort((a, b) => b.timeStamp - a.timeStamp)[0];
  if (newest === undefined) return null;
  return newest.rule.ruleId === GET_RULE ? 'GET' : 'POST';
}
