import * as v from 'valibot';
import type { AppSession, WebApp } from '../sessions/web-app.ts';
import { openShelf, type Shelf } from './shelf.ts';
import type { LocalStorage } from './storage.ts';

/** Which web apps the user is logged in to: a matter of this browser's cookies, and in no backup. */
export const WEB_APP_SESSIONS = 'web-app-sessions';

const storedApps = v.array(
  v.object({
    id: v.string(),
    baseUrl: v.string(),
    way: v.picklist(['password', 'signature']),
    guild: v.nullable(v.object({ id: v.string(), name: v.string() })),
    accounts: v.array(
      v.variant('kind', [
        v.object({ id: v.string(), kind: v.literal('password'), username: v.string() }),
        v.object({
          id: v.string(),
          kind: v.literal('signer'),
          chainId: v.string(),
          address: v.string(),
        }),
      ]),
    ),
  }),
);
const storedSessions = v.array(
  v.object({
    appId: v.string(),
    accountId: v.string(),
    cookies: v.array(v.string()),
    lastUsedAt: v.number(),
  }),
);

/** The user's web apps, and the sessions in them. Passwords are in the vault, cookies in the browser. */
export interface WebAppStorage {
  readonly apps: Shelf<WebApp>;
  readonly sessions: Shelf<AppSession>;
  /** Those that the user is logged in to, by what was read or written last. For who cannot wait. */
  loggedIn(): readonly WebApp[] | null;
}

export function openWebAppStorage(storage: LocalStorage): WebAppStorage {
  const [apps, knownApps] = noting(openShelf<WebApp>(storage, 'web-apps', storedApps));
  const [sessions, knownSessions] = noting(
    openShelf<AppSession>(storage, WEB_APP_SESSIONS, storedSessions),
  );
  return {
    apps,
    sessions,
    loggedIn() {
      const [all, open] = [knownApps(), knownSessions()];
      if (all === null || open === null) return null;
      return all.filter(({ id }) => open.some(({ appId }) => appId === id));
    },
  };
}

/** The same shelf, and what it was last seen to hold. */
function noting<T>(shelf: Shelf<T>): readonly [Shelf<T>, () => readonly T[] | null] {
  let known: readonly T[] | null = null;
  function noted(list: Awaited<ReturnType<Shelf<T>['read']>>) {
    if (list.ok) known = list.value;
    return list;
  }
  const watched: Shelf<T> = {
    read: async () => noted(await shelf.read()),
    update: async (change) => noted(await shelf.update(change)),
  };
  return [watched, () => known];
}
