import type { Piconero } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';

/** A signed transaction that nobody but the wallet has seen yet. */
export interface PreparedTransfer {
  readonly txid: string;
  readonly amount: Piconero;
  readonly fee: Piconero;
  /** The wallet's own form of the signed transaction: all that relaying it needs. Hex. */
  readonly metadata: string;
  /** Which wallet signed it (`Wallet.identity`); null if that was not noted then. */
  readonly wallet: string | null;
}

/** What the wallet knows of a transaction. */
export type TransferState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'pool' }
  | { readonly kind: 'mined'; readonly height: number; readonly confirmations: number };

/** What a wallet says of itself when it is tested. */
export interface WalletReport {
  /** Its main address, to put money into it. */
  readonly address: string;
  /** The RPC's version as `major.minor`. */
  readonly version: string;
  readonly network: 'mainnet' | 'testnet' | 'stagenet';
  readonly balance: Piconero;
  readonly unlocked: Piconero;
  readonly height: number;
  /** False if it obeys whoever can reach it, any web page included. */
  readonly loginRequired: boolean;
}

/**
 * The outputs that payments are made of: each payment spends at least one whole, and its change can
 * be spent only when ten blocks lie on it.
 */
export interface Outputs {
  /**
   * How many can be spent now. That many payments can be made now, or fewer: a wallet that has more
   * than ten outputs spends two for each payment (measured).
   */
  readonly ready: number;
  /** How many there are. The change of a payment is one from the block on that holds it. */
  readonly total: number;
  /**
   * Blocks until the next one can be spent, the change of payments that are in no block yet
   * included; null if nothing is to be waited for.
   */
  readonly nextInBlocks: number | null;
}

/**
 * A Monero wallet. A failure says what is known: after any of `relay` but `wallet_relay_refused` the
 * transaction may be out.
 */
export interface Wallet {
  /**
   * Signs a transfer of exactly `amount` without relaying it and without marking outputs as spent.
   * Errors: `wallet_funds_locked` (with the `minutes` until an output unlocks, if they are known),
   * `wallet_funds_missing`, `wallet_wrong_network`, `wallet_address_refused`, `wallet_lied`, and
   * those of every call.
   */
  prepare(address: string, amount: Piconero): Promise<Result<PreparedTransfer, Failure>>;
  /**
   * Hands a prepared transaction to the network. Never call it for a mined one (see `lookup`).
   * Errors: `wallet_relay_refused` if the node was reached, will not have it and does not have it;
   * those of every call.
   */
  relay(transfer: Pick<PreparedTransfer, 'txid' | 'metadata'>): Promise<Result<null, Failure>>;
  /** Asks for one transaction by its id, after bringing the wallet up to the chain's tip. */
  lookup(txid: string): Promise<Result<TransferState, Failure>>;
  /**
   * A proof that `txid` paid `address`; valid for whoever holds it. Another string at each call.
   * @param message what it is made over; null for a proof that is good for anybody who asks
   * Errors: `wallet_transaction_unknown` if the wallet, at the chain's tip, knows of no such
   * transaction; `wallet_error` if it does but cannot prove it: it paid somebody else, or the wallet
   * was restored from its seed, which does not bring back the keys of old transactions (measured);
   * those of every call.
   */
  prove(txid: string, address: string, message: string | null): Promise<Result<string, Failure>>;
  /** Tells this wallet from any other: a digest of its main address, which it does not disclose. */
  identity(): Promise<Result<string, Failure>>;
  /** How many blocks the wallet has seen: the newest has this height less one. */
  height(): Promise<Result<number, Failure>>;
  outputs(): Promise<Result<Outputs, Failure>>;
  /**
   * Signs, without relaying it, a transfer to the wallet itself that makes `parts` equal outputs of
   * all that it can spend now: until ten blocks lie on them, it cannot pay. `amount` of the answer
   * is one part.
   * Errors: `wallet_funds_locked`, `wallet_funds_missing`, and those of every call.
   * @param parts 2 to 15
   * @throws RangeError if it is none of them
   */
  prepareSplit(parts: number): Promise<Result<PreparedTransfer, Failure>>;
  report(): Promise<Result<WalletReport, Failure>>;
}
