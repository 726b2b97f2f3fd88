import type { Output } from '../../messages/contract.ts';
import { LOCALE } from '../language.ts';
import { texts } from './texts.ts';

/** What a backup says that it holds. */
export type Contents = Extract<Output<'vault.look'>, { ok: true }>;

/** `tollpass-backup-2026-11-23.json`, by the user's clock. */
export function backupName(now: number): string {
  const date = new Date(now);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `tollpass-backup-${date.getFullYear()}-${month}-${day}.json`;
}

/** When it was made. */
export function madeWords({ at }: Pick<Contents, 'at'>): string {
  return new Date(at).toLocaleString(LOCALE, { dateStyle: 'long', timeStyle: 'short' });
}

/** What becomes of the password when it is restored. */
export function passwordWords({ hasVault }: Pick<Contents, 'hasVault'>): string {
  return hasVault ? texts.restore.passwordReturns : texts.restore.passwordStays;
}
