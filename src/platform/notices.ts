import browser from 'webextension-polyfill';

/** Notices of tolls are named after their origins: a newer one takes the place of the one before. */
const OF_TOLL = 'toll:';

/** Shows the browser's own notification. What cannot be shown is no reason to fail. */
export function notify(title: string, message: string): Promise<void> {
  return show(undefined, title, message);
}

/** The same about a site's toll. */
export function notifyOfToll(origin: string, title: string, message: string): Promise<void> {
  return show(OF_TOLL + origin, title, message);
}

async function show(id: string | undefined, title: string, message: string): Promise<void> {
  const iconUrl = browser.runtime.getURL('src/ui/icons/tollpass-128.png');
  const options = { type: 'basic', title, message, iconUrl } as const;
  await (id === undefined
    ? browser.notifications.create(options)
    : browser.notifications.create(id, options)
  ).catch(() => undefined);
}

/** A click on a notice opens the page of what it is about. Bound at every start of the background. */
export function openOnClick(): void {
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    const page = id.startsWith(OF_TOLL)
      ? `popup/index.html?url=${encodeURIComponent(id.slice(OF_TOLL.length))}`
      : 'streams/index.html';
    void browser.tabs.create({ url: browser.runtime.getURL(`src/ui/${page}`) });
  });
}
