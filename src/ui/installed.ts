import browser from 'webextension-polyfill';

/** As in the manifest: any site may ask for a toll. */
const EVERYWHERE = { origins: ['http://*/*', 'https://*/*'] };

/** Whether Tollpass may be active on all sites. The user can take that away, in both browsers. */
export function hasHostAccess(): Promise<boolean> {
  return browser.permissions.contains(EVERYWHERE);
}

/** Has the browser ask the user for it. It does so only right after a press. */
export function askHostAccess(): Promise<boolean> {
  return browser.permissions.request(EVERYWHERE);
}

/** The version of this build. */
export function installedVersion(): string {
  return browser.runtime.getManifest().version;
}

/** What this build asked for when it was installed. */
export function installedPermissions(): readonly string[] {
  return browser.runtime.getManifest().permissions ?? [];
}
