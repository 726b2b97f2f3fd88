import { type Failure, failure } from '../outcome/failure.ts';
import type { Clock } from '../payments/clock.ts';
import type { Reception, Rest } from './rest.ts';
import type { Flight, TransactionRecord } from './transaction.ts';
import { readSigned } from './wire.ts';

/**
 * What became of a signed transaction, for certain. But for one that names no height at which it
 * expires: nobody can say that it will never be included, only that it was followed long enough.
 */
export type Landing =
  | { readonly kind: 'included'; readonly height: number }
  /** A block holds it and it had no effect, or none ever will hold it. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /**
   * Another transaction has its sequence, so no block will ever hold it. `expected` is the next one
   * in the chain's own words, if it said it.
   */
  | { readonly kind: 'overtaken'; readonly expected: string | null };

/** Blocks come every one to six seconds. */
const FIRST_LOOK_MS = 500;
const SLOWEST_LOOK_MS = 5000;
/** A node that is broken is left in peace. */
const SLOWEST_RETRY_MS = 30_000;

/**
 * After that a transaction that a node answered to is handed over again, the same one: the node may
 * have lost it in a restart, or may take now what it refused. Without an answer it is not waited for.
 */
const HAND_OVER_AGAIN_MS = 20_000;

/**
 * A node puts transactions in order by their hash a moment after it has their block, so "there is
 * none" counts only once it has this many blocks more than those that matter.
 */
const SETTLED_BLOCKS = 2;

/**
 * Hands a signed transaction to its chain, and follows it until it is certain what became of it.
 *
 * A refusal is certain only in answer to the first hand-over of all (`fresh`): nobody else has seen
 * the transaction then, and the node keeps nothing that it refused. Once an answer was lost or the
 * transaction was taken, it can be included whatever a node says of it later. Then three things
 * make an end: a block that holds it; the height at which it expires; its sequence used by another.
 *
 * @param fresh whether it was signed just now, and never handed over
 */
export async function follow(
  rest: Rest,
  clock: Clock,
  { address, chainId }: Pick<TransactionRecord, 'address' | 'chainId'>,
  { signed, sequence, timeoutHeight }: Flight,
  fresh: boolean,
): Promise<Landing> {
  const { txBytes, txHash } = signed;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let pauseMs = FIRST_LOOK_MS;
  /** Why a node refused it, after another had it. */
  let refusal: Failure | null = null;
  /** A height by which its sequence was used. */
  let usedBy: number | null = null;

  /** Null where the answer tells nothing. */
  async function handOver(): Promise<Reception | null> {
    const reception = await rest.broadcast(txBytes);
    if (!reception.ok) return null;
    if (reception.value.kind !== 'full') answeredAt = clock.now();
    return reception.value;
  }

  function failed({ code, detail }: Failure): Landing {
    return { kind: 'failed', failure: failure(code, { ...detail, txid: txHash }) };
  }

  if (fresh) {
    const reception = await handOver();
    if (reception?.kind === 'refused') return failed(reception.failure);
    if (reception?.kind === 'sequence') {
      const { expected } = reception;
      // One that is lower is said by a node that is behind: it takes this one later.
      if (expected !== null && BigInt(expected) > BigInt(sequence)) {
        return { kind: 'overtaken', expected };
      }
    }
    await clock.wait(pauseMs);
  }

  for (;;) {
    // In this order: the account is no newer than the tip, and the tip no newer than the answer to
    // the hash.
    const account = await rest.account(address);
    const tip = await rest.tip();
    const found = await rest.transaction(txHash);
    if (found.ok && found.value !== null) {
      if (found.value.failure !== null) return failed(found.value.failure);
      return { kind: 'included', height: found.value.height };
    }
    // A node of another chain at the same address knows nothing of it, for ever.
    const reached = found.ok && tip.ok && tip.value.chainId === chainId;
    if (reached) {
      const { height } = tip.value;
      if (height >= timeoutHeight + SETTLED_BLOCKS) {
        const expires = readSigned(txBytes)?.timeoutHeight !== '0';
        const code = expires ? 'transaction_expired' : 'transaction_unfollowed';
        return failed(failure(code, refusal?.detail));
      }
      if (account.ok && BigInt(account.value.sequence) > BigInt(sequence)) {
        if (usedBy !== null && height >= usedBy + SETTLED_BLOCKS) {
          return { kind: 'overtaken', expected: account.value.sequence };
        }
        usedBy ??= height;
      }
      if (usedBy === null && clock.now() >= answeredAt + HAND_OVER_AGAIN_MS) {
        const reception = await handOver();
        if (reception?.kind === 'refused') refusal = reception.failure;
      }
    }
    pauseMs = reached
      ? Math.min(pauseMs * 1.5, SLOWEST_LOOK_MS)
      : Math.min(pauseMs * 2, SLOWEST_RETRY_MS);
    await clock.wait(pauseMs);
  }
}
