import { type NoticeKind, readNoticeWishes } from '../platform/notice-storage.ts';
import { notifyOfToll } from '../platform/notices.ts';
import { say } from '../platform/say.ts';
import type { LocalStorage } from '../platform/storage.ts';

/** Messages of `public/_locales`: a title, and a sentence on a host. */
const WORDS: Readonly<Record<NoticeKind, readonly [string, string]>> = {
  asking: ['notice_asking', 'notice_asking_words'],
  trouble: ['notice_trouble', 'notice_trouble_words'],
  paid: ['notice_paid', 'notice_paid_words'],
};

/** Tells the user of what they may not be looking at, if they want to be told of such. */
export async function tell(storage: LocalStorage, kind: NoticeKind, origin: string): Promise<void> {
  const wishes = await readNoticeWishes(storage);
  if (!wishes.ok || !wishes.value[kind]) return;
  const [title, words] = WORDS[kind];
  await notifyOfToll(origin, say(title), say(words, new URL(origin).host));
}
