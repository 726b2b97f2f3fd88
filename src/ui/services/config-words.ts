import type { FailureView, Output } from '../../messages/contract.ts';
import { explain } from '../sentences.ts';
import { clip, plural, visible } from '../wording.ts';

/** What the background says of a file. */
export type Look = Extract<Output<'configuration.look'>, { ok: true }>;
export type Plan = NonNullable<Look['plan']>;
type Change = Plan['changes'][number];

/** Why a file could not be looked at or imported. */
export function refusalWords(failure: FailureView): string {
  if (failure.code === 'vault_locked') {
    return 'There are secrets in this file, and Tollpass is locked. Nothing was changed. Unlock it to go on.';
  }
  if (failure.code === 'vault_missing') {
    return 'There are secrets in this file, and Tollpass has no password to keep them under. Nothing was changed. Set one in the settings, then come back.';
  }
  return explain(failure);
}

/** Why nothing could be exported. */
export function exportRefusalWords(failure: FailureView): string {
  return failure.code === 'vault_locked'
    ? 'Tollpass is locked, so it cannot read the secrets. Nothing was exported. Unlock it, then try again.'
    : explain(failure);
}

/** Where something is in the file, as it is shown. */
export function pathWords(path: string): string {
  return path === '' ? 'the whole file' : visible(clip(path, 200));
}

/** How much there is to do: `2 new, 1 changed, 3 as they are`. */
export function sumWords({ changes, unknown }: Plan): string {
  const all = [...changes, ...unknown];
  const count = (kind: Change['kind']): number => all.filter((one) => one.kind === kind).length;
  const parts = [
    count('new') > 0 ? `${count('new')} new` : '',
    count('changed') > 0 ? `${count('changed')} changed` : '',
    count('same') > 0 ? plural(count('same'), 'stays as it is', 'stay as they are') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'There is nothing in it.' : `${parts.join(', ')}.`;
}

export const KINDS: Readonly<Record<Change['kind'], string>> = {
  new: 'New',
  changed: 'Changed',
  same: 'As it is',
};

export const SERVICES: Readonly<Record<Change['service'], string>> = {
  webapp: 'Web apps',
  consensus: 'Chains and signers',
  streaming: 'Streams',
};

/** What happens to one field. */
export function fieldWords({ before, after }: Change['fields'][number]): string {
  if (after === 'secret') return 'kept under your password';
  if (after === null) return 'none';
  const is = visible(after);
  return before === null ? is : `${visible(before)} → ${is}`;
}

/** What is worth knowing before an import, by what it is about: one sentence and its places. */
export function noteWords(plan: Plan): readonly { readonly says: string; readonly at: string[] }[] {
  const said = new Map<string, string[]>();
  for (const note of plan.notes) {
    const says = sentenceOf(note);
    said.set(says, [...(said.get(says) ?? []), note.path]);
  }
  return [...said].map(([says, at]) => ({ says, at }));
}

function sentenceOf({ kind, url }: Plan['notes'][number]): string {
  switch (kind) {
    case 'clear_secret':
      return 'These secrets stand in the file for anybody to read. Tollpass keeps them under your password; delete the file when you are done.';
    case 'watched_only':
      return 'These addresses come without a key: Tollpass only watches them.';
    case 'not_kept':
      return 'These are not taken over: the service itself knows them better.';
    case 'other_address':
      return `A browser cannot speak to a nats:// address. Tollpass connects to ${visible(url ?? 'its WebSocket')} instead.`;
  }
}

/** `tollpass-configuration-2026-11-23.json`, by the user's clock. */
export function configurationName(now: number): string {
  const date = new Date(now);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `tollpass-configuration-${date.getFullYear()}-${month}-${day}.json`;
}
