import browser from 'webextension-polyfill';

/**
 * A message of `public/_locales`, in the browser's language.
 *
 * @param filled what stands in it for `$1` and so on
 */
export function say(name: string, ...filled: string[]): string {
  return browser.i18n.getMessage(name, filled);
}
