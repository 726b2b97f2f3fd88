import type { ChainDescription, ConsensusConfig } from '../configuration/configuration.ts';
import { type Fault, fault } from '../configuration/fault.ts';
import { isSame, type Json, within } from '../configuration/json.ts';
import type { Change, FieldChange, Item } from '../configuration/part.ts';
import { type Chain, readChainAddress } from '../consensus/chain.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Signer } from '../platform/signer-storage.ts';

/** The chains of a file, and what they change. */
export interface ChainPlan {
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** Of each item; null where it has a fault. */
  readonly of: readonly (Chain | null)[];
  /** All chains as they are to be. */
  readonly after: readonly Chain[];
}

/** What a file says of a chain beside its addresses. */
export function describeChain({ chainId, prefix, coinType, denoms, gasPrice, fixed }: Chain) {
  return { chainId, prefix, coinType, denoms, gasPrice, fixed } satisfies ChainDescription;
}

/**
 * Plans the chains of a file. One that the file does not describe, and that is not known by its
 * address, is asked what it is.
 */
export async function planChains(
  items: readonly Item[],
  before: readonly Chain[],
  signers: readonly Signer[],
  readChain: (rest: string, rpc: string | null) => Promise<Result<Chain, Failure>>,
): Promise<ChainPlan> {
  const faults: Fault[] = [];
  const of: (Chain | null)[] = [];
  const asked = new Map<string, Promise<Result<Chain, Failure>>>();
  const named = new Map<string, { readonly chain: Chain; readonly path: string }>();

  async function chainOf({ path, entry }: Item): Promise<Chain | null> {
    const { apiURL, rpcURL, chain: described } = entry as ConsensusConfig;
    const at = within(path, 'apiURL');
    if (apiURL === undefined) {
      faults.push(fault(at, 'field_missing'));
      return null;
    }
    const [rest, rpc] = [
      readChainAddress(apiURL),
      rpcURL === undefined ? null : readChainAddress(rpcURL),
    ];
    if (!rest.ok) faults.push({ path: at, failure: rest.error });
    if (rpc?.ok === false) faults.push({ path: within(path, 'rpcURL'), failure: rpc.error });
    if (!rest.ok || rpc?.ok === false) return null;
    const link = { rest: rest.value, rpc: rpc?.value ?? null };
    const known = before.find((chain) =>
      described === undefined ? chain.rest === link.rest : chain.chainId === described.chainId,
    );
    // An address that the file leaves out stays.
    const kept = { ...link, rpc: link.rpc ?? known?.rpc ?? null };
    if (described !== undefined) return { ...pick(described), ...kept };
    if (known !== undefined) return { ...known, ...kept };
    let reading = asked.get(link.rest);
    if (reading === undefined) {
      reading = readChain(link.rest, link.rpc);
      asked.set(link.rest, reading);
    }
    const read = await reading;
    if (read.ok) return { ...read.value, ...kept };
    faults.push({ path: at, failure: read.error });
    return null;
  }

  for (const item of items) {
    const chain = await chainOf(item);
    const twin = chain === null ? undefined : named.get(chain.chainId);
    if (chain !== null) faults.push(...inUse(chain, item.path, before, signers));
    if (chain !== null && twin === undefined) {
      named.set(chain.chainId, { chain, path: item.path });
    } else if (twin !== undefined && !isSame(asJson(twin.chain), asJson(chain))) {
      faults.push(fault(item.path, 'field_conflict', { other: twin.path }));
    }
    of.push(chain);
  }
  const changes = [...named.values()].map(({ chain, path }) =>
    changeOf(
      chain,
      before.find(({ chainId }) => chainId === chain.chainId),
      path,
    ),
  );
  return {
    faults,
    changes,
    of,
    after: [
      ...before.map((chain) => named.get(chain.chainId)?.chain ?? chain),
      ...[...named.values()]
        .map(({ chain }) => chain)
        .filter(({ chainId }) => before.every((chain) => chain.chainId !== chainId)),
    ],
  };
}

/** Addresses that were derived for a chain stand and fall with these two. */
function inUse(
  chain: Chain,
  path: string,
  before: readonly Chain[],
  signers: readonly Signer[],
): Fault[] {
  const was = before.find(({ chainId }) => chainId === chain.chainId);
  const user = signers.find(({ accounts }) =>
    accounts.some(({ chainId }) => chainId === chain.chainId),
  );
  if (was === undefined || user === undefined) return [];
  const names = (['prefix', 'coinType'] as const).filter((name) => was[name] !== chain[name]);
  return names.map((name) =>
    fault(within(within(path, 'chain'), name), 'chain_in_use', { name: user.name }),
  );
}

/** The schema lets through more than a chain has. */
function pick({ chainId, prefix, coinType, denoms, gasPrice, fixed }: ChainDescription) {
  return { chainId, prefix, coinType, denoms, gasPrice, fixed };
}

function changeOf(chain: Chain, before: Chain | undefined, path: string): Change {
  const [is, was] = [fieldsOf(chain), before === undefined ? null : fieldsOf(before)];
  const fields = Object.entries(is).flatMap(([name, after]): FieldChange[] =>
    was?.[name] === after ? [] : [{ field: name, before: was?.[name] ?? null, after }],
  );
  return {
    path,
    kind: was === null ? 'new' : fields.length === 0 ? 'same' : 'changed',
    name: `Chain ${chain.chainId}`,
    fields,
  };
}

/** What a user is shown of a chain. */
function fieldsOf({ rest, rpc, ...chain }: Chain): Record<string, string | null> {
  const { prefix, coinType, denoms, gasPrice, fixed } = chain;
  return {
    apiURL: rest,
    rpcURL: rpc,
    prefix,
    coinType: String(coinType),
    denoms: sortedText(denoms),
    gasPrice: gasPrice === null ? null : `${gasPrice.price} ${gasPrice.denom}`,
    fixed: fixed === null ? null : sortedText(fixed),
  };
}

function sortedText(value: object): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function asJson(value: object | null): Json {
  return value as Json;
}
