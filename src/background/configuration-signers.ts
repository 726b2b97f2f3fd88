import { type Change, type Note, SECRET_VALUE } from '../configuration/part.ts';
import type { Account, Signer } from '../platform/signer-storage.ts';
import type { KeySource } from '../signers/signing.ts';
import { textOf } from './signer-actions.ts';

/** A signer of the file, on one chain. */
export interface Wanted {
  readonly path: string;
  readonly chainId: string;
  readonly account: Account;
  /** What the file calls it; undefined if it does not. */
  readonly name: string | undefined;
  /** null: the address is only watched. */
  readonly source: KeySource | null;
}

export function isSameAccount(a: Account | undefined, b: Account | undefined): boolean {
  return a?.chainId === b?.chainId && a?.address === b?.address;
}

/** The signers as they are to be, and what that changes. */
export interface FilledShelf {
  readonly signers: readonly Signer[];
  readonly secrets: readonly { readonly id: string; readonly source: KeySource }[];
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
}

/**
 * The user's signers once those of a file are among them.
 *
 * An address that is there already stays with its signer. One that was only watched, and whose key
 * comes now, becomes that key's: under the signer that has this key, else under one of the watched
 * one's name. Accounts of one key are one signer.
 */
export function fillShelf(
  before: readonly Signer[],
  known: ReadonlyMap<string, KeySource>,
  wanted: readonly Wanted[],
  newId: () => string,
): FilledShelf {
  let signers = before;
  const sources = new Map(known);
  const secrets: { id: string; source: KeySource }[] = [];
  const changes: Change[] = [];
  const notes: Note[] = [];

  function holderOf(account: Account): Signer | undefined {
    return signers.find(({ accounts }) => accounts.some((of) => isSameAccount(of, account)));
  }

  function replace(signer: Signer): void {
    const isThere = signers.some(({ id }) => id === signer.id);
    signers = isThere
      ? signers.map((each) => (each.id === signer.id ? signer : each))
      : [...signers, signer];
  }

  for (const { path, account, name, source } of wanted) {
    const holder = holderOf(account);
    const title = (of: string) => `${of}, ${account.address}`;
    const newName = name ?? shortName(account.address);
    if (holder !== undefined && (source === null || holder.kind !== 'watch')) {
      const isRenamed = name !== undefined && name !== holder.name;
      // A signer of several accounts has one name: that of the first that the file names.
      const isFirst = isSameAccount(holder.accounts[0], account);
      if (isRenamed && isFirst) replace({ ...holder, name });
      changes.push({
        path,
        kind: isRenamed && isFirst ? 'changed' : 'same',
        name: title(holder.name),
        fields: isRenamed && isFirst ? [{ field: 'name', before: holder.name, after: name }] : [],
      });
      continue;
    }
    if (source === null) {
      replace({ id: newId(), name: newName, kind: 'watch', accounts: [account] });
      changes.push({ path, kind: 'new', name: title(newName), fields: [] });
      notes.push({ path, kind: 'watched_only' });
      continue;
    }
    const keeper = signers.find(({ id }) => isSameSource(sources.get(id), source));
    if (keeper === undefined) {
      const id = holder?.id ?? newId();
      replace({
        id,
        name: name ?? holder?.name ?? newName,
        kind: source.kind,
        accounts: [account],
      });
      sources.set(id, source);
      secrets.push({ id, source });
    } else {
      if (holder !== undefined) signers = signers.filter(({ id }) => id !== holder.id);
      replace({ ...keeper, accounts: [...keeper.accounts, account] });
    }
    changes.push({
      path,
      kind: holder === undefined ? 'new' : 'changed',
      name: title(keeper?.name ?? name ?? holder?.name ?? newName),
      fields: [
        {
          field: source.kind === 'mnemonic' ? 'mnemonic' : 'privateKey',
          before: null,
          after: SECRET_VALUE,
        },
      ],
    });
  }
  return { signers, secrets, changes, notes };
}

function isSameSource(a: KeySource | undefined, b: KeySource): boolean {
  return a?.kind === b.kind && textOf(a) === textOf(b);
}

function shortName(address: string): string {
  return `${address.slice(0, 12)}…${address.slice(-4)}`;
}
