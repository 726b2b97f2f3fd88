import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { Grant, SitePermissions } from '../platform/site-permissions.ts';
import { allowAutoSign, mayAutoSign, type Signable, spendAutoSign } from '../signers/auto-sign.ts';
import type {
  Description,
  DirectDoc,
  Message,
  PublicAccount,
  ReadingContext,
  Signed,
  Signing,
  TextKind,
} from '../signers/signing.ts';
import type { NamedAccount } from '../signers/site-question.ts';
import { isDatedAhead, readStructsText } from '../signers/structs-text.ts';
import type { Asking, SiteRequests } from './site-requests.ts';

/** Which key is to sign. */
interface Signer {
  readonly chainId: string;
  readonly address: string;
}

/** What pages' requests are served by. No key comes this far: only what was made with one. */
export interface ProviderPorts {
  readonly clock: Clock;
  /** The user's accounts on a chain, none if there are none or the chain is not known. */
  accounts(chainId: string): Promise<Result<readonly NamedAccount[], Failure>>;
  /** What is known of a chain that describes its transactions. */
  chain(chainId: string): Promise<Result<Pick<ReadingContext, 'denoms' | 'descriptors'>, Failure>>;
  readonly keys: {
    signDirect(signer: Signer, doc: DirectDoc): Promise<Result<Signed, Failure>>;
    signText(
      signer: Signer,
      kind: TextKind,
      text: string,
    ): Promise<Result<{ readonly signature: string; readonly publicKey: string }, Failure>>;
  };
  readonly describe: Signing['describe'];
  readonly sending: {
    /**
     * Builds a transaction, has it approved, signs and sends it.
     *
     * @param approve shows the user what is to be signed; to be called again if anything but the
     *   sequence becomes another
     */
    send(
      signer: Signer,
      content: {
        readonly messages: readonly Message[];
        readonly memo: string;
        /** The site that asks. */
        readonly origin: string;
      },
      approve: (doc: DirectDoc) => Promise<Result<null, Failure>>,
    ): Promise<Result<{ readonly txHash: string }, Failure>>;
    /** @param txBytes TxRaw in base64 */
    broadcast(
      chainId: string,
      txBytes: string,
    ): Promise<Result<{ readonly txHash: string }, Failure>>;
  };
  readonly permissions: SitePermissions;
  /** Tells the pages of an origin that other accounts are connected to them now. */
  connectionsChanged(origin: string): void;
}

const HOUR_MS = 3_600_000;

type ProviderHandlers = Omit<
  Pick<Handlers, Extract<keyof Handlers, `provider.${string}`>>,
  'provider.stream'
>;

