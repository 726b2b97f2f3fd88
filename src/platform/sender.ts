import browser, { type Runtime } from 'webextension-polyfill';
import type { Sender } from '../messages/router.ts';

/** Who sent a message, by what the browser says of it. */
export function senderOf(sender: Runtime.MessageSender): Sender {
  const { url, tab, frameId } = sender;
  const { origin } = sender as { origin?: string };
  const own = browser.runtime.getURL('');
  const kind =
    sender.id !== browser.runtime.id
      ? 'foreign'
      : url?.startsWith(own)
        ? 'extension'
        : tab === undefined
          ? 'foreign'
          : 'page';
  return {
    kind,
    tabId: tab?.id ?? null,
    frameId: frameId ?? null,
    origin: origin ?? null,
    url: url ?? null,
  };
}
