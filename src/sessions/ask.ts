import { type Fetch, jsonOf, textOf } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Envelope, readEnvelope } from './envelope.ts';

/** What a web app answered. */
export interface AppAnswer {
  readonly status: number;
  /** Null if it is not in the form that web apps answer in. */
  readonly envelope: Envelope | null;
}

const LIMIT_MS = 15_000;
/** Answers of the API that we ask for are a few hundred bytes. */
const MOST_BYTES = 100_000;

export interface Asking {
  /** Sent by POST as JSON; without it the request is a GET. */
  readonly body?: unknown;
  /**
   * Whether the browser's cookies of that site go along, and the answer's are kept: a login sets the
   * session in the jar that tabs use (measured in both browsers, also with `SameSite=Lax` and `Strict`).
   */
  readonly cookies: boolean;
}

/**
 * Asks a web app. It is not followed elsewhere: a login must not end up with somebody else.
 * Errors: `web_app_unreachable`, `web_app_redirects`, `web_app_unusable` if the answer is too long.
 */
export async function ask(
  fetch: Fetch,
  url: string,
  { body, cookies }: Asking,
): Promise<Result<AppAnswer, Failure>> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'Content-Type': 'application/json' },
          }),
      credentials: cookies ? 'include' : 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      return err(failure('web_app_redirects', { host }));
    }
    const text = await textOf(response, MOST_BYTES);
    if (text === null) return err(failure('web_app_unusable', { host }));
    return ok({ status: response.status, envelope: readEnvelope(jsonOf(text)) });
  } catch (cause) {
    return err(failure('web_app_unreachable', { host }, cause));
  }
}
