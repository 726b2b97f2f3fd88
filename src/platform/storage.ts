import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { migrate, SCHEMA } from './migrations.ts';

/** Storage that survives the browser. What it cannot do is a value, never an exception. */
export interface LocalStorage {
  get(key: string): Promise<Result<unknown, Failure>>;
  /** The values of these keys, in their order; undefined where there is none. */
  getMany(keys: readonly string[]): Promise<Result<readonly unknown[], Failure>>;
  /** Writes all entries, or none. */
  set(entries: Record<string, unknown>): Promise<Result<null, Failure>>;
  keys(prefix: string): Promise<Result<readonly string[], Failure>>;
  remove(keys: readonly string[]): Promise<Result<null, Failure>>;
  /** Every entry. */
  all(): Promise<Result<Readonly<Record<string, unknown>>, Failure>>;
}

/**
 * `storage.local`, opened once per life of the background.
 *
 * The background is its only reader and writer, so what was read or written once is known: a call
 * to the browser costs a millisecond or two, and a payment would make a dozen.
 *
 * Storage written by a newer version can be read by nobody here: nothing is read or overwritten
 * then, and each call answers `storage_newer`.
 */
export function openLocalStorage(): LocalStorage {
  const local = browser.storage.local;
  let opened: Promise<Result<null, Failure>> | null = null;
  const known = new Map<string, unknown>();
  let knownKeys: Set<string> | null = null;

  async function open(): Promise<Result<null, Failure>> {
    const { schema } = await local.get('schema');
    if (schema === undefined) await local.set({ schema: SCHEMA });
    else if (schema !== SCHEMA) {
      const older = typeof schema === 'number' && schema >= 1 && schema < SCHEMA;
      if (!older) return err(failure('storage_newer', { schema: String(schema) }));
      // One write: the entries and the number of their layout, or neither.
      await local.set(migrate(await local.get(null), schema));
    }
    return ok(null);
  }

  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, Failure>> {
    try {
      opened ??= open();
      const ready = await opened;
      return ready.ok ? ok(await work()) : ready;
    } catch (cause) {
      opened = null;
      return err(failure('storage_failed', {}, cause));
    }
  }

  return {
    get: (key) =>
      attempt(async () => {
        if (known.has(key)) return known.get(key);
        const stored = (await local.get(key))[key];
        // What was written meanwhile is newer.
        if (!known.has(key)) known.set(key, stored);
        return known.get(key);
      }),
    getMany: (keys) =>
      attempt(async () => {
        // Looked up now: a write that begins meanwhile forgets what it writes.
        const kept = new Map(
          keys.flatMap((key) => (known.has(key) ? [[key, known.get(key)]] : [])),
        );
        const missing = keys.filter((key) => !kept.has(key));
        // Not kept: whoever reads many at once reads them to show them.
        const stored = missing.length === 0 ? {} : await local.get(missing);
        return keys.map((key) => (kept.has(key) ? kept.get(key) : stored[key]));
      }),
    set: (entries) =>
      attempt(async () => {
        // Forgotten first: after a write that failed only the browser knows what is there.
        for (const key of Object.keys(entries)) known.delete(key);
        await local.set(entries);
        for (const [key, value] of Object.entries(entries)) {
          known.set(key, value);
          knownKeys?.add(key);
        }
        return null;
      }),
    keys: (prefix) =>
      attempt(async () => {
        knownKeys ??= new Set(await keysOf(local));
        return [...knownKeys].filter((key) => key.startsWith(prefix));
      }),
    remove: (keys) =>
      attempt(async () => {
        for (const key of keys) known.delete(key);
        await local.remove([...keys]);
        for (const key of keys) knownKeys?.delete(key);
        return null;
      }),
    all: () => attempt(() => local.get(null)),
  };
}

/** `getKeys` (Chrome 130, Firefox 143) spares reading the values; the polyfill has no type for it. */
function keysOf(area: object): Promise<string[]> {
  return (area as { getKeys(): Promise<string[]> }).getKeys();
}

/**
 * `storage.session`: in memory, outlives the background, dies with the browser, and no content
 * script can read it. What must never be written to the disk goes here.
 */
export const sessionStorage = {
  async get(key: string): Promise<unknown> {
    return (await browser.storage.session.get(key))[key];
  },
  async set(key: string, value: unknown): Promise<void> {
    await browser.storage.session.set({ [key]: value });
  },
  async remove(key: string): Promise<void> {
    await browser.storage.session.remove(key);
  },
};
