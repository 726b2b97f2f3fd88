import type { ConsensusConfig, TransactionSigner } from '../configuration/configuration.ts';
import { type Fault, fault } from '../configuration/fault.ts';
import { type JsonObject, within } from '../configuration/json.ts';
import type { Held, Item, Note, Part, PartPlan } from '../configuration/part.ts';
import type { Chain } from '../consensus/chain.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { Signer, SignerStorage } from '../platform/signer-storage.ts';
import { prefixOf } from '../signers/address.ts';
import type { KeySource } from '../signers/signing.ts';
import { readTypedKey } from '../signers/typed-key.ts';
import { describeChain, planChains } from './configuration-chains.ts';
import { fillShelf, isSameAccount, type Wanted } from './configuration-signers.ts';
import { mustBeOpen } from './configuration-vault.ts';
import { type KeyVault, type SignerPorts, secretId, sourceOf, textOf } from './signer-actions.ts';

export interface ConsensusPartPorts extends Pick<SignerPorts, 'readChain' | 'newId'> {
  readonly signing: Pick<SignerPorts['signing'], 'derive'>;
  readonly storage: SignerStorage;
  readonly vault: Pick<KeyVault, 'state' | 'get' | 'put'>;
}

function keyOf(chainId: string, address: string): string {
  return `${chainId} ${address}`;
}

/** Chains and signers as a part of a configuration: one entry for each account, or a bare chain. */
export function consensusPart(ports: ConsensusPartPorts): Part {
  const { storage, vault } = ports;

  async function stores(): Promise<
    Result<{ readonly chains: readonly Chain[]; readonly signers: readonly Signer[] }, Failure>
  > {
    const [chains, signers] = [await storage.chains.read(), await storage.signers.read()];
    if (!chains.ok) return chains;
    return signers.ok ? ok({ chains: chains.value, signers: signers.value }) : signers;
  }

  async function secretsOf(
    signers: readonly Signer[],
  ): Promise<Result<ReadonlyMap<string, KeySource>, Failure>> {
    const sources = new Map<string, KeySource>();
    for (const signer of signers) {
      if (signer.kind === 'watch') continue;
      const source = await sourceOf(vault, signer);
      if (!source.ok) return source;
      sources.set(signer.id, source.value);
    }
    return ok(sources);
  }

  async function wantedOf(
    { path, entry }: Item,
    chain: Chain,
    faults: Fault[],
  ): Promise<Result<Wanted | null, Failure>> {
    const { signer } = entry as ConsensusConfig;
    if (signer === undefined) return ok(null);
    const at = within(path, 'signer');
    if (prefixOf(signer.address) !== chain.prefix) {
      faults.push(fault(within(at, 'address'), 'address_wrong', { prefix: chain.prefix }));
      return ok(null);
    }
    if (signer.mnemonic !== undefined && signer.privateKey !== undefined) {
      faults.push(
        fault(within(at, 'privateKey'), 'field_conflict', { other: within(at, 'mnemonic') }),
      );
      return ok(null);
    }
    const source = sourceIn(signer);
    const index = signer.index ?? 0;
    const watched = { chainId: chain.chainId, index: 0, address: signer.address, publicKey: null };
    const wanted = { path, chainId: chain.chainId, name: signer.name, source };
    if (source === null) return ok({ ...wanted, account: watched });
    const secretAt = within(at, source.kind === 'mnemonic' ? 'mnemonic' : 'privateKey');
    if (source.kind === 'private_key' && index !== 0) {
      faults.push(fault(within(at, 'index'), 'account_none'));
      return ok(null);
    }
    const derived = await ports.signing.derive(
      source,
      { coinType: chain.coinType, index },
      chain.prefix,
    );
    if (!derived.ok) {
      faults.push({ path: secretAt, failure: derived.error });
      return ok(null);
    }
    const isOther =
      derived.value.address !== signer.address ||
      (signer.publicKey?.toLowerCase() ?? derived.value.publicKey) !== derived.value.publicKey;
    if (isOther) {
      faults.push(fault(secretAt, 'key_of_other_address'));
      return ok(null);
    }
    return ok({ ...wanted, account: { ...watched, index, ...derived.value } });
  }

  async function plan(items: readonly Item[]): Promise<Result<PartPlan, Failure>> {
    const before = await stores();
    if (!before.ok) return before;
    const chains = await planChains(
      items,
      before.value.chains,
      before.value.signers,
      ports.readChain,
    );
    const faults = [...chains.faults];
    const wanted: Wanted[] = [];
    const keys: string[] = [];
    for (const [index, item] of items.entries()) {
      const chain = chains.of[index] ?? null;
      const read = chain === null ? ok(null) : await wantedOf(item, chain, faults);
      if (!read.ok) return read;
      keys.push(keyOf(chain?.chainId ?? '', read.value?.account.address ?? ''));
      if (read.value === null) continue;
      const twin = wanted.find(({ account }) => isSameAccount(account, read.value?.account));
      if (twin === undefined) wanted.push(read.value);
      else faults.push(fault(item.path, 'field_conflict', { other: twin.path }));
    }
    const hasSecrets = wanted.some(({ source }) => source !== null);
    const open = hasSecrets ? await mustBeOpen(vault) : ok(null);
    if (!open.ok) return open;
    const sources = hasSecrets ? await secretsOf(before.value.signers) : ok(new Map());
    if (!sources.ok) return sources;
    const shelf = fillShelf(before.value.signers, sources.value, wanted, ports.newId);
    return ok({
      faults,
      keys,
      changes: [...chains.changes, ...shelf.changes],
      notes: [...shelf.notes, ...items.flatMap(notKept)],
      async apply() {
        // Keys before names: a name without its key could sign nothing.
        for (const { id, source } of shelf.secrets) {
          const put = await vault.put({
            id: secretId(id),
            kind: source.kind,
            text: textOf(source),
          });
          if (!put.ok) return put;
        }
        const written = await storage.chains.update(() => ok(chains.after));
        if (!written.ok) return written;
        const named = await storage.signers.update(() => ok(shelf.signers));
        return named.ok ? ok(null) : named;
      },
    });
  }

  return {
    async read(withSecrets) {
      const held = await stores();
      if (!held.ok) return held;
      const { chains, signers } = held.value;
      const hasKeys = signers.some(({ kind }) => kind !== 'watch');
      const open = withSecrets && hasKeys ? await mustBeOpen(vault) : ok(null);
      if (!open.ok) return open;
      const sources = withSecrets ? await secretsOf(signers) : ok(new Map<string, KeySource>());
      if (!sources.ok) return sources;
      return ok(chains.flatMap((chain) => entriesOf(chain, signers, sources.value)));
    },
    plan,
  };
}

