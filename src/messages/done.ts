import * as v from 'valibot';
import { FAILURE_CODES } from '../outcome/failure.ts';

/** What a page is told of a failure: never its cause. */
export const failure = v.object({
  code: v.picklist(FAILURE_CODES),
  detail: v.optional(v.record(v.string(), v.string())),
});

/** The answer of what is done or not, and has nothing else to say. */
export const done = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), failure }),
]);
