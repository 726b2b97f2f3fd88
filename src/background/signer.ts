import { type Chain, STRUCTS } from '../consensus/chain.ts';
import { type ChainReport, readDescriptors } from '../consensus/discover.ts';
import { type Rest, restOf } from '../consensus/rest.ts';
import type {
  TransactionQuestion,
  TransactionRecord,
  TransactionStorage,
} from '../consensus/transaction.ts';
import { createTransactions, type Transactions } from '../consensus/transactions.ts';
import { hashOf } from '../consensus/wire.ts';
import type { Fetch } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { Account, Signer, SignerStorage } from '../platform/signer-storage.ts';
import type { UnlockWindow } from '../platform/unlock-window.ts';
import type { DirectDoc, KeyPath, KeySource, Signing } from '../signers/signing.ts';
import type { NamedAccount } from '../signers/site-question.ts';
import { type KeyVault, sourceOf } from './signer-actions.ts';
import type { SignerPorts } from './signer-sites.ts';

interface Ports {
  readonly clock: Clock;
  readonly signing: Signing;
  readonly vault: Pick<KeyVault, 'get'>;
  readonly unlocks: Pick<UnlockWindow, 'ask'>;
  readonly storage: SignerStorage;
  readonly transactions: TransactionStorage;
  readonly fetch: Fetch;
  /** Called after each change of a transaction. */
  changed(record: TransactionRecord): void;
}

/** What a chain's node says of it, as we keep it. */
export function chainFrom(report: ChainReport, rpc: string | null): Chain {
  const isStructs = report.prefix === STRUCTS.prefix;
  return {
    ...report,
    rpc,
    coinType: STRUCTS.coinType,
    ...(isStructs ? STRUCTS : { fixed: null }),
    denoms: { ...(isStructs ? STRUCTS.denoms : {}), ...report.denoms },
  };
}

