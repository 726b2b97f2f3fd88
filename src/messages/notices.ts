import * as v from 'valibot';
import { done } from './done.ts';

const wishes = { asking: v.boolean(), trouble: v.boolean(), paid: v.boolean() };

/** What the browser's own notifications tell of tolls. */
export const NOTICE_CONTRACT = {
  'notices.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.object(wishes),
  },
  'notices.set': { from: 'extension', input: v.strictObject(wishes), output: done },
} as const;
