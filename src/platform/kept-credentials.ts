import type { LocalStorage } from './storage.ts';

/** Where the lists of keys and logins are. What they name is in the vault. */
export const API_KEYS = 'api-keys';
export const OAUTH_LOGINS = 'oauth-logins';

/**
 * Whether there are API keys or OAuth logins: asked whenever something is shown to a site, so without
 * what reads one. A list that cannot be read counts as one that has something.
 */
export async function areCredentialsKept(storage: LocalStorage): Promise<boolean> {
  for (const key of [API_KEYS, OAUTH_LOGINS]) {
    const entry = await storage.get(key);
    if (!entry.ok || entry.value === undefined) continue;
    if (!Array.isArray(entry.value) || entry.value.length > 0) return true;
  }
  return false;
}