/** The user's signers, as sites and transactions use them: keys come from the vault for each use. */
export function openSigner(ports: Ports): SignerPorts & {
  readonly transactions: Transactions;
  /** A chain's node. Errors: `chain_unknown`. */
  rest(chainId: string): Promise<Result<Rest, Failure>>;
} {
  const { signing, vault, unlocks, storage } = ports;
  /** What nodes said of their own types: read once a life of the background. */
  const descriptors = new Map<string, Promise<readonly string[]>>();
  /** Who asks for a transaction is asked back when it is ready to be signed. */
  const approving = new Map<string, (doc: DirectDoc) => Promise<Result<null, Failure>>>();

  async function chainOf(chainId: string): Promise<Result<Chain, Failure>> {
    const known = await storage.chains.read();
    if (!known.ok) return known;
    const chain = known.value.find((each) => each.chainId === chainId);
    return chain === undefined ? err(failure('chain_unknown', { chain: chainId })) : ok(chain);
  }

  async function rest(chainId: string): Promise<Result<Rest, Failure>> {
    const chain = await chainOf(chainId);
    return chain.ok ? ok(restOf(chain.value.rest, ports.fetch)) : chain;
  }

  function descriptorsOf({ chainId, rpc }: Chain): Promise<readonly string[]> {
    if (rpc === null) return Promise.resolve([]);
    let reading = descriptors.get(chainId);
    if (reading === undefined) {
      reading = readDescriptors(rpc, ports.fetch).then((read) => {
        // Without them its messages are shown raw; asked for again with the next one.
        if (!read.ok) descriptors.delete(chainId);
        return read.ok ? read.value : [];
      });
      descriptors.set(chainId, reading);
    }
    return reading;
  }

  async function keyOf(
    chainId: string,
    address: string,
  ): Promise<Result<{ source: KeySource; path: KeyPath; prefix: string }, Failure>> {
    const [known, chain] = [await storage.signers.read(), await chainOf(chainId)];
    if (!known.ok) return known;
    if (!chain.ok) return chain;
    const { coinType, prefix } = chain.value;
    for (const signer of known.value) {
      const account = signer.accounts.find(isAccount(chainId, address));
      if (account === undefined) continue;
      const source = await sourceOnceUnlocked(signer);
      if (!source.ok) return source;
      return ok({ source: source.value, path: { coinType, index: account.index }, prefix });
    }
    return err(failure('signer_gone'));
  }

  /** Asks for the password where the vault is locked. */
  async function sourceOnceUnlocked(signer: Signer): Promise<Result<KeySource, Failure>> {
    const source = await sourceOf(vault, signer);
    if (source.ok || source.error.code !== 'vault_locked') return source;
    return (await unlocks.ask()) ? sourceOf(vault, signer) : source;
  }

  async function signDirect(chainId: string, address: string, doc: DirectDoc) {
    const key = await keyOf(chainId, address);
    return key.ok ? signing.signDirect(key.value.source, key.value.path, doc) : key;
  }

  const transactions = createTransactions({
    storage: ports.transactions,
    clock: ports.clock,
    signing: {
      build: signing.build,
      sign: (address, doc) => signDirect(doc.chainId, address, doc),
    },
    approver: {
      // Of a page that went away with an earlier life nobody can be asked.
      async ask({ record, doc }: TransactionQuestion) {
        const agreed = await approving.get(record.id)?.(doc);
        return agreed?.ok === true ? 'sign' : 'reject';
      },
      withdraw: (id) => void approving.delete(id),
    },
    async chain(chainId) {
      const chain = await chainOf(chainId);
      if (!chain.ok) return chain;
      return ok({ chain: chain.value, rest: restOf(chain.value.rest, ports.fetch) });
    },
    changed: ports.changed,
  });

  return {
    transactions,
    rest,
    async accounts(chainId) {
      const known = await storage.signers.read();
      if (!known.ok) return known;
      return ok(known.value.flatMap((signer) => accountsOf(signer, chainId)));
    },
    async chain(chainId) {
      const chain = await chainOf(chainId);
      if (!chain.ok) return chain;
      const { denoms } = chain.value;
      return ok({ denoms, descriptors: await descriptorsOf(chain.value) });
    },
    keys: {
      signDirect: ({ chainId, address }, doc) => signDirect(chainId, address, doc),
      async signText({ chainId, address }, kind, text) {
        const key = await keyOf(chainId, address);
        if (!key.ok) return key;
        const { source, path, prefix } = key.value;
        return signing.signText(source, path, prefix, kind, text);
      },
    },
    describe: signing.describe,
    sending: {
      async send({ chainId, address }, { messages, memo, origin }, approve) {
        const known = await storage.signers.read();
        if (!known.ok) return known;
        const account = known.value
          .flatMap(({ accounts }) => accounts)
          .find(isAccount(chainId, address));
        if (account === undefined || account.publicKey === null) return err(failure('signer_gone'));
        const id = crypto.randomUUID();
        let refused: Failure | null = null;
        approving.set(id, async (doc) => {
          const agreed = await approve(doc);
          if (!agreed.ok) refused = agreed.error;
          return agreed;
        });
        try {
          const request = { messages, memo, publicKey: account.publicKey, origin };
          const put = await transactions.submit({ id, chainId, address, ...request });
          if (!put.ok) return put;
          const settled = await transactions.settled(id);
          if (!settled.ok) return settled;
          const state = settled.value?.state;
          if (state?.stage === 'included') return ok({ txHash: state.signed.txHash });
          if (refused !== null) return err(refused);
          return err(
            state?.stage === 'ended'
              ? failure(state.failure.code, state.failure.detail ?? {})
              : failure('transaction_gone'),
          );
        } finally {
          approving.delete(id);
        }
      },
      async broadcast(chainId, txBytes) {
        const node = await rest(chainId);
        if (!node.ok) return node;
        const handed = await node.value.broadcast(txBytes);
        if (!handed.ok) return handed;
        const { kind } = handed.value;
        if (kind === 'taken') return ok({ txHash: hashOf(txBytes) });
        if (kind === 'refused') return err(handed.value.failure);
        return err(failure(kind === 'sequence' ? 'sequence_mismatch' : 'chain_unreachable'));
      },
    },
  };
}

function isAccount(chainId: string, address: string): (account: Account) => boolean {
  return (account) => account.chainId === chainId && account.address === address;
}

/** The accounts of a signer that can sign, on whatever chain. */
export function signingAccounts({
  name,
  accounts,
}: Signer): (NamedAccount & { readonly chainId: string })[] {
  return accounts.flatMap(({ chainId, address, publicKey }) =>
    publicKey === null ? [] : [{ name, chainId, address, publicKey }],
  );
}

function accountsOf(signer: Signer, on: string): NamedAccount[] {
  return signingAccounts(signer).flatMap(({ chainId, ...account }) =>
    chainId === on ? [account] : [],
  );
}
