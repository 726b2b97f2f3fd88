import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Service } from './configuration.ts';
import { isObject, type Json, type JsonObject, type Pointer, valueAt, withValue } from './json.ts';

/** Unknown fields of one place, by their pointers within it. */
export type Fields = Readonly<Record<Pointer, Json>>;

/** Unknown fields by place (`placeOf`). */
export type Kept = Readonly<Record<string, Fields>>;

/** The fields that belong to no service. */
export const WHOLE = '';

export function placeOf(service: Service, key: string): string {
  return `${service} ${key}`;
}

/** Where fields are kept that mean nothing to us, until they are exported again. */
export interface KeptFields {
  /** Those that are not sensitive. */
  read(): Promise<Result<Kept, Failure>>;
  /** Those that may be. Errors: `vault_missing`, `vault_locked`. */
  readSecret(): Promise<Result<Kept, Failure>>;
  write(kept: Kept): Promise<Result<null, Failure>>;
  /** Errors: `vault_missing`, `vault_locked`. */
  writeSecret(kept: Kept): Promise<Result<null, Failure>>;
}

/** The entry with fields that were kept for it, where it has nothing else in their places. */
export function withFields(entry: JsonObject, fields: Fields | undefined): JsonObject {
  return Object.entries(fields ?? {}).reduce<JsonObject>((before, [at, value]) => {
    const parent = valueAt(before, at.slice(0, at.lastIndexOf('/')));
    if (!isObject(parent) || valueAt(before, at) !== undefined) return before;
    return withValue(before, at, value) as JsonObject;
  }, entry);
}

/** Both, where the later one has a field the later one's; nothing of places that are gone. */
export function mergeKept(before: Kept, later: Kept, places: ReadonlySet<string>): Kept {
  const all = [...new Set([...Object.keys(before), ...Object.keys(later)])];
  return Object.fromEntries(
    all
      .filter((place) => places.has(place))
      .map((place) => [place, { ...before[place], ...later[place] }]),
  );
}
