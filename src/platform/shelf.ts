import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { LocalStorage } from './storage.ts';

/** A list in one record: of what people have a handful of. */
export interface Shelf<T> {
  read(): Promise<Result<readonly T[], Failure>>;
  /** Reads, changes and writes in one turn. Fails with what `change` fails with. */
  update(
    change: (list: readonly T[]) => Result<readonly T[], Failure>,
  ): Promise<Result<readonly T[], Failure>>;
}

/** @param key its place in the storage */
export function openShelf<T>(
  storage: LocalStorage,
  key: string,
  schema: v.GenericSchema<unknown, T[]>,
): Shelf<T> {
  let line: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Result<readonly T[], Failure>> {
    const entry = await storage.get(key);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok([]);
    const list = v.safeParse(schema, entry.value);
    // What cannot be read is not written over either.
    return list.success ? ok(list.output) : err(failure('storage_failed', { record: key }));
  }

  return {
    read,
    update(change) {
      const turn = line.then(async (): Promise<Result<readonly T[], Failure>> => {
        const before = await read();
        if (!before.ok) return before;
        const after = change(before.value);
        if (!after.ok) return after;
        const written = await storage.set({ [key]: after.value });
        return written.ok ? after : written;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
