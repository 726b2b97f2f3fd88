import { type NoticeKind, readNoticeWishes } from '../platform/notice-storage.ts';
import { notifyOfToll } from '../platform/notices.ts';
import type { LocalStorage } from '../platform/storage.ts';

const WORDS: Readonly<Record<NoticeKind, (host: string) => readonly [string, string]>> = {
  asking: (host) => ['A payment waits for your answer', `${host} asks to be paid.`],
  trouble: (host) => ['A page was not paid', `Tollpass says why, for ${host}.`],
  paid: (host) => ['The page that waited is open', `${host} has taken your payment.`],
};

/** Tells the user of what they may not be looking at, if they want to be told of such. */
export async function tell(storage: LocalStorage, kind: NoticeKind, origin: string): Promise<void> {
  const wishes = await readNoticeWishes(storage);
  if (!wishes.ok || !wishes.value[kind]) return;
  const [title, message] = WORDS[kind](new URL(origin).host);
  await notifyOfToll(origin, title, message);
}
