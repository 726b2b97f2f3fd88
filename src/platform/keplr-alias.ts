import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

/** Where the build puts the script (`tools/vite-registered.ts`). */
const SCRIPT = 'src/page/keplr.iife.js';
const ID = 'keplr-alias';
const KEY = 'keplr-alias';

/**
 * Whether pages find our signer as `window.keplr` too. The script that puts it there is registered
 * while this is on, and only then: a page costs nothing while it is off, and is not kept waiting for
 * an answer while it is on.
 */
export interface KeplrAlias {
  isOn(): Promise<Result<boolean, Failure>>;
  /** For pages that are loaded from now on. */
  set(on: boolean): Promise<Result<null, Failure>>;
  /** Registers the script again: the browser forgets it when the extension is updated. */
  renew(): Promise<void>;
}

export function openKeplrAlias(storage: LocalStorage): KeplrAlias {
  async function isOn(): Promise<Result<boolean, Failure>> {
    const entry = await storage.get(KEY);
    return entry.ok ? ok(entry.value === true) : entry;
  }

  async function register(on: boolean): Promise<Result<null, Failure>> {
    try {
      const known = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
      if (!on && known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
      if (on && known.length === 0) {
        await browser.scripting.registerContentScripts([
          {
            id: ID,
            js: [SCRIPT],
            matches: ['http://*/*', 'https://*/*'],
            runAt: 'document_start',
            allFrames: true,
            persistAcrossSessions: true,
            world: 'MAIN',
          } as Parameters<typeof browser.scripting.registerContentScripts>[0][number],
        ]);
      }
      return ok(null);
    } catch (cause) {
      return err(failure('page_script_failed', {}, cause));
    }
  }

  return {
    isOn,
    async set(on) {
      const registered = await register(on);
      if (!registered.ok) return registered;
      return storage.set({ [KEY]: on });
    },
    async renew() {
      const on = await isOn();
      if (on.ok && on.value) await register(true);
    },
  };
}
