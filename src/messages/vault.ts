import * as v from 'valibot';
import { done, failure } from './done.ts';

const password = v.pipe(v.string(), v.maxLength(1024));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The text of a file that the user chose: browsers carry no message above 64 MiB. */
const backupText = v.pipe(v.string(), v.maxLength(60_000_000));

/** `none`: there is no password yet. */
export const vaultState = v.picklist(['none', 'locked', 'unlocked']);

/** Minutes without use; null: not before the browser closes. */
const idleMinutes = v.nullable(v.picklist([5, 15, 30, 60]));

/** The messages about the user's password, what lies under it, and backups. No answer holds a secret. */
export const VAULT_CONTRACT = {
  'vault.read': {
    from: 'extension',
    input: v.strictObject({}),
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        state: vaultState,
        idleMinutes: v.nullable(count),
        /** The approval window is to ask for the password: something waits for it. */
        asked: v.boolean(),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  'vault.create': { from: 'extension', input: v.strictObject({ password }), output: done },
  'vault.unlock': { from: 'extension', input: v.strictObject({ password }), output: done },
  'vault.lock': { from: 'extension', input: v.strictObject({}), output: done },
  'vault.change_password': {
    from: 'extension',
    input: v.strictObject({ before: password, after: password }),
    output: done,
  },
  'vault.auto_lock': {
    from: 'extension',
    input: v.strictObject({ minutes: idleMinutes }),
    output: done,
  },
  /** All that is stored, as the text of a file that is encrypted under this password. */
  'vault.backup': {
    from: 'extension',
    input: v.strictObject({
      password,
      /** It has to be the vault's own password. */
      own: v.boolean(),
    }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), text: v.string() }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** What is in a backup, before anything is replaced by it. */
  'vault.look': {
    from: 'extension',
    input: v.strictObject({ text: backupText, password }),
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        at: v.number(),
        payments: count,
        passes: count,
        sites: count,
        secrets: count,
        hasVault: v.boolean(),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Puts a backup in the place of what is stored, but for what was paid since. */
  'vault.restore': {
    from: 'extension',
    input: v.strictObject({ text: backupText, password }),
    output: done,
  },
} as const;
