import * as v from 'valibot';
import { FAILURE_CODES } from '../outcome/failure.ts';
import type { ApiKey } from '../sessions/api-key.ts';
import type { OAuthLogin } from '../sessions/oauth-login.ts';
import { API_KEYS, OAUTH_LOGINS } from './kept-credentials.ts';
import { openShelf, type Shelf } from './shelf.ts';
import type { LocalStorage } from './storage.ts';

const place = { origin: v.string(), path: v.string() };
const storedKeys = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    ...place,
    header: v.variant('kind', [
      v.object({ kind: v.literal('header'), name: v.string() }),
      v.object({ kind: v.literal('bearer') }),
    ]),
    addedAt: v.number(),
  }),
);
const storedLogins = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    ...place,
    issuer: v.string(),
    clientId: v.string(),
    scope: v.string(),
    granted: v.nullable(
      v.object({
        loggedInAt: v.number(),
        at: v.number(),
        expiresAt: v.nullable(v.number()),
        isRefreshable: v.boolean(),
      }),
    ),
    problem: v.nullable(
      v.object({
        code: v.picklist(FAILURE_CODES),
        detail: v.exactOptional(v.record(v.string(), v.string())),
      }),
    ),
    failures: v.number(),
    retryAt: v.nullable(v.number()),
  }),
);

/** What may be known of keys and logins while the vault is locked. */
export interface CredentialStorage {
  readonly keys: Shelf<ApiKey>;
  readonly logins: Shelf<OAuthLogin>;
}

export function openCredentialStorage(storage: LocalStorage): CredentialStorage {
  return {
    keys: openShelf<ApiKey>(storage, API_KEYS, storedKeys),
    logins: openShelf<OAuthLogin>(storage, OAUTH_LOGINS, storedLogins),
  };
}
