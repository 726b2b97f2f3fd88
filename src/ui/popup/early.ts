import { understand } from '../../messages/client.ts';
import type { Overview } from '../../messages/contract.ts';
import { activeTabUrl } from '../active-tab.ts';

/** What `early.iife.ts` asked for. */
interface Early {
  readonly url: Promise<string | null>;
  readonly answer: Promise<unknown>;
}

/** The page that the popup stands beside, and the first overview, which was asked for before. */
export async function takeOver(): Promise<{ url: string | null; first: Promise<Overview> | null }> {
  const { early } = globalThis as { early?: Early };
  if (early === undefined) return { url: await activeTabUrl().catch(() => null), first: null };
  const first = early.answer.then((answer) => understand('overview', answer));
  first.catch(() => undefined);
  return { url: await early.url, first };
}
