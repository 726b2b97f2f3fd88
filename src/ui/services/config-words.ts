import type { FailureView, Output } from '../../messages/contract.ts';
import { explain } from '../sentences.ts';
import { clip, visible } from '../wording.ts';
import { texts } from './config-texts.ts';

/** What the background says of a file. */
export type Look = Extract<Output<'configuration.look'>, { ok: true }>;
export type Plan = NonNullable<Look['plan']>;
type Change = Plan['changes'][number];

/** Why a file could not be looked at or imported. */
export function refusalWords(failure: FailureView): string {
  if (failure.code === 'vault_locked') {
    return texts.import.locked;
  }
  if (failure.code === 'vault_missing') {
    return texts.import.noPassword;
  }
  return explain(failure);
}

/** Why nothing could be exported. */
export function exportRefusalWords(failure: FailureView): string {
  return failure.code === 'vault_locked' ? texts.export.refused : explain(failure);
}

/** Where something is in the file, as it is shown. */
export function pathWords(path: string): string {
  return path === '' ? texts.wholeFile : visible(clip(path, 200));
}

/** How much there is to do: `2 new, 1 changed, 3 as they are`. */
export function sumWords({ changes, unknown }: Plan): string {
  const all = [...changes, ...unknown];
  const count = (kind: Change['kind']): number => all.filter((one) => one.kind === kind).length;
  const parts = (['new', 'changed', 'same'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => texts.counts[kind](count(kind)));
  return parts.length === 0 ? texts.nothing : texts.sum(parts);
}

/** What happens to one field. */
export function fieldWords({ before, after }: Change['fields'][number]): string {
  if (after === 'secret') return texts.secret;
  if (after === null) return texts.none;
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
      return texts.notes.clearSecret;
    case 'watched_only':
      return texts.notes.watchedOnly;
    case 'not_kept':
      return texts.notes.notKept;
    case 'other_address':
      return texts.notes.otherAddress(url === undefined ? null : visible(url));
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
