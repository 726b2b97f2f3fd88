import type { Input, Output } from '../messages/contract.ts';
import type { Sender } from '../messages/router.ts';
import type { HandBack } from '../payments/hand-back.ts';
import { networkUrl, originOf } from './sighting.ts';
import { urlOfTab } from './tabs.ts';

/**
 * Answers what a page says it was asked for over its socket. Of the page only the challenge is
 * taken; where it stands the browser says. A page of no origin (sandboxed, `data:`) gets nothing.
 */
export function meetSockets(handBack: HandBack) {
  return async (
    said: Input<'toll.challenged'>,
    { origin: from, tabId, frameId, url }: Sender,
  ): Promise<Output<'toll.challenged'>> => {
    const origin = originOf(from);
    if (origin === null || tabId === null) return null;
    const firstParty = frameId === 0 || originOf(await urlOfTab(tabId)) === origin;
    // A frame made by a script (`about:blank`, `srcdoc`) is its maker's, and has no URL of its own.
    const page = url?.startsWith(`${origin}/`) ? networkUrl(url) : `${origin}/`;
    const answered = await handBack({ origin, url: page, tabId, firstParty }, said);
    return answered.ok ? answered.value : null;
  };
}
