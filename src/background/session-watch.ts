import type { Input } from '../messages/contract.ts';
import type { Sender } from '../messages/router.ts';
import type { SessionWatch } from '../platform/session-watch.ts';
import type { WebAppStorage } from '../platform/web-app-storage.ts';
import type { Renewed } from '../sessions/renewal.ts';
import { appOf } from '../sessions/web-app.ts';
import type { WebAppSessions } from './web-app-sessions.ts';

/** What of the sessions in web apps every wake needs. */
export interface StandingSessions {
  readonly watch: SessionWatch;
  /** What the content script says of a request; null if it is no matter of a session. */
  noticed(input: Input<'toll.noticed'>, sender: Sender): Promise<Renewed | null>;
}

/**
 * Says whether something may be a session's end, and leaves what is done about it to `sessions`, which
 * is read at the first of those.
 */
export function watchSessions(
  storage: WebAppStorage,
  sessions: () => Promise<Pick<WebAppSessions, 'over' | 'forbidden' | 'passed' | 'noticed'>>,
): StandingSessions {
  return {
    watch: {
      prepare() {
        void Promise.all([storage.apps.read(), storage.sessions.read()]);
      },
      covers(url) {
        const known = storage.loggedIn();
        return known === null ? null : appOf(known, url) !== null;
      },
      passed: (url) => void sessions().then((of) => of.passed(url)),
      over: async (sighting, request) => (await sessions()).over(sighting, request),
      forbidden: async (sighting) => (await sessions()).forbidden(sighting),
    },
    async noticed(input, sender) {
      if (input.status !== 401 && input.status !== 403) return null;
      const apps = await storage.apps.read();
      if (!apps.ok || appOf(apps.value, input.url) === null) return null;
      return (await sessions()).noticed(input, sender);
    },
  };
}
