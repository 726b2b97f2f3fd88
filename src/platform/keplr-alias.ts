import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { switchPageScript } from './page-script.ts';
import type { LocalStorage } from './storage.ts';

const SCRIPT = { id: 'keplr-alias', file: 'src/page/keplr.iife.js', world: 'MAIN' } as const;
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

  return {
    isOn,
    async set(on) {
      const registered = await switchPageScript(SCRIPT, on);
      if (!registered.ok) return registered;
      return storage.set({ [KEY]: on });
    },
    async renew() {
      const on = await isOn();
      if (on.ok && on.value) await switchPageScript(SCRIPT, true);
    },
  };
}
