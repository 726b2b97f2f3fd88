import * as v from 'valibot';
import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { AttachedHeaders } from '../platform/attach-headers.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import { mergeBackup } from '../platform/merge-backup.ts';
import { type Entries, migrate, SCHEMA } from '../platform/migrations.ts';
import type { SettingsStorage } from '../platform/settings-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';
import type { UnlockWindow } from '../platform/unlock-window.ts';
import { createWithLogin } from '../platform/vault-login.ts';
import { makeBackup, readBackup } from '../vault/backup-file.ts';
import { type Cost, checkStrength } from '../vault/password-key.ts';
import { HEADER, SECRET, type Vault } from '../vault/vault.ts';
import { failureView } from './views.ts';

type VaultHandlers = Pick<
  Handlers,
  | 'vault.read'
  | 'vault.create'
  | 'vault.unlock'
  | 'vault.lock'
  | 'vault.change_password'
  | 'vault.auto_lock'
  | 'vault.backup'
  | 'vault.look'
  | 'vault.restore'
>;

export interface VaultActionPorts {
  readonly vault: Vault;
  readonly storage: LocalStorage;
  readonly settings: SettingsStorage;
  readonly journal: JournalStorage;
  readonly unlocks: Pick<UnlockWindow, 'isAsking' | 'isAwaited'>;
  readonly attached: Pick<AttachedHeaders, 'renew' | 'withdraw'>;
  /** What is read once a life of the background is read again. */
  restored(): Promise<void>;
  readonly clock: Clock;
  /** What a guess at a backup's password is to cost. */
  readonly cost: Cost;
  /** Turns a result into the answer of a message, and tells open pages. */
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** All that is stored, as a backup holds it: of this version's layout or an older one's. */
const payload = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check(({ schema }) => Number.isInteger(schema) && Number(schema) >= 1),
);

/** The handlers for the user's password, what lies under it, and backups. */
export function vaultHandlers(ports: VaultActionPorts): VaultHandlers {
  const { vault, storage, settings, journal, attached, done } = ports;

  async function entriesIn(text: string, password: string) {
    const read = await readBackup(text, password);
    if (!read.ok) return read;
    const parsed = v.safeParse(payload, read.value.payload);
    if (!parsed.success) return err(failure('backup_unreadable'));
    const schema = Number(parsed.output.schema);
    if (schema > SCHEMA) return err(failure('backup_newer'));
    const entries: Entries = schema < SCHEMA ? migrate(parsed.output, schema) : parsed.output;
    return ok({ at: read.value.at, entries });
  }

  async function replaceWith(backup: Entries): Promise<Result<null, Failure>> {
    const written = await journal.replace(async () => {
      const present = await storage.all();
      if (!present.ok) return present;
      const merged = mergeBackup(present.value, backup);
      const set = await storage.set({ ...merged });
      if (!set.ok) return set;
      return storage.remove(Object.keys(merged).filter((key) => merged[key] === null));
    });
    if (!written.ok) return written;
    await ports.restored();
    // The key that is kept is that of the vault before.
    const locked = backup[HEADER] === undefined ? ok(null) : await vault.lock();
    if (!locked.ok) return locked;
    const withdrawn = backup[HEADER] === undefined ? ok(null) : await attached.withdraw();
    if (!withdrawn.ok) return withdrawn;
    const records = await journal.records(null);
    if (!records.ok) return records;
    for (const origin of new Set(records.value.map(({ toll }) => toll.origin))) {
      const renewed = await attached.renew(origin);
      if (!renewed.ok) return renewed;
    }
    return ok(null);
  }

  return {
    async 'vault.read'() {
      const [state, minutes] = await Promise.all([vault.state(), vault.idleMinutes()]);
      if (!state.ok) return { ok: false, failure: failureView(state.error) };
      if (!minutes.ok) return { ok: false, failure: failureView(minutes.error) };
      const asked = ports.unlocks.isAsking();
      return { ok: true, state: state.value, idleMinutes: minutes.value, asked };
    },
    'vault.create': async ({ password }) => done(await createWithLogin(vault, settings, password)),
    'vault.unlock': async ({ password }) => done(await vault.unlock(password)),
    // Locked by hand, what it holds is shown to nobody any more; locked by time, it is until the
    // browser closes.
    async 'vault.lock'() {
      const locked = await vault.lock();
      const withdrawn = await attached.withdraw();
      return done(locked.ok ? withdrawn : locked);
    },
    'vault.change_password': async ({ before, after }) =>
      done(await vault.changePassword(before, after)),
    'vault.auto_lock': async ({ minutes }) => done(await vault.setIdleMinutes(minutes)),
    async 'vault.backup'({ password, own }) {
      const fits = own ? await vault.check(password) : checkStrength(password);
      const stored = fits.ok ? await storage.all() : fits;
      return stored.ok
        ? {
            ok: true,
            text: await makeBackup(stored.value, password, ports.clock.now(), ports.cost),
          }
        : { ok: false, failure: failureView(stored.error) };
    },
    async 'vault.look'({ text, password }) {
      const read = await entriesIn(text, password);
      if (!read.ok) return { ok: false, failure: failureView(read.error) };
      const { at, entries } = read.value;
      return { ok: true, at, ...contentsOf(entries) };
    },
    async 'vault.restore'({ text, password }) {
      const read = await entriesIn(text, password);
      return done(read.ok ? await replaceWith(read.value.entries) : read);
    },
  };
}

const withPass = v.object({ pass: v.looseObject({}) });
const withSites = v.object({ sites: v.record(v.string(), v.unknown()) });

/** What a backup is said to hold before it is restored. */
function contentsOf(entries: Entries) {
  const keys = Object.keys(entries);
  const count = (prefix: string): number => keys.filter((key) => key.startsWith(prefix)).length;
  const passes = keys.filter((key) => key.startsWith('toll:') && v.is(withPass, entries[key]));
  const settings = v.safeParse(withSites, entries.settings);
  return {
    payments: count('paid:'),
    passes: passes.length,
    sites: settings.success ? Object.keys(settings.output.sites).length : 0,
    secrets: count(SECRET),
    hasVault: entries[HEADER] !== undefined,
  };
}
