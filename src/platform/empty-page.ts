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
 * The event says neither the status nor the method. The status is for the caller to find out. For
 * the method there are two session rules that allow what is allowed anyway, one for GET and one for
 * the rest: Chrome tells which of them matched. They have no condition on response headers, though
 * that would tell more: one such rule, for whatever domain, makes all traffic dearer (measured: load
 * of an ordinary page ×1.36 instead of ×1.15). Their priority is below that of the header rules, or
 * these would not be applied where both match (measured).
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
    priority: 1,
    action: { type: 'allow' },
    condition: { ...methods, resourceTypes: ['main_frame'] },
  });
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [GET_RULE, POST_RULE],
    addRules: [
      ruleFor(GET_RULE, { requestMethods: ['get'] }),
      ruleFor(POST_RULE, { excludedRequestMethods: ['get'] }),
    ] as chrome.declarativeNetRequest.Rule[],
  });
}

/**
 * Chrome forgets matches after five minutes; the newest of this tab is the answer in question. It
 * may be asked 20 times in ten minutes: after that the method is not known, which must be taken for
 * one that cannot be repeated.
 */
async function methodOf(tabId: number): Promise<'GET' | 'POST' | null> {
  const matches = await chrome.declarativeNetRequest.getMatchedRules({ tabId }).catch(() => null);
  if (matches === null) return 'POST';
  const newest = matches.rulesMatchedInfo
    .filter(({ rule }) => rule.rulesetId === chrome.declarativeNetRequest.SESSION_RULESET_ID)
    .sort((a, b) => b.timeStamp - a.timeStamp)[0];
  if (newest === undefined) return null;
  return newest.rule.ruleId === GET_RULE ? 'GET' : 'POST';
}
