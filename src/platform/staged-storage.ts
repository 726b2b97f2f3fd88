import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

/** A storage whose writes come to nothing until they are committed, all in one. */
export interface StagedStorage {
  readonly storage: LocalStorage;
  /**
   * Writes all, or nothing. Errors: `configuration_outdated` if something that was read here has
   * changed meanwhile; those of the storage.
   */
  commit(): Promise<Result<null, Failure>>;
}

/**
 * Lets stores that know nothing of each other write together: opened over it, they read what they
 * wrote, and nobody else does. Nothing can be removed in it.
 */
export function stageStorage(real: LocalStorage): StagedStorage {
  const written = new Map<string, unknown>();
  /** As JSON, as it was when it was first read. */
  const seen = new Map<string, string | undefined>();

  function note(key: string, value: unknown): void {
    if (!seen.has(key)) seen.set(key, JSON.stringify(value));
  }

  async function getMany(keys: readonly string[]): Promise<Result<readonly unknown[], Failure>> {
    const read = await real.getMany(keys);
    if (!read.ok) return read;
    for (const [index, key] of keys.entries()) note(key, read.value[index]);
    return ok(keys.map((key, index) => (written.has(key) ? written.get(key) : read.value[index])));
  }

  const storage: LocalStorage = {
    getMany,
    async get(key) {
      const read = await getMany([key]);
      return read.ok ? ok(read.value[0]) : read;
    },
    async set(entries) {
      // A store that keeps what it wrote would change it under us.
      for (const [key, value] of Object.entries(entries)) written.set(key, structuredClone(value));
      return ok(null);
    },
    async keys(prefix) {
      const keys = await real.keys(prefix);
      if (!keys.ok) return keys;
      const own = [...written.keys()].filter((key) => key.startsWith(prefix));
      return ok([...new Set([...keys.value, ...own])]);
    },
    async remove() {
      throw new Error('what is staged cannot be removed');
    },
    async all() {
      const entries = await real.all();
      return entries.ok ? ok({ ...entries.value, ...Object.fromEntries(written) }) : entries;
    },
  };

  return {
    storage,
    async commit() {
      if (written.size === 0) return ok(null);
      const keys = [...seen.keys()];
      const now = await real.getMany(keys);
      if (!now.ok) return now;
      const isSame = keys.every((key, index) => JSON.stringify(now.value[index]) === seen.get(key));
      if (!isSame) return err(failure('configuration_outdated'));
      return real.set(Object.fromEntries(written));
    },
  };
}
