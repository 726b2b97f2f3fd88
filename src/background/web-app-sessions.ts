import type { Input } from '../messages/contract.ts';
import type { Sender } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { KeepAwake } from '../platform/keep-awake.ts';
import type { Logins } from '../platform/login-memory.ts';
import { markPages } from '../platform/session-marker.ts';
import type { SessionWatch } from '../platform/session-watch.ts';
import { showOnToolbar } from '../platform/toolbar.ts';
import type { WebAppStorage } from '../platform/web-app-storage.ts';
import { createRenewal, type Renewal, type Renewed, type Unanswered } from '../sessions/renewal.ts';
import { appOf, type WebApp } from '../sessions/web-app.ts';
import { failureView } from './views.ts';
import type { WebAppLogins } from './web-app-login.ts';

export interface SessionPorts {
  readonly clock: Clock;
  readonly storage: WebAppStorage;
  readonly logins: WebAppLogins;
  readonly memory: Logins;
  readonly awake: Pick<KeepAwake, 'begin' | 'end'>;
  /** Has the vault unlocked for a login that a page waits for. */
  unlock(): Promise<Result<null, Failure>>;
  /** The origin of a page whose script sent a message, if it is a tab's own or one of the same. */
  site(sender: Sender): Promise<Result<string, Failure>>;
  changed(): void;
}

/** Answers requests of web apps' own pages that find their session over. */
export interface WebAppSessions {
  readonly renewal: Renewal;
  /** What the content script says of a request; null if it is no matter of a session. */
  noticed(input: Input<'toll.noticed'>, sender: Sender): Promise<Renewed | null>;
  /** The same for a browser in which we see the responses ourselves. */
  over: SessionWatch['over'];
  forbidden: SessionWatch['forbidden'];
  passed(url: string): void;
  /** Reads what is stored: the watch knows it then, and so do the pages of the web apps. */
  renew(): Promise<void>;
  /** What the popup shows of a site; null if it is no web app of the user's. */
  viewOf(origin: string): Promise<SiteSession | null>;
}

/** A web app as the popup shows it. */
export interface SiteSession {
  readonly baseUrl: string;
  readonly isLoggedIn: boolean;
  readonly failure: ReturnType<typeof failureView> | null;
}

/** `lastUsed` is for people: a crowd of requests needs no crowd of writes. */
const USED_MS = 60_000;

/** So long a document takes at most to be loaded again. */
const RELOADED_MS = 30_000;

export function webAppSessions(ports: SessionPorts): WebAppSessions {
  const { clock, storage, logins, memory, awake, changed } = ports;
  const renewal = createRenewal({
    clock,
    memory: memory.memory,
    async logIn(appId) {
      const open = await ports.unlock();
      return open.ok ? logins.logInAgain(appId) : open;
    },
    keep: logins.keep,
  });

  /** Documents that are loaded again after a login: tab and URL. They know nothing of it themselves. */
  const reloaded = new Set<string>();

  async function apps(): Promise<readonly WebApp[]> {
    // The sessions too: `watch` has to know both.
    const [read] = await Promise.all([storage.apps.read(), storage.sessions.read()]);
    return read.ok ? read.value : [];
  }

  async function answer(app: WebApp, tabId: number, request: Unanswered): Promise<Renewed> {
    // Nobody is to be logged in to what they logged out of.
    const session = await logins.sessionOf(app.id);
    if (session === null) return 'leave';
    awake.begin();
    try {
      const renewed = await renewal.answer(app.id, request);
      if (renewed === 'leave') {
        await showOnToolbar(tabId, { kind: 'trouble', title: 'toolbar_logged_out' });
      } else {
        if (clock.now() - session.lastUsedAt > USED_MS) await logins.used(app.id);
        await showOnToolbar(tabId, { kind: 'idle' });
      }
      changed();
      return renewed;
    } finally {
      awake.end();
    }
  }

  async function forbidden(app: WebApp, tabId: number): Promise<void> {
    if ((await logins.sessionOf(app.id)) === null) return;
    const before = await memory.memory.read(app.id);
    await memory.memory.write(app.id, { ...before, failure: failure('session_forbidden') });
    await showOnToolbar(tabId, { kind: 'trouble', title: 'toolbar_forbidden' });
    changed();
  }

  return {
    renewal,
    async noticed({ via, url, status, attempt, free, sentAt }, sender) {
      if (status !== 401 && status !== 403) return null;
      const site = await ports.site(sender);
      if (!site.ok || site.value !== new URL(url).origin || sender.tabId === null) return null;
      const app = appOf(await apps(), url);
      if (app === null) return null;
      if (status === 403) {
        await forbidden(app, sender.tabId);
        return null;
      }
      const document = via === 'navigation' ? `${sender.tabId} ${url}` : null;
      const repeated = document === null ? attempt > 0 : reloaded.delete(document);
      const renewed = await answer(app, sender.tabId, { sentAt, repeated, free });
      if (document !== null && renewed === 'again') {
        reloaded.add(document);
        setTimeout(() => reloaded.delete(document), RELOADED_MS);
      }
      return renewed;
    },
    passed(url) {
      const app = appOf(storage.loggedIn() ?? [], url);
      if (app !== null) renewal.late(app.id);
    },
    async over({ url, tabId }, request) {
      const app = appOf(await apps(), url);
      return app === null ? 'leave' : answer(app, tabId, request);
    },
    async forbidden({ url, tabId }) {
      const app = appOf(await apps(), url);
      if (app !== null) await forbidden(app, tabId);
    },
    async renew() {
      const known = await apps();
      await markPages([...new Set(known.map(({ baseUrl }) => new URL(baseUrl).origin))]);
    },
    async viewOf(origin) {
      const app = (await apps()).find(({ baseUrl }) => new URL(baseUrl).origin === origin);
      if (app === undefined) return null;
      const { failure: failed } = await memory.memory.read(app.id);
      // What is wrong with a session is no login that failed.
      const isOver = failed !== null && !failed.code.startsWith('session_');
      return {
        baseUrl: app.baseUrl,
        isLoggedIn: !isOver && (await logins.sessionOf(app.id)) !== null,
        failure: failed && failureView(failed),
      };
    },
  };
}
