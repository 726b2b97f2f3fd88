import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { SiteMemory } from '../platform/site-memory.ts';
import { reloadIfStill, urlOfTab } from '../platform/tabs.ts';
import type { Wallet } from '../wallet/wallet.ts';

/**
 * Tolls that could not be paid because all of the wallet's money was locked, and that the user wants
 * paid when it unlocks. Nothing is kept but which tab waits: its page is loaded again, meets its
 * 402, and is paid like any other, within the same limits.
 */
export interface Postponed {
  /** Postpones the toll that failed at a site. */
  add(origin: string): Promise<Result<null, Failure>>;
  /** Loads the waiting pages again if the wallet can pay by now. Answers whether any still waits. */
  check(): Promise<boolean>;
}

export function postponedTolls(
  memory: SiteMemory,
  wallet: () => Promise<Result<Wallet, Failure>>,
): Postponed {
  return {
    async add(origin) {
      const troubles = await memory.troubles();
      const trouble = troubles.find((one) => one.origin === origin);
      const tabUrl = trouble === undefined ? null : await urlOfTab(trouble.tabId);
      if (trouble === undefined || tabUrl === null) return err(failure('page_gone', { origin }));
      await memory.postpone({ origin, tabId: trouble.tabId, tabUrl });
      return ok(null);
    },
    async check() {
      const waiting = await memory.postponed();
      if (waiting.length === 0) return false;
      const opened = await wallet();
      const outputs = opened.ok ? await opened.value.outputs() : opened;
      if (!outputs.ok || outputs.value.ready === 0) return true;
      await memory.forgetPostponed();
      for (const page of waiting) await reloadIfStill(page.tabId, page.tabUrl);
      return false;
    },
  };
}
