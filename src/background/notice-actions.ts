import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import { readNoticeWishes, writeNoticeWishes } from '../platform/notice-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';

/** The handlers for what the user wants to be told of. */
export function noticeHandlers(
  storage: LocalStorage,
  done: (result: Result<unknown, Failure>) => { ok: true } | { ok: false; failure: FailureView },
): Pick<Handlers, 'notices.read' | 'notices.set'> {
  return {
    async 'notices.read'() {
      const wishes = await readNoticeWishes(storage);
      // Nothing is told that may have been switched off.
      return wishes.ok ? wishes.value : { asking: false, trouble: false, paid: false };
    },
    'notices.set': async (wishes) => done(await writeNoticeWishes(storage, wishes)),
  };
}