/** What pages may ask of a signer. */
export function providerHandlers(ports: ProviderPorts, requests: SiteRequests): ProviderHandlers {
  const { permissions, clock } = ports;
  const { serve, admit, ask } = requests;
  const connecting = new Map<
    string,
    {
      readonly tabs: Set<number>;
      readonly done: Promise<Result<readonly PublicAccount[], Failure>>;
    }
  >();

  /** The accounts that a site knows and the user still has. */
  async function connected(
    origin: string,
    which: (grant: Grant) => boolean,
  ): Promise<Result<readonly (NamedAccount & { readonly chainId: string })[], Failure>> {
    const permission = await permissions.read(origin);
    if (!permission.ok) return permission;
    const known: (NamedAccount & { chainId: string })[] = [];
    for (const { chainId, address } of permission.value.grants.filter(which)) {
      const accounts = await ports.accounts(chainId);
      if (!accounts.ok) return accounts;
      const account = accounts.value.find((one) => one.address === address);
      if (account !== undefined) known.push({ ...account, chainId });
    }
    return ok(known);
  }

  async function signerOf(
    origin: string,
    which: (grant: Grant) => boolean,
  ): Promise<Result<NamedAccount & { readonly chainId: string }, Failure>> {
    const accounts = await connected(origin, which);
    if (!accounts.ok) return accounts;
    const [account] = accounts.value;
    return account === undefined ? err(failure('site_not_connected')) : ok(account);
  }

  async function connect(
    { origin, tabs }: Asking,
    chainId: string,
  ): Promise<Result<readonly PublicAccount[], Failure>> {
    const accounts = await ports.accounts(chainId);
    if (!accounts.ok) return accounts;
    // Asked also where there is no account: a page is not told which chains its visitor uses.
    const answer = await ask({
      kind: 'connect',
      origin,
      tabs,
      chainId,
      accounts: accounts.value,
    });
    if (!answer.ok) return answer;
    const chosen = accounts.value.find(({ address }) => address === answer.value.address);
    if (chosen === undefined) return err(failure('rejected_by_user'));
    const { address } = chosen;
    const granted = await permissions.update(origin, (before) => ({
      ...before,
      grants: [
        ...before.grants.filter((grant) => grant.chainId !== chainId),
        { chainId, address, at: clock.now() },
      ],
    }));
    if (!granted.ok) return granted;
    ports.connectionsChanged(origin);
    return ok([publicOf(chosen)]);
  }

  /** Has a transaction agreed to, by the user or by a rule of the user's. */
  async function approve(
    site: Asking,
    signer: NamedAccount & Signer,
    doc: DirectDoc,
    sends: boolean,
  ): Promise<Result<null, Failure>> {
    const { chainId, address } = signer;
    if (doc.chainId !== chainId) return err(failure('chain_mismatch'));
    const chain = await ports.chain(chainId);
    if (!chain.ok) return chain;
    const { denoms, descriptors } = chain.value;
    const described = await ports.describe(doc, { chainId, address, denoms, descriptors });
    if (!described.ok) return described;
    const signable: Signable = { chainId, address, description: described.value };
    const byRule = await signByRule(site.origin, signable);
    if (!byRule.ok) return byRule;
    return byRule.value ? ok(null) : askToSign(site, signer, described.value, sends);
  }

  async function signByRule(origin: string, signable: Signable): Promise<Result<boolean, Failure>> {
    if (!mayAutoSign(signable.description)) return ok(false);
    let spent = false;
    const updated = await permissions.update(origin, (before) => {
      const left = spendAutoSign(before.autoSign, signable, clock.now());
      spent = left !== null;
      return left === null ? before : { ...before, autoSign: left };
    });
    // What could not be written down was not spent: it is not signed either.
    return updated.ok ? ok(spent) : updated;
  }

  async function askToSign(
    { origin, tabs }: Asking,
    signer: NamedAccount & Signer,
    description: Description,
    sends: boolean,
  ): Promise<Result<null, Failure>> {
    const { chainId, address } = signer;
    const answer = await ask({
      kind: 'sign',
      origin,
      tabs,
      chainId,
      account: signer,
      description,
      sends,
      mayAutoSign: mayAutoSign(description),
    });
    if (!answer.ok) return answer;
    const { autoSign } = answer.value;
    if (autoSign === null) return ok(null);
    const now = clock.now();
    const granted = { times: autoSign.times, until: now + autoSign.hours * HOUR_MS };
    const updated = await permissions.update(origin, (before) => ({
      ...before,
      autoSign: allowAutoSign(before.autoSign, { chainId, address, description }, granted, now),
    }));
    return updated.ok ? ok(null) : updated;
  }

  async function signText(
    { origin, tabs }: Asking,
    signer: NamedAccount & Signer,
    textKind: TextKind,
    text: string,
  ) {
    const { chainId } = signer;
    const meaning = textKind === 'structs_login' ? readStructsText(text) : null;
    return admit(origin, async () => {
      const answer = await ask({
        kind: 'text',
        origin,
        tabs,
        chainId,
        account: signer,
        textKind,
        text,
        meaning,
      });
      return answer.ok ? ports.keys.signText(signer, textKind, text) : answer;
    });
  }

  return {
    'provider.connect': serve(async ({ origin, tabs }, { chainId }) => {
      const known = await connected(origin, (grant) => grant.chainId === chainId);
      if (!known.ok || known.value.length > 0) return publicOnly(known);
      const key = `${origin}|${chainId}`;
      const joined = connecting.get(key);
      for (const tab of tabs) joined?.tabs.add(tab);
      if (joined !== undefined) return publicOnly(await joined.done);
      const done = admit(origin, () => connect({ origin, tabs }, chainId)).finally(() =>
        connecting.delete(key),
      );
      connecting.set(key, { tabs, done });
      return publicOnly(await done);
    }),
    'provider.accounts': serve(async ({ origin }, { chainId }) =>
      publicOnly(await connected(origin, (grant) => grant.chainId === chainId)),
    ),
    'provider.sign_direct': serve(async (site, { chainId, signer: address, doc }) => {
      const signer = await signerOf(
        site.origin,
        (grant) => grant.chainId === chainId && grant.address === address,
      );
      if (!signer.ok) return signer;
      return admit(site.origin, async () => {
        const approved = await approve(site, signer.value, doc, false);
        return approved.ok ? ports.keys.signDirect(signer.value, doc) : approved;
      });
    }),
    'provider.sign_arbitrary': serve(async (site, { chainId, signer: address, data }) => {
      const signer = await signerOf(
        site.origin,
        (grant) => grant.chainId === chainId && grant.address === address,
      );
      return signer.ok ? signText(site, signer.value, 'adr36', data) : signer;
    }),
    'provider.sign_structs_login': serve(async (site, { text }) => {
      const read = readStructsText(text);
      if (read === null || isDatedAhead(read, clock.now())) return err(failure('text_refused'));
      const signer = await signerOf(site.origin, (grant) => grant.address === read.address);
      return signer.ok ? signText(site, signer.value, 'structs_login', text) : signer;
    }),
    'provider.send': serve(async (site, { chainId, messages, memo }) => {
      const { origin } = site;
      const signer = await signerOf(origin, (grant) => grant.chainId === chainId);
      if (!signer.ok) return signer;
      return admit(origin, () =>
        ports.sending.send(signer.value, { messages, memo, origin }, (doc) =>
          approve(site, signer.value, doc, true),
        ),
      );
    }),
    'provider.broadcast': serve(async ({ origin }, { chainId, txBytes }) => {
      const signer = await signerOf(origin, (grant) => grant.chainId === chainId);
      return signer.ok ? ports.sending.broadcast(chainId, txBytes) : signer;
    }),
  };
}

/** What a site may know of an account: not what the user calls it. */
function publicOf({ address, publicKey }: PublicAccount): PublicAccount {
  return { address, publicKey };
}

function publicOnly(
  accounts: Result<readonly PublicAccount[], Failure>,
): Result<PublicAccount[], Failure> {
  return accounts.ok ? ok(accounts.value.map(publicOf)) : accounts;
}
