import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

const KEY = 'notices';

/** What the user wants to be told of by the browser's own notifications. */
const stored = v.object({ asking: v.boolean(), trouble: v.boolean(), paid: v.boolean() });
export type NoticeWishes = v.InferOutput<typeof stored>;
export type NoticeKind = keyof NoticeWishes;

/** All of it, until the user says otherwise. */
export async function readNoticeWishes(
  storage: LocalStorage,
): Promise<Result<NoticeWishes, Failure>> {
  const entry = await storage.get(KEY);
  if (!entry.ok) return entry;
  if (entry.value === undefined) return ok({ asking: true, trouble: true, paid: true });
  const wishes = v.safeParse(stored, entry.value);
  return wishes.success ? ok(wishes.output) : err(failure('storage_failed', { record: KEY }));
}

export function writeNoticeWishes(
  storage: LocalStorage,
  wishes: NoticeWishes,
): Promise<Result<null, Failure>> {
  return storage.set({ [KEY]: wishes });
}
