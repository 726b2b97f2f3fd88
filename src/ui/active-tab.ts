import browser from 'webextension-polyfill';

/** `?url=` in the popup's own address: the popup as a page of its own, about that site. */
const given = new URLSearchParams(location.search).get('url');

/** Of the window that the popup belongs to; known once the active tab was asked for. */
let windowId: number | undefined;

/** Whether this page is the popup of the toolbar: not a tab, and not the side panel. */
export function isToolbarPopup(): boolean {
  return browser.extension.getViews({ type: 'popup' }).includes(window);
}

/** The URL of the page that the popup stands beside. */
export async function activeTabUrl(): Promise<string | null> {
  if (given !== null) return given;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  windowId = tab?.windowId;
  return tab?.url ?? null;
}

/** Calls back when another page may be the active one: the side panel stays beside all of them. */
export function onActiveTab(listener: () => void): void {
  if (given !== null) return;
  browser.tabs.onActivated.addListener((info) => {
    if (info.windowId === windowId) listener();
  });
  browser.tabs.onUpdated.addListener((_id, change, tab) => {
    if (change.url !== undefined && tab.active && tab.windowId === windowId) listener();
  });
}

interface Panels {
  /** Chromium */
  readonly sidePanel?: { open(of: { windowId: number }): Promise<void> };
  /** Firefox */
  readonly sidebarAction?: { open(): Promise<void> };
}

/** Opens the popup in the side panel of its window. Browsers do so only right after a press. */
export async function openSidePanel(): Promise<void> {
  const { sidePanel, sidebarAction } = browser as unknown as Panels;
  if (sidebarAction !== undefined) await sidebarAction.open();
  else if (windowId !== undefined) await sidePanel?.open({ windowId });
}
