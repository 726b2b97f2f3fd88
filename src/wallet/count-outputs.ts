import type { Piconero } from '../money/piconero.ts';
import type { Outputs } from './wallet.ts';

/** An output that is not spent, as `incoming_transfers` tells of it. */
export interface Unspent {
  readonly amount: Piconero;
  /** The block that holds it. */
  readonly block_height: number;
  /** The user told the wallet not to spend it. */
  readonly frozen: boolean;
  readonly tx_hash: string;
  readonly unlocked: boolean;
}

/** Blocks, its own included, that must lie on an output (measured; a consensus rule). */
const LOCK = 10;
/** From here on an unlock time is no height but seconds since 1970 (CRYPTONOTE_MAX_BLOCK_NUMBER). */
const FIRST_UNLOCK_SECOND = 500_000_000;

/**
 * Counts what can be spent. `get_balance` cannot say it: its `blocks_to_unlock` is that of the
 * output which takes longest (measured).
 *
 * @param height how many blocks the wallet has seen
 * @param balance of the account. It holds the change of payments that are in the pool, which the
 *   list of outputs does not (measured).
 * @param unlockHeights of transactions that are locked for longer than usual, by their id; a mined
 *   reward is: 60 blocks (measured). An unlock time that is no height counts for nothing, as nobody
 *   knows in how many blocks it comes.
 */
export function countOutputs(
  unspent: readonly Unspent[],
  height: number,
  balance: Piconero,
  unlockHeights: ReadonlyMap<string, number>,
): Outputs {
  const ours = unspent.filter(({ frozen }) => !frozen);
  const waits = ours
    .filter(({ unlocked }) => !unlocked)
    .flatMap(({ tx_hash, block_height }) => {
      const unlockHeight = unlockHeights.get(tx_hash) ?? 0;
      return unlockHeight < FIRST_UNLOCK_SECOND
        ? [Math.max(block_height + LOCK, unlockHeight) - height]
        : [];
    });
  const listed = ours.reduce((total, { amount }) => total + amount, 0n);
  // At best the next block holds it.
  if (balance > listed) waits.push(LOCK);
  return {
    ready: ours.filter(({ unlocked }) => unlocked).length,
    total: ours.length,
    nextInBlocks: waits.length === 0 ? null : Math.max(1, Math.min(...waits)),
  };
}
