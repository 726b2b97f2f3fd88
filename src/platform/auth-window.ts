import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** The name of the alarm that has access tokens refreshed. */
export const OAUTH_ALARM = 'oauth';

/**
 * Where providers send the user back to. It differs by browser, and has to be registered with the
 * provider as it is: `https://<id>.chromiumapp.org/`, `https://<hash>.extensions.allizom.org/`.
 */
export function redirectUri(): string {
  return browser.identity.getRedirectURL();
}

/**
 * Shows a provider's page in a window of its own, which the browser closes as soon as the provider
 * sends the user back; no page of the web gets to see that.
 *
 * @returns the URL that the user was sent back to. Errors: `oauth_cancelled`, `oauth_page_failed`
 */
export async function showAuthWindow(
  url: string,
  origin: string,
): Promise<Result<string, Failure>> {
  try {
    return ok(await browser.identity.launchWebAuthFlow({ url, interactive: true }));
  } catch (cause) {
    // Chrome closes the window by itself if its page answers 400 or more, which is how providers say
    // that they do not know a client ("Authorization page could not be loaded."). Firefox leaves the
    // provider's words on the screen until the user closes it (measured).
    const hasFailed = cause instanceof Error && /could not be loaded/i.test(cause.message);
    return err(
      hasFailed ? failure('oauth_page_failed', { origin }, cause) : failure('oauth_cancelled'),
    );
  }
}

/** Has the background woken when a token is to be refreshed; null: not any more. */
export function remindToRefresh(time: number | null): void {
  if (time === null) void browser.alarms.clear(OAUTH_ALARM);
  else void browser.alarms.create(OAUTH_ALARM, { when: time });
}
