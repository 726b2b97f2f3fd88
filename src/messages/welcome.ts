import * as v from 'valibot';
import { done } from './done.ts';

const step = v.picklist(['about', 'wallet', 'limits', 'toll', 'done']);
const demo = v.nullable(v.pipe(v.string(), v.maxLength(2048), v.regex(/^http:\/\/127\.0\.0\.1:/)));

/** How far the user went in the welcome, so that it goes on there. */
export const WELCOME_CONTRACT = {
  'welcome.read': {
    from: 'extension',
    input: v.strictObject({}),
    /** `demo`: a page whose toll may be paid to try it. */
    output: v.object({ step, demo }),
  },
  /** `demo` stays as it is where it is left out. */
  'welcome.keep': {
    from: 'extension',
    input: v.strictObject({ step, demo: v.optional(demo) }),
    output: done,
  },
} as const;
