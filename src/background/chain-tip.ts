import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Wallet } from '../wallet/wallet.ts';

/** A block takes two minutes: a height this old is good enough to show. */
const FRESH_MS = 15_000;

/** The chain's height as last heard, for showing what is left of a pass without waiting for it. */
export interface ChainTip {
  /** What is known now, or null; asks the wallet in passing if that is old. */
  read(): number | null;
}

/**
 * @param onNews called when a height came that `read` had not answered before
 */
export function chainTip(
  wallet: () => Promise<Result<Wallet, Failure>>,
  now: () => number,
  onNews: () => void,
): ChainTip {
  let tip: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<void> {
    const opened = await wallet();
    if (!opened.ok) return;
    const height = await opened.value.height();
    if (!height.ok || height.value === tip) return;
    tip = height.value;
    onNews();
  }

  return {
    read() {
      if (now() - askedAt > FRESH_MS) {
        askedAt = now();
        void ask();
      }
      return tip;
    },
  };
}
