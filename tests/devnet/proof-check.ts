// The one way in which gates look at a payment: a real wallet's `check_tx_proof` on the real chain.
import type { Chain } from './chain.ts';
import { RpcError } from './rpc.ts';
import type { WalletRpc } from './wallet-rpc.ts';

/** Who looks at payments for a gate. It needs no keys: anybody may check a proof. */
export type Verifier = {
  readonly wallet: Pick<WalletRpc, 'call'>;
  readonly chain: Pick<Chain, 'height' | 'place'>;
};

export type Proof = {
  txid: string;
  proof: string;
  /** Who is said to have been paid. */
  address: string;
  /** What was signed with it; nothing, in most dialects. */
  message?: string;
};

export type ProofCheck = {
  good: boolean;
  in_pool: boolean;
  /** Piconero. */
  received: number;
  /**
   * Counted with the node's height as the wallet remembers it, up to 20 s old: may be 0 for a mined
   * transaction, or 2^64-1, which is 0 - 1 (measured). 0 where `good` is false.
   */
  confirmations: number;
};

/**
 * @throws RpcError when the wallet has no answer: a malformed proof, or a txid that its node has not
 * seen. While a block comes in, that may be one which it knew before and knows again after (measured).
 */
export function checkTxProof(wallet: Verifier['wallet'], checked: Proof): Promise<ProofCheck> {
  return ask<ProofCheck>(wallet, 'check_tx_proof', {
    txid: checked.txid,
    address: checked.address,
    signature: checked.proof,
    ...(checked.message === undefined ? {} : { message: checked.message }),
  });
}

/** The same, for gates that do not tell an error from a proof that is not good. */
export async function checkIfPossible(
  wallet: Verifier['wallet'],
  checked: Proof,
): Promise<ProofCheck | undefined> {
  try {
    return await checkTxProof(wallet, checked);
  } catch (error) {
    if (error instanceof RpcError) return undefined;
    throw error;
  }
}

/** Calls again when the connection broke: the wallet closes idle ones, and one may be in use then. */
export async function ask<T>(
  wallet: Verifier['wallet'],
  method: string,
  params?: unknown,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await wallet.call<T>(method, params);
    } catch (error) {
      if (error instanceof RpcError || attempt === 3) throw error;
    }
  }
}
