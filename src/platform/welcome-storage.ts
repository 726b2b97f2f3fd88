import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

const KEY = 'welcome';
const PAGE = 'src/ui/welcome/index.html';

/** How far the user went in the welcome. */
const stored = v.object({
  step: v.picklist(['about', 'wallet', 'limits', 'toll', 'done']),
  /** A page of the user's own computer whose toll may be paid to try it. */
  demo: v.nullable(v.string()),
});
export type WelcomeState = v.InferOutput<typeof stored>;

export interface WelcomeStorage {
  read(): Promise<Result<WelcomeState, Failure>>;
  write(state: WelcomeState): Promise<Result<null, Failure>>;
  /** Opens the welcome, if that was never done. */
  openOnce(): Promise<void>;
}

export function openWelcomeStorage(storage: LocalStorage): WelcomeStorage {
  return {
    async read() {
      const entry = await storage.get(KEY);
      if (!entry.ok) return entry;
      if (entry.value === undefined) return ok({ step: 'about', demo: null });
      const state = v.safeParse(stored, entry.value);
      return state.success ? ok(state.output) : err(failure('storage_failed', { record: KEY }));
    },
    write: (state) => storage.set({ [KEY]: state }),
    async openOnce() {
      const entry = await storage.get(KEY);
      // Chromium also calls it an installation when it loads an unpacked extension anew.
      if (!entry.ok || entry.value !== undefined) return;
      await storage.set({ [KEY]: { step: 'about', demo: null } satisfies WelcomeState });
      await browser.tabs.create({ url: browser.runtime.getURL(PAGE) });
    },
  };
}
