import type { Chain } from '../consensus/chain.ts';
import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { SIGNER_CONTRACT } from '../messages/signers.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Shelf } from '../platform/shelf.ts';
import type { Account, Signer } from '../platform/signer-storage.ts';
import { prefixOf } from '../signers/address.ts';
import type { KeySource, PublicAccount, Signing } from '../signers/signing.ts';
import { readTypedKey } from '../signers/typed-key.ts';
import { failureView } from './views.ts';

/** The vault, as far as signers need it. */
export interface KeyVault {
  state(): Promise<Result<'none' | 'locked' | 'unlocked', Failure>>;
  put(secret: {
    readonly id: string;
    readonly kind: KeySource['kind'];
    readonly text: string;
  }): Promise<Result<null, Failure>>;
  get(id: string): Promise<Result<string | null, Failure>>;
  remove(id: string): Promise<Result<null, Failure>>;
  /** Whether this is the vault's password. Fails as unlocking does. */
  check(password: string): Promise<Result<null, Failure>>;
}

export interface SignerPorts {
  readonly signing: Pick<Signing, 'newMnemonic' | 'derive'>;
  readonly vault: KeyVault;
  readonly signers: Shelf<Signer>;
  readonly chains: Shelf<Chain>;
  readChain(rest: string, rpc: string | null): Promise<Result<Chain, Failure>>;
  newId(): string;
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

type SignerHandlers = Pick<Handlers, keyof typeof SIGNER_CONTRACT>;

/** Where a signer's words or key are in the vault. */
export function secretId(signerId: string): string {
  return `signer:${signerId}`;
}

/** The handlers for what a user does with signers and chains. */
export function signerHandlers(ports: SignerPorts): SignerHandlers {
  const { signing, vault, signers, chains, done } = ports;

  async function chainOf(chainId: string): Promise<Result<Chain, Failure>> {
    const known = await chains.read();
    if (!known.ok) return known;
    const chain = known.value.find((each) => each.chainId === chainId);
    return chain === undefined ? err(failure('chain_unknown', { chain: chainId })) : ok(chain);
  }

  async function signerOf(id: string): Promise<Result<Signer, Failure>> {
    const known = await signers.read();
    if (!known.ok) return known;
    const signer = known.value.find((each) => each.id === id);
    return signer === undefined ? err(failure('signer_gone')) : ok(signer);
  }

  async function derived(
    source: KeySource,
    chain: Chain,
    index: number,
  ): Promise<Result<Account, Failure>> {
    const path = { coinType: chain.coinType, index };
    const found: Result<PublicAccount, Failure> = await signing.derive(source, path, chain.prefix);
    return found.ok ? ok({ chainId: chain.chainId, index, ...found.value }) : found;
  }

  /** Fails with `account_known` if any signer has this address already. */
  function withSigner(list: readonly Signer[], signer: Signer): Result<readonly Signer[], Failure> {
    const [first] = signer.accounts;
    const twin = list.find((each) =>
      each.accounts.some(
        ({ address, chainId }) => address === first?.address && chainId === first.chainId,
      ),
    );
    if (twin !== undefined) return err(failure('account_known', { name: twin.name }));
    return ok([...list, signer]);
  }

  async function addWatched(
    name: string,
    chain: Chain,
    address: string,
  ): Promise<Result<unknown, Failure>> {
    if (prefixOf(address) !== chain.prefix) {
      return err(failure('address_wrong', { prefix: chain.prefix }));
    }
    const account = { chainId: chain.chainId, index: 0, address, publicKey: null };
    const signer: Signer = { id: ports.newId(), name, kind: 'watch', accounts: [account] };
    return signers.update((list) => withSigner(list, signer));
  }

  async function addKey(
    name: string,
    chain: Chain,
    source: KeySource,
  ): Promise<Result<unknown, Failure>> {
    const account = await derived(source, chain, 0);
    if (!account.ok) return account;
    const signer: Signer = {
      id: ports.newId(),
      name,
      kind: source.kind,
      accounts: [account.value],
    };
    const before = await signers.read();
    if (!before.ok) return before;
    const fits = withSigner(before.value, signer);
    if (!fits.ok) return fits;
    // The secret first: a signer whose key is nowhere would be worse than a key that nobody names.
    const kept = await vault.put({
      id: secretId(signer.id),
      kind: source.kind,
      text: textOf(source),
    });
    if (!kept.ok) return kept;
    return signers.update((list) => withSigner(list, signer));
  }

  async function addAccount(id: string, chainId: string, index: number) {
    const [signer, chain] = [await signerOf(id), await chainOf(chainId)];
    if (!signer.ok) return signer;
    if (!chain.ok) return chain;
    // A key by itself has one address on each chain.
    if (signer.value.kind === 'private_key' && index !== 0) return err(failure('account_none'));
    const source = await sourceOf(vault, signer.value);
    if (!source.ok) return source;
    const account = await derived(source.value, chain.value, index);
    if (!account.ok) return account;
    return signers.update((list) => {
      const now = list.find((each) => each.id === id);
      if (now === undefined) return err(failure('signer_gone'));
      const known = now.accounts.some((of) => of.chainId === chainId && of.index === index);
      if (known) return err(failure('account_known', { name: now.name }));
      const changed = { ...now, accounts: [...now.accounts, account.value] };
      return ok(list.map((each) => (each.id === id ? changed : each)));
    });
  }

  return {
    async 'signers.read'() {
      const [state, known, on] = await Promise.all([vault.state(), signers.read(), chains.read()]);
      return {
        // One that cannot be read is told of where it is needed.
        vault: state.ok ? state.value : 'locked',
        signers: known.ok
          ? known.value.map((signer) => ({ ...signer, accounts: [...signer.accounts] }))
          : [],
        chains: on.ok
          ? on.value.map(({ chainId, prefix, coinType, rest, rpc }) => ({
              chainId,
              prefix,
              coinType,
              rest,
              rpc,
            }))
          : [],
      };
    },
    async 'signer.words'({ count }) {
      return { words: await signing.newMnemonic(count) };
    },
    async 'signer.add'({ name, chainId, source }) {
      const chain = await chainOf(chainId);
      if (!chain.ok) return done(chain);
      if (source.kind === 'watch') return done(await addWatched(name, chain.value, source.address));
      return done(await addKey(name, chain.value, readTypedKey(source)));
    },
    async 'signer.account'({ id, chainId, index }) {
      return done(await addAccount(id, chainId, index));
    },
    async 'signer.rename'({ id, name }) {
      return done(
        await signers.update((list) =>
          list.some((each) => each.id === id)
            ? ok(list.map((each) => (each.id === id ? { ...each, name } : each)))
            : err(failure('signer_gone')),
        ),
      );
    },
    async 'signer.reveal'({ id, password }) {
      const refused = (of: { error: Failure }) =>
        ({ ok: false, failure: failureView(of.error) }) as const;
      const confirmed = await vault.check(password);
      if (!confirmed.ok) return refused(confirmed);
      const signer = await signerOf(id);
      if (!signer.ok) return refused(signer);
      const source = await sourceOf(vault, signer.value);
      return source.ok ? { ok: true, text: textOf(source.value) } : refused(source);
    },
    async 'signer.delete'({ id, password }) {
      const signer = await signerOf(id);
      if (!signer.ok) return done(signer);
      if (signer.value.kind !== 'watch') {
        const confirmed = await vault.check(password);
        if (!confirmed.ok) return done(confirmed);
      }
      // The name first: a name without a key could not be deleted any more.
      const gone = await signers.update((list) => ok(list.filter((each) => each.id !== id)));
      if (!gone.ok) return done(gone);
      return done(signer.value.kind === 'watch' ? gone : await vault.remove(secretId(id)));
    },
    async 'chain.add'({ rest, rpc }) {
      const chain = await ports.readChain(rest, rpc);
      if (!chain.ok) return done(chain);
      return done(
        await chains.update((list) =>
          ok([...list.filter((each) => each.chainId !== chain.value.chainId), chain.value]),
        ),
      );
    },
    async 'chain.remove'({ chainId }) {
      const known = await signers.read();
      if (!known.ok) return done(known);
      const user = known.value.find((each) => each.accounts.some((of) => of.chainId === chainId));
      if (user !== undefined) return done(err(failure('chain_in_use', { name: user.name })));
      return done(
        await chains.update((list) => ok(list.filter((each) => each.chainId !== chainId))),
      );
    },
  };
}

/** The words or the key; fails with `vault_locked`, or `signer_gone` if the vault has none. */
export async function sourceOf(
  vault: Pick<KeyVault, 'get'>,
  { id, kind }: Signer,
): Promise<Result<KeySource, Failure>> {
  const kept = await vault.get(secretId(id));
  if (!kept.ok) return kept;
  if (kept.value === null || kind === 'watch') return err(failure('signer_gone'));
  return ok(sourceFrom(kind, kept.value));
}

function sourceFrom(kind: KeySource['kind'], text: string): KeySource {
  return kind === 'mnemonic' ? { kind, words: text } : { kind, hex: text };
}

export function textOf(source: KeySource): string {
  return source.kind === 'mnemonic' ? source.words : source.hex;
}
