export type { SignedTransaction } from '../signers/signing.ts';

/** An account as its chain has it (the name and the shape are the seed's). Numbers are decimal text. */
export interface ConsensusAccount {
  readonly address: string;
  /** As the chain answers it; missing until the account has signed something. */
  readonly pub_key?: Readonly<Record<string, unknown>>;
  readonly account_number: string;
  /** How many of its transactions the chain has included: the next one has to name this number. */
  readonly sequence: string;
}

/**
 * Who signs (the name is the seed's). The seed's `privateKey` is left out: keys are the vault's, and
 * nothing here ever holds one.
 */
export interface TransactionSigner {
  /** Bech32, with the chain's prefix. */
  readonly address: string;
  /** Compressed secp256k1, 33 bytes in lower-case hex. */
  readonly publicKey?: string;
  /** Decimal text. */
  readonly sequence?: string;
}
