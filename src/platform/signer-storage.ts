import * as v from 'valibot';
import type { Chain } from '../consensus/chain.ts';
import { openShelf, type Shelf } from './shelf.ts';
import type { LocalStorage } from './storage.ts';

/** An address of a signer. */
export interface Account {
  readonly chainId: string;
  /** The last number of its path. */
  readonly index: number;
  readonly address: string;
  /** Compressed, in hex; null of an address that is only watched. */
  readonly publicKey: string | null;
}

/** What may be known of a signer while the vault is locked. Its words or its key are in the vault. */
export interface Signer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'mnemonic' | 'private_key' | 'watch';
  readonly accounts: readonly Account[];
}

const storedSigners = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    kind: v.picklist(['mnemonic', 'private_key', 'watch']),
    accounts: v.array(
      v.object({
        chainId: v.string(),
        index: v.number(),
        address: v.string(),
        publicKey: v.nullable(v.string()),
      }),
    ),
  }),
);
const storedChains = v.array(
  v.object({
    chainId: v.string(),
    prefix: v.string(),
    coinType: v.number(),
    rest: v.string(),
    rpc: v.nullable(v.string()),
    denoms: v.record(v.string(), v.object({ symbol: v.string(), exponent: v.number() })),
    gasPrice: v.nullable(v.object({ denom: v.string(), price: v.string() })),
    fixed: v.nullable(
      v.object({
        typePrefix: v.string(),
        fee: v.object({
          amount: v.array(v.object({ denom: v.string(), amount: v.string() })),
          gasLimit: v.string(),
        }),
      }),
    ),
  }),
);

export interface SignerStorage {
  readonly signers: Shelf<Signer>;
  readonly chains: Shelf<Chain>;
}

export function openSignerStorage(storage: LocalStorage): SignerStorage {
  return {
    signers: openShelf(storage, 'signers', storedSigners),
    chains: openShelf(storage, 'chains', storedChains),
  };
}
