import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { countAttempts } from './attempts.ts';
import { type Bytes, fromBase64, toBase64, toBytes, toText } from './encoding.ts';
import { type Header, readHeader, unwrap, wrap } from './header.ts';
import { type Cost, checkStrength, isWeaker } from './password-key.ts';
import { FORMAT, readRecord } from './record.ts';
import { importKey, open, seal, sealed } from './sealed.ts';

/** Where the vault's records lie: the keys `vault`, `secret:<id>` and `auto-lock`. */
export interface VaultStore {
  /** undefined or null where there is none. */
  get(key: string): Promise<Result<unknown, Failure>>;
  getMany(keys: readonly string[]): Promise<Result<readonly unknown[], Failure>>;
  /** Writes all entries, or none. */
  set(entries: Record<string, unknown>): Promise<Result<null, Failure>>;
  keys(prefix: string): Promise<Result<readonly string[], Failure>>;
  remove(keys: readonly string[]): Promise<Result<null, Failure>>;
}

/** What outlives the background and dies with the browser, and is on no disk. */
export interface VaultSession {
  get(key: string): Promise<Result<unknown, Failure>>;
  /** null removes. */
  set(key: string, value: unknown): Promise<Result<null, Failure>>;
}

export interface VaultPorts {
  readonly store: VaultStore;
  readonly session: VaultSession;
  now(): number;
  /** Has `lockIfIdle` called at that time, or, with null, not any more. */
  remindAt(time: number | null): void;
  /** It was locked or unlocked, or came to be. */
  changed(state: VaultState): void;
}

