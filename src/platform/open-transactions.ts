import type { LocalStorage } from './storage.ts';

/** The ids of Cosmos transactions that are not over, in the order of their lines. */
export const OPEN_TRANSACTIONS = 'open-transactions';

/**
 * Whether a Cosmos transaction is under way: asked at every wake, so without what reads one. A list
 * that cannot be read counts as one that has something: it is for those to say what is wrong with it.
 */
export async function areTransactionsOpen(storage: LocalStorage): Promise<boolean> {
  const entry = await storage.get(OPEN_TRANSACTIONS);
  if (!entry.ok || entry.value === undefined) return false;
  return !Array.isArray(entry.value) || entry.value.length > 0;
}
