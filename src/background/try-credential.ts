import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type HeaderForm, headerName, headerValue } from '../sessions/attachment.ts';

/** A service that takes longer is down. */
const TIMEOUT_MS = 20_000;

/**
 * What a URL answers to a GET with this credential and without cookies. A redirect is not followed:
 * what it leads to must not be shown the credential.
 *
 * Errors: `key_not_tested`.
 *
 * @returns the status; null for a redirect
 */
export async function statusFor(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  header: HeaderForm,
  secret: string,
): Promise<Result<number | null, Failure>> {
  try {
    const answer = await fetch(url, {
      headers: { [headerName(header)]: headerValue(header, secret) },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    void answer.body?.cancel();
    // A redirect that is not followed has neither a status nor anything else.
    return ok(answer.type === 'opaqueredirect' ? null : answer.status);
  } catch (cause) {
    return err(failure('key_not_tested', { origin: new URL(url).origin }, cause));
  }
}

/** Whether an answer refuses the credential that it was shown. */
export function isRefusal(status: number | null): status is 401 | 403 {
  return status === 401 || status === 403;
}
