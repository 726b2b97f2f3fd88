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
 * The event says neither the status nor the method. The status is for the caller to find out, and then
 * `methodOf` says how the page was asked for.
 *
 * @param onEmptyPage `at`: when it was, in ms since 1970
 */
export function watchEmptyPages(
  onEmptyPage: (tabId: number, url: string, at: number) => void,
): void {
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    if (details.frameId !== 0) return;
    if ((details as { error?: string }).error !== EMPTY_ERROR) return;
    onEmptyPage(details.tabId, networkUrl(details.url), details.timeStamp);
  });
}

/**
 * Installs two rules that allow what is allowed anyway, one for GET and one for the rest: Chrome tells
 * which of them matched. They go with the browser session.
 *
 * They have no condition on response headers, though that would tell more: one such rule, for whatever
 * domain, makes all traffic dearer (measured: load of an ordinary page ×1.36 instead of ×1.15). Their
 * priority is below that of the header rules, or these would not be applied where both match (measured).
 */
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
 * How a tab asked for what it showed `at` that time, by the newest match before it; null if Chrome has
 * forgotten, which it does after five minutes.
 *
 * Chrome answers 20 times in ten minutes: so it is asked of tolls alone, and not of each empty 404.
 * After that the method is not known, which must be taken for one that cannot be repeated.
 */
export async function methodOf(tabId: number, at: number): Promise<'GET' | 'POST' | null> {
  const matches = await chrome.declarativeNetRequest.getMatchedRules({ tabId }).catch(() => null);
  if (matches === null) return 'POST';
  const newest = matches.rulesMatchedInfo
    .filter(({ rule }) => rule.rulesetId === chrome.declarativeNetRequest.SESSION_RULESET_ID)
    .filter(({ timeStamp }) => timeStamp <= at)
    .sort((a, b) => b.timeStamp - a.timeStamp)[0];
  if (newest === undefined) return null;
  return newest.rule.ruleId === GET_RULE ? 'GET' : 'POST';
}
