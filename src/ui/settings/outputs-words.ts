import type { Output } from '../../messages/contract.ts';
import { aboutBlocks, plural } from '../wording.ts';

export type Outputs = Extract<Output<'wallet.outputs'>, { ok: true }>;

/** How many payments can be made now, and when the next one can. */
export function outputsWords({ ready, total, nextInBlocks }: Omit<Outputs, 'ok'>): string {
  if (total === 0) return 'The wallet is empty, so nothing can be paid.';
  const now =
    ready === 0 ? 'No payment can be made now' : `${plural(ready, 'payment')} can be made now`;
  if (nextInBlocks === null) return `${now}.`;
  return `${now}; the next output unlocks in ${aboutBlocks(Math.max(1, nextInBlocks))}.`;
}
