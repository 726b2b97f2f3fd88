import type * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { ADDRESS, ANYTHING, KNOWN, PROOF, RELAYED } from './rpc-answers.ts';
import type { PreparedTransfer, TransferState, Wallet } from './wallet.ts';
import {
  isNotHeldByNode,
  isUncommitted,
  isUnknownTxid,
  isUnproven,
  type WalletCall,
} from './wallet-failure.ts';

/** Asks the wallet's RPC once, and reads its answer. */
export type Call = <S extends v.GenericSchema>(
  method: WalletCall,
  params: Record<string, unknown>,
  answer: S,
) => Promise<Result<v.InferOutput<S>, Failure>>;

/**
 * What happens to a transaction that is signed: it is relayed, looked for, proven. The wallet's own
 * words for what went wrong are too few, so more has to be asked before anything is said.
 */
export function transactions(call: Call, url: string): Pick<Wallet, 'relay' | 'lookup' | 'prove'> {
  async function stateOf(id: string): Promise<Result<TransferState, Failure>> {
    const found = await call('get_transfer_by_txid', { txid: id }, KNOWN);
    if (!found.ok) return isUnknownTxid(found.error) ? ok({ kind: 'unknown' }) : found;
    const { txid: of, type, height, confirmations } = found.value.transfer;
    if (of !== id) return err(failure('wallet_lied', { url }));
    // `failed`: relayed once, then dropped by the network. It may be relayed again.
    if (type === 'failed') return ok({ kind: 'unknown' });
    if (height === 0 || confirmations === 0) return ok({ kind: 'pool' });
    return ok({ kind: 'mined', height, confirmations });
  }

  /**
   * As `lookup`, but an error where the wallet cannot reach its node. The first call after their
   * connection broke fails whatever happens (measured), so there is a second one then.
   */
  async function stateOnChain(id: string): Promise<Result<TransferState, Failure>> {
    const first = await call('refresh', {}, ANYTHING);
    const broken = !first.ok && first.error.code === 'wallet_daemon_unreachable';
    const fresh = broken ? await call('refresh', {}, ANYTHING) : first;
    return fresh.ok ? stateOf(id) : fresh;
  }

  async function relayOnce(
    transfer: Pick<PreparedTransfer, 'txid' | 'metadata'>,
  ): Promise<Result<null, Failure>> {
    const relayed = await call('relay_tx', { hex: transfer.metadata }, RELAYED);
    if (!relayed.ok) return relayed;
    return relayed.value.tx_hash === transfer.txid
      ? ok(null)
      : err(failure('wallet_lied', { url }));
  }

  /**
   * Finds out what became of a transaction of which `relay_tx` said that it failed to commit it. It
   * says so if the node refused it, if the node is away or busy, and also if the node took it and
   * only its answer was lost (all measured); and then the wallet knows nothing of a transaction that
   * is out, and after the next block has no key to prove it with. So the same bytes are handed over
   * once more at once: to a node that has them this is no news, and the wallet notes them then.
   *
   * It is a refusal only if the node can be reached, said no twice, and does not hold it.
   */
  async function relayAgain(
    transfer: Pick<PreparedTransfer, 'txid' | 'metadata'>,
  ): Promise<Result<null, Failure>> {
    // Before each look the chain: relaying what is in a block spoils the balance.
    const before = await stateOnChain(transfer.txid);
    if (!before.ok) return before;
    if (before.value.kind !== 'unknown') return ok(null);
    const again = await relayOnce(transfer);
    if (again.ok || !isUncommitted(again.error)) return again;
    const after = await stateOnChain(transfer.txid);
    if (!after.ok) return after;
    if (after.value.kind !== 'unknown') return ok(null);
    const absent = await isAbsentFromNode(transfer.txid);
    if (!absent.ok) return absent;
    if (!absent.value) return again;
    const { message = '' } = again.error.detail ?? {};
    return err(failure('wallet_relay_refused', { url, message }, again.error.cause));
  }

  /**
   * Whether the node knows nothing of a transaction, not even in its pool. No call asks just that;
   * but the wallet makes no proof, to whatever address, before it has the transaction from its node.
   */
  async function isAbsentFromNode(id: string): Promise<Result<boolean, Failure>> {
    const own = await call('get_address', { account_index: 0 }, ADDRESS);
    if (!own.ok) return own;
    const { address } = own.value;
    const proof = await call('get_tx_proof', { txid: id, address }, ANYTHING);
    return ok(!proof.ok && isNotHeldByNode(proof.error));
  }

  /**
   * The state of a transaction that the wallet takes for being in the pool. It goes on doing so when
   * the pool has dropped it: for 270 s, with a block every second, it did not notice (measured). So
   * the node is asked, and twice: while a block comes in it denies what it has (measured), and one
   * that is out of reach holds nothing either. In doubt the wallet's word stands.
   */
  async function heldByNode(id: string): Promise<Result<TransferState, Failure>> {
    for (let look = 1; look <= 2; look += 1) {
      const absent = await isAbsentFromNode(id);
      if (!absent.ok || !absent.value) return ok({ kind: 'pool' });
      const state = await stateOnChain(id);
      if (!state.ok) return ok({ kind: 'pool' });
      if (state.value.kind !== 'pool') return state;
    }
    return ok({ kind: 'unknown' });
  }

  return {
    async relay(transfer) {
      const relayed = await relayOnce(transfer);
      return relayed.ok || !isUncommitted(relayed.error) ? relayed : relayAgain(transfer);
    },
    async lookup(id) {
      // The wallet looks at the chain every 20 s by itself; a toll should not wait for that. If it
      // cannot refresh, what it knows already is still an answer.
      await call('refresh', {}, ANYTHING);
      const state = await stateOf(id);
      return state.ok && state.value.kind === 'pool' ? heldByNode(id) : state;
    },
    async prove(id, address, message) {
      const params = { txid: id, address, ...(message === null ? {} : { message }) };
      const proof = await call('get_tx_proof', params, PROOF);
      if (proof.ok) return ok(proof.value.signature);
      if (!isUnproven(proof.error)) return proof;
      // The same words for a transaction that the node does not have and for a node out of reach;
      // other words for a key that is gone, be it that the transaction is another wallet's or that
      // this one was restored (all measured). What the wallet knows tells them apart.
      const state = await stateOnChain(id);
      if (!state.ok) return state;
      if (state.value.kind === 'unknown') {
        return err(failure('wallet_transaction_unknown', { url, txid: id }, proof.error.cause));
      }
      const again = await call('get_tx_proof', params, PROOF);
      return again.ok ? ok(again.value.signature) : again;
    },
  };
}
