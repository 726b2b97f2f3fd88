import * as v from 'valibot';
import type { Chain } from '../consensus/chain.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
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

/** A list in one record: people have a handful of signers, and as many chains. */
export interface Shelf<T> {
  read(): Promise<Result<readonly T[], Failure>>;
  /** Reads, changes and writes in one turn. Fails with what `change` fails with. */
  update(
    change: (list: readonly T[]) => Result<readonly T[], Failure>,
  ): Promise<Result<readonly T[], Failure>>;
}

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

/** One list under one key. */
export function openShelf<T>(
  storage: LocalStorage,
  key: string,
  schema: v.GenericSchema<unknown, T[]>,
): Shelf<T> {
  let line: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Result<readonly T[], Failure>> {
    const entry = await storage.get(key);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok([]);
    const list = v.safeParse(schema, entry.value);
    // What cannot be read is not written over either.
    return list.success ? ok(list.output) : err(failure('storage_failed', { record: key }));
  }

  return {
    read,
    update(change) {
      const turn = line.then(async (): Promise<Result<readonly T[], Failure>> => {
        const before = await read();
        if (!before.ok) return before;
        const after = change(before.value);
        if (!after.ok) return after;
        const written = await storage.set({ [key]: after.value });
        return written.ok ? after : written;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
