import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';
import type { AppError, Envelope } from './envelope.ts';

/** What a web app's error keys mean (measured, but for the last three, which its source has). */
const MEANINGS: Readonly<Record<string, FailureCode>> = {
  signature_validation_failed: 'login_signature_refused',
  player_address_does_not_exists: 'login_address_unknown',
  player_does_not_exists: 'login_player_unknown',
  authentication_error: 'session_missing',
  resource_already_exists: 'sign_up_exists',
  invalid_request_content: 'login_fields_missing',
  date_malformed_string: 'login_fields_missing',
};

const REQUIRED = /^([a-z_]{1,40})_required$/;

/** The fields that a web app wants and did not get. */
export function missingFields(errors: readonly AppError[]): string[] {
  return errors.flatMap(({ key }) => REQUIRED.exec(key ?? '')?.[1] ?? []);
}

/**
 * Why a web app did not do what it was asked for.
 *
 * @param status of its answer, which was no success
 * @param host for the sentence
 */
export function complaintOf(
  status: number,
  { errors }: Pick<Envelope, 'errors'>,
  host: string,
): Failure {
  const fields = missingFields(errors);
  // It names a wrong signature along with every field that is missing.
  if (fields.length > 0)
    return failure('login_fields_missing', { host, fields: fields.join(', ') });
  for (const { key } of errors) {
    const code = key === null ? undefined : MEANINGS[key];
    if (code !== undefined) return failure(code, { host });
  }
  const message = errors.find((error) => error.message !== '')?.message;
  const detail = { host, ...(message === undefined ? {} : { message }) };
  if (status === 403) return failure('login_forbidden', detail);
  if (status === 401) return failure('login_refused', detail);
  if (status === 408 || status === 429 || status >= 500) {
    return failure('web_app_unreachable', { ...detail, status: String(status) });
  }
  return failure('web_app_refused', detail);
}
