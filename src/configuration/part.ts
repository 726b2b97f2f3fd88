import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Fault } from './fault.ts';
import type { JsonObject, Pointer } from './json.ts';

/** One of a service's entries as Tollpass holds it. */
export interface Held {
  /** What tells it from the others of its service, for as long as it is there. */
  readonly key: string;
  readonly entry: JsonObject;
}

/** One of a service's entries in a file. */
export interface Item {
  readonly path: Pointer;
  readonly entry: JsonObject;
}

/** Stands for what is sensitive wherever a change is told. */
export const SECRET_VALUE = 'secret';

/** One field that a change is about. null is none; of what is sensitive there is `SECRET_VALUE`. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an import does to one thing that Tollpass holds, or will hold. */
export interface Change {
  readonly path: Pointer;
  readonly kind: 'new' | 'changed' | 'same';
  /** What it is, for the user. */
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

/**
 * Something to know before the import: `clear_secret` (it stood in the file for anybody to read),
 * `watched_only` (an address without a key), `not_kept` (the service knows it better),
 * `other_address` (a server's address is replaced by the `url` that a browser can speak to).
 */
export interface Note {
  readonly path: Pointer;
  readonly kind: 'clear_secret' | 'watched_only' | 'not_kept' | 'other_address';
  readonly url?: string;
}

/** What importing entries comes to. With any fault nothing can be applied. */
export interface PartPlan {
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
  /** What each item will be known by: as `Held.key`, in the order of the items. */
  readonly keys: readonly string[];
  apply(): Promise<Result<null, Failure>>;
}

/**
 * What Tollpass holds for one service. It is read and written through a storage that takes all
 * writes of an import together, so an `apply` that fails leaves nothing behind.
 */
export interface Part {
  /** Errors: those of its stores; with secrets also `vault_missing`, `vault_locked`. */
  read(withSecrets: boolean): Promise<Result<readonly Held[], Failure>>;
  /**
   * What these entries, which fit the schema, would change.
   * Errors: as of `read` if they hold secrets.
   */
  plan(items: readonly Item[]): Promise<Result<PartPlan, Failure>>;
}
