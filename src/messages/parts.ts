import * as v from 'valibot';
import { FAILURE_CODES } from '../outcome/failure.ts';

/** What messages of every subject are made of. */

export const nothing = v.strictObject({});

export const failure = v.object({
  code: v.picklist(FAILURE_CODES),
  detail: v.optional(v.record(v.string(), v.string())),
});

/** The answer to what only has to be done. */
export const done = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), failure }),
]);
