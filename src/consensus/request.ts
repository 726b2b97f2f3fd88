import { type Fetch, jsonOf, textOf } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** What a node answered, before it is looked into. */
export interface Answer {
  readonly status: number;
  /** Its JSON; undefined if it is none. */
  readonly body: unknown;
}

/** A node that is slower than this is taken for one that does not answer. */
const LIMIT_MS = 15_000;

/** No answer that we ask for comes near to it, but for the descriptors. */
const MOST_BYTES = 2_000_000;

/**
 * Asks a node, without cookies and without following it elsewhere.
 * Errors: `chain_unreachable` if no whole answer came: what was sent may have been taken all the
 * same; `chain_answer_unusable` if it is too long.
 * @param body sent by POST as JSON; without it the request is a GET
 * @param most bytes that are read at most
 */
export async function request(
  fetch: Fetch,
  url: string,
  body?: unknown,
  most = MOST_BYTES,
): Promise<Result<Answer, Failure>> {
  try {
    const response = await fetch(url, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'Content-Type': 'application/json' },
          }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      // The limit is for the whole answer: a trickling one ends, too.
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await textOf(response, most);
    if (text === null) return err(failure('chain_answer_unusable', { url: hostOf(url) }));
    return ok({ status: response.status, body: jsonOf(text) });
  } catch (cause) {
    return err(failure('chain_unreachable', { url: hostOf(url) }, cause));
  }
}

/** What a failure shows of an address. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