/** A text to keep: `kind` says what it is, `id` which one. Both lie on the disk in the clear. */
export interface Secret {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

/** `none`: there is no password yet, and nothing can be kept. */
export type VaultState = 'none' | 'locked' | 'unlocked';

/**
 * Secrets at rest. Each is encrypted under a random data key, that key under the password; what
 * stays on the disk opens nothing without it.
 *
 * Errors of every call: `storage_failed`, `storage_newer`, `vault_damaged`.
 */
export interface Vault {
  state(): Promise<Result<VaultState, Failure>>;
  /**
   * Makes the vault, with what it is to hold from the beginning, in one write. It is unlocked then.
   * Errors: `vault_exists`, `vault_password_weak`.
   */
  create(password: string, first: readonly Secret[]): Promise<Result<null, Failure>>;
  /** Errors: `vault_missing`, `vault_wrong_password`, `vault_wait` (with `seconds`). */
  unlock(password: string): Promise<Result<null, Failure>>;
  lock(): Promise<Result<null, Failure>>;
  /** In one write, of the header alone. Errors: those of `unlock`, `vault_password_weak`. */
  changePassword(before: string, after: string): Promise<Result<null, Failure>>;
  /** Whether this is the password, as a failure if not. Errors: those of `unlock`. */
  check(password: string): Promise<Result<null, Failure>>;
  /** Errors: `vault_missing`, `vault_locked`. */
  put(secret: Secret): Promise<Result<null, Failure>>;
  /** null if there is none of this id. Errors: `vault_missing`, `vault_locked`. */
  get(id: string): Promise<Result<string | null, Failure>>;
  /** Errors: `vault_missing`, `vault_locked`. */
  remove(id: string): Promise<Result<null, Failure>>;
  /** What it holds, by id; also while it is locked. */
  list(): Promise<Result<readonly Omit<Secret, 'text'>[], Failure>>;
  /** The user does something with Tollpass: the time until it locks by itself starts anew. */
  used(): Promise<void>;
  /** Locks it if it was not used for as long as the user chose. */
  lockIfIdle(): Promise<void>;
  /** Minutes without use until it locks by itself; null: not before the browser closes. */
  idleMinutes(): Promise<Result<number | null, Failure>>;
  setIdleMinutes(minutes: number | null): Promise<Result<null, Failure>>;
}

export const HEADER = 'vault';
export const SECRET = 'secret:';
const AUTO_LOCK = 'auto-lock';
const SESSION = 'vault-key';
const KEY_BYTES = 32;
const DEFAULT_MINUTES = 30;

/** Uses are noted no more often than this: each costs a call to the browser. */
const USE_MS = 15_000;

const storedSecret = v.object({ version: v.number(), kind: v.string(), ...sealed.entries });
const storedMinutes = v.fallback(
  v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  DEFAULT_MINUTES,
);
const storedSession = v.object({ key: v.string(), usedAt: v.number() });

interface Unlocked {
  readonly key: CryptoKey;
  readonly text: string;
  usedAt: number;
}

/**
 * @param cost what a guess at the password is to cost; a vault that is cheaper is raised to it when
 *   it is unlocked
 */
export function openVault(ports: VaultPorts, cost: Cost): Vault {
  const { store, session, now } = ports;
  const attempts = countAttempts(session, now);
  /** Read once a life of the background; undefined until then. */
  let known: Unlocked | null | undefined;

  let line: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  async function header(): Promise<Result<Header | null, Failure>> {
    const stored = await store.get(HEADER);
    if (!stored.ok) return stored;
    return stored.value === undefined || stored.value === null
      ? ok(null)
      : readHeader(stored.value);
  }

  async function mustExist(): Promise<Result<Header, Failure>> {
    const read = await header();
    if (!read.ok) return read;
    return read.value === null ? err(failure('vault_missing')) : ok(read.value);
  }

  /** The open vault, or null; one that was not used for too long is locked here at the latest. */
  async function current(): Promise<Result<Unlocked | null, Failure>> {
    if (known === undefined) {
      const stored = await session.get(SESSION);
      if (!stored.ok) return stored;
      const read = v.safeParse(storedSession, stored.value);
      const bytes = read.success ? fromBase64(read.output.key) : null;
      // What was unlocked or locked meanwhile is newer.
      if (known === undefined) {
        known =
          read.success && bytes?.length === KEY_BYTES
            ? {
                key: await importKey(bytes),
                text: read.output.key,
                usedAt: read.output.usedAt,
              }
            : null;
      }
    }
    if (known === null) return ok(null);
    const minutes = await idleMinutes();
    if (!minutes.ok) return minutes;
    if (minutes.value === null || now() - known.usedAt < minutes.value * 60_000) return ok(known);
    const locked = await forget();
    return locked.ok ? ok(null) : locked;
  }

  async function keep(dataKey: Bytes): Promise<Result<null, Failure>> {
    const unlocked = { key: await importKey(dataKey), text: toBase64(dataKey), usedAt: now() };
    const kept = await note(unlocked);
    if (!kept.ok) return kept;
    known = unlocked;
    ports.changed('unlocked');
    return ok(null);
  }

  async function forget(): Promise<Result<null, Failure>> {
    const wasOpen = known !== null;
    known = null;
    ports.remindAt(null);
    const forgotten = await session.set(SESSION, null);
    if (forgotten.ok && wasOpen) ports.changed('locked');
    return forgotten;
  }

  async function note({ text, usedAt }: Unlocked): Promise<Result<null, Failure>> {
    const [kept, minutes] = [
      await session.set(SESSION, { key: text, usedAt }),
      await idleMinutes(),
    ];
    ports.remindAt(minutes.ok && minutes.value !== null ? usedAt + minutes.value * 60_000 : null);
    return kept;
  }

  async function mustBeOpen(): Promise<Result<Unlocked, Failure>> {
    const exists = await mustExist();
    if (!exists.ok) return exists;
    const unlocked = await current();
    if (!unlocked.ok) return unlocked;
    return unlocked.value === null ? err(failure('vault_locked')) : ok(unlocked.value);
  }

  /** The data key, for a password that is guessed at no faster than `attempts` allows. */
  async function tryPassword(
    password: string,
  ): Promise<Result<{ header: Header; dataKey: Bytes }, Failure>> {
    const read = await mustExist();
    if (!read.ok) return read;
    const begun = await attempts.begin();
    if (!begun.ok) return begun;
    const dataKey = await unwrap(read.value, password);
    const noted = await (dataKey.ok ? attempts.succeeded() : attempts.failed());
    if (!dataKey.ok) return dataKey;
    if (!noted.ok) return noted;
    if (dataKey.value.length !== KEY_BYTES) return err(failure('vault_damaged'));
    return ok({ header: read.value, dataKey: dataKey.value });
  }

  async function idleMinutes(): Promise<Result<number | null, Failure>> {
    const stored = await store.get(AUTO_LOCK);
    return stored.ok ? ok(v.parse(storedMinutes, stored.value)) : stored;
  }

  async function readSecret(id: string) {
    const stored = await store.get(SECRET + id);
    if (!stored.ok) return stored;
    if (stored.value === undefined || stored.value === null) return ok(null);
    return readRecord(storedSecret, stored.value);
  }

  return {
    async state() {
      const read = await header();
      if (!read.ok) return read;
      if (read.value === null) return ok('none');
      const unlocked = await current();
      if (!unlocked.ok) return unlocked;
      return ok(unlocked.value === null ? 'locked' : 'unlocked');
    },
    create: (password, first) =>
      inTurn(async () => {
        const read = await header();
        if (!read.ok) return read;
        if (read.value !== null) return err(failure('vault_exists'));
        // Without their header nothing opens them, but a backup may bring it back.
        const secrets = await list();
        if (!secrets.ok) return secrets;
        if (secrets.value.length > 0) return err(failure('vault_damaged'));
        const strong = checkStrength(password);
        if (!strong.ok) return strong;
        const dataKey = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
        const key = await importKey(dataKey);
        const entries: Record<string, unknown> = { [HEADER]: await wrap(dataKey, password, cost) };
        for (const secret of first) entries[SECRET + secret.id] = await stored(secret, key);
        const written = await store.set(entries);
        return written.ok ? keep(dataKey) : written;
      }),
    unlock: (password) =>
      inTurn(async () => {
        const opened = await tryPassword(password);
        if (!opened.ok) return opened;
        const { dataKey } = opened.value;
        const kept = await keep(dataKey);
        if (kept.ok && isWeaker(opened.value.header.derivation, cost)) {
          // It is unlocked whatever comes of this; the next unlock tries it again.
          await store.set({ [HEADER]: await wrap(dataKey, password, cost) });
        }
        return kept;
      }),
    lock: () => inTurn(forget),
    changePassword: (before, after) =>
      inTurn(async () => {
        const strong = checkStrength(after);
        if (!strong.ok) return strong;
        const opened = await tryPassword(before);
        if (!opened.ok) return opened;
        return store.set({ [HEADER]: await wrap(opened.value.dataKey, after, cost) });
      }),
    check: (password) =>
      inTurn(async () => {
        const opened = await tryPassword(password);
        return opened.ok ? ok(null) : opened;
      }),
    put: (secret) =>
      inTurn(async () => {
        const opened = await mustBeOpen();
        if (!opened.ok) return opened;
        // One that cannot be read is not written over: it may be a newer version's.
        const before = await readSecret(secret.id);
        if (!before.ok) return before;
        return store.set({ [SECRET + secret.id]: await stored(secret, opened.value.key) });
      }),
    async get(id) {
      const opened = await mustBeOpen();
      if (!opened.ok) return opened;
      const secret = await readSecret(id);
      if (!secret.ok) return secret;
      if (secret.value === null) return ok(null);
      const bytes = await open(opened.value.key, secret.value, boundTo(id, secret.value.kind));
      return bytes === null ? err(failure('vault_damaged', { secret: id })) : ok(toText(bytes));
    },
    remove: (id) =>
      inTurn(async () => {
        const opened = await mustBeOpen();
        if (!opened.ok) return opened;
        const secret = await readSecret(id);
        return secret.ok ? store.remove([SECRET + id]) : secret;
      }),
    list,
    async used() {
      const unlocked = await current();
      if (!unlocked.ok || unlocked.value === null) return;
      if (now() - unlocked.value.usedAt < USE_MS) return;
      unlocked.value.usedAt = now();
      await note(unlocked.value);
    },
    async lockIfIdle() {
      const unlocked = await current();
      if (unlocked.ok && unlocked.value !== null) await note(unlocked.value);
    },
    idleMinutes,
    setIdleMinutes: (minutes) =>
      inTurn(async () => {
        const written = await store.set({ [AUTO_LOCK]: minutes });
        if (!written.ok) return written;
        const unlocked = await current();
        if (!unlocked.ok) return unlocked;
        return unlocked.value === null ? ok(null) : note(unlocked.value);
      }),
  };

  async function list(): Promise<Result<readonly Omit<Secret, 'text'>[], Failure>> {
    const keys = await store.keys(SECRET);
    if (!keys.ok) return keys;
    const records = await store.getMany(keys.value);
    if (!records.ok) return records;
    return ok(
      keys.value.flatMap((key, index) => {
        const stored = records.value[index];
        if (stored === undefined || stored === null) return [];
        const read = v.safeParse(storedSecret, stored);
        return [{ id: key.slice(SECRET.length), kind: read.success ? read.output.kind : '' }];
      }),
    );
  }
}

async function stored({ id, kind, text }: Secret, key: CryptoKey) {
  return { version: FORMAT, kind, ...(await seal(key, toBytes(text), boundTo(id, kind))) };
}

/** What a secret is said to be: moved to another id, or given out for another kind, it is damaged. */
function boundTo(id: string, kind: string): string {
  return JSON.stringify(['tollpass secret', FORMAT, id, kind]);
}
