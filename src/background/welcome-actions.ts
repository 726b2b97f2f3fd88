import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { openWelcomeStorage } from '../platform/welcome-storage.ts';

/** The handlers of the page that is opened after the installation. */
export function welcomeHandlers(
  storage: LocalStorage,
  done: (result: Result<unknown, Failure>) => { ok: true } | { ok: false; failure: FailureView },
): Pick<Handlers, 'welcome.read' | 'welcome.keep'> {
  const welcome = openWelcomeStorage(storage);
  return {
    async 'welcome.read'() {
      const state = await welcome.read();
      return state.ok ? state.value : { step: 'about', demo: null };
    },
    async 'welcome.keep'({ step, demo }) {
      const before = await welcome.read();
      const known = before.ok ? before.value.demo : null;
      return done(await welcome.write({ step, demo: demo === undefined ? known : demo }));
    },
  };
}
