import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { VaultSession } from '../vault/vault.ts';
import { sessionStorage } from './storage.ts';

/** The name of the alarm that locks the vault. */
export const LOCK_ALARM = 'lock';

/**
 * Where the unlocked vault's key is kept: `storage.session`, which is in memory and ends with the
 * browser. No content script may read it: so it is by default, and said once more before a key is
 * put there. (Firefox has no such call, and content scripts have no such storage there.)
 */
export function openVaultSession(): VaultSession {
  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, Failure>> {
    try {
      return ok(await work());
    } catch (cause) {
      return err(failure('storage_failed', {}, cause));
    }
  }

  return {
    get: (key) => attempt(() => sessionStorage.get(key)),
    set: (key, value) =>
      attempt(async () => {
        if (value === null) {
          await sessionStorage.remove(key);
          return null;
        }
        if (import.meta.env.MODE !== 'firefox') {
          await sessionArea().setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
        }
        await sessionStorage.set(key, value);
        return null;
      }),
  };
}

/** The polyfill has no type for it. */
function sessionArea() {
  return browser.storage.session as unknown as {
    setAccessLevel(access: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
  };
}

/**
 * Has the background woken when the vault is to be locked; null: not any more.
 *
 * By the time since its last use, and not by `browser.idle`: measured in headless browsers that
 * nobody touched, Chromium's says "active" for ever where the desktop does not tell it of the user,
 * and Firefox's event came at the wrong time after a restart of the background. An alarm keeps its
 * time in both, wakes a background that died, and asks for no permission.
 */
export function remindToLock(time: number | null): void {
  if (time === null) void browser.alarms.clear(LOCK_ALARM);
  else void browser.alarms.create(LOCK_ALARM, { when: time });
}
