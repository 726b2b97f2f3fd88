import type { Output } from '../../messages/contract.ts';
import { aboutBlocks } from '../wording.ts';
import { walletTexts as texts } from './wallet-texts.ts';

export type Outputs = Extract<Output<'wallet.outputs'>, { ok: true }>;

/** How many payments can be made now, and when the next one can. */
export function outputsWords({ ready, total, nextInBlocks }: Omit<Outputs, 'ok'>): string {
  if (nextInBlocks === null) return total === 0 ? texts.outputs.empty : texts.outputs.ready(ready);
  return texts.outputs.readyAndNext(ready, aboutBlocks(Math.max(1, nextInBlocks)));
}
