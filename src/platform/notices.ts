import browser from 'webextension-polyfill';

/** The page that a notice leads to. */
const PAGE = 'src/ui/streams/index.html';

/** Shows the browser's own notification. What cannot be shown is no reason to fail. */
export async function notify(title: string, message: string): Promise<void> {
  const iconUrl = browser.runtime.getURL('src/ui/icons/tollpass-128.png');
  await browser.notifications
    .create({ type: 'basic', title, message, iconUrl })
    .catch(() => undefined);
}

/** A click on a notice opens the page of streams. Bound at every start of the background. */
export function openOnClick(): void {
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    void browser.tabs.create({ url: browser.runtime.getURL(PAGE) });
  });
}