function sourceIn({ mnemonic, privateKey }: TransactionSigner): KeySource | null {
  if (mnemonic !== undefined) return readTypedKey({ kind: 'mnemonic', words: mnemonic });
  return privateKey === undefined ? null : readTypedKey({ kind: 'private_key', hex: privateKey });
}

/** The chain knows a sequence better than any file. */
function notKept({ path, entry }: Item): Note[] {
  const { signer } = entry as ConsensusConfig;
  if (signer?.sequence === undefined) return [];
  return [{ path: within(within(path, 'signer'), 'sequence'), kind: 'not_kept' }];
}

/**
 * The entries of a chain: one for each account there, or one for the chain alone. In the order of
 * addresses: signers stand in the order that they came in, which is another after an import.
 */
function entriesOf(
  chain: Chain,
  signers: readonly Signer[],
  sources: ReadonlyMap<string, KeySource>,
): Held[] {
  const { chainId, rest, rpc } = chain;
  const base = {
    ...(rpc === null ? {} : { rpcURL: rpc }),
    apiURL: rest,
    chain: describeChain(chain) as unknown as JsonObject,
  };
  const accounts = signers
    .flatMap((signer) =>
      signer.accounts
        .filter((account) => account.chainId === chainId)
        .map((account) => ({ signer, account })),
    )
    .sort((one, other) => (one.account.address < other.account.address ? -1 : 1));
  if (accounts.length === 0) return [{ key: keyOf(chainId, ''), entry: base }];
  return accounts.map(({ signer, account: { address, publicKey, index } }) => {
    const source = sources.get(signer.id);
    return {
      key: keyOf(chainId, address),
      entry: {
        ...base,
        signer: {
          address,
          ...(publicKey === null ? {} : { publicKey }),
          name: signer.name,
          ...(index === 0 ? {} : { index }),
          ...(source?.kind === 'mnemonic' ? { mnemonic: source.words } : {}),
          ...(source?.kind === 'private_key' ? { privateKey: source.hex } : {}),
        },
      },
    };
  });
}
