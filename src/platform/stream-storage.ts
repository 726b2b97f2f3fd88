import * as v from 'valibot';
import { STREAMS } from './kept-streams.ts';
import { openShelf, type Shelf } from './shelf.ts';
import type { LocalStorage } from './storage.ts';

/** A connection as it is stored: what of its login is secret is in the vault. */
export interface StoredStream {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly login: 'none' | 'token' | 'username_password';
  readonly username: string | null;
  readonly on: boolean;
  readonly subscriptions: readonly {
    readonly id: string;
    readonly subject: string;
    readonly alerts: readonly {
      readonly id: string;
      readonly conditions: readonly { readonly field: string; readonly value: string }[];
    }[];
  }[];
}

const storedStreams = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    url: v.string(),
    login: v.picklist(['none', 'token', 'username_password']),
    username: v.nullable(v.string()),
    on: v.boolean(),
    subscriptions: v.array(
      v.object({
        id: v.string(),
        subject: v.string(),
        alerts: v.array(
          v.object({
            id: v.string(),
            conditions: v.array(v.object({ field: v.string(), value: v.string() })),
          }),
        ),
      }),
    ),
  }),
);

/** Minutes of the day in which nothing is alerted; over midnight if `to` is before `from`. */
export interface StoredQuiet {
  readonly from: number;
  readonly to: number;
}

const storedQuiet = v.array(v.object({ from: v.number(), to: v.number() }));

export interface StreamStorage {
  readonly streams: Shelf<StoredStream>;
  /** One, or none. */
  readonly quiet: Shelf<StoredQuiet>;
}

/** The user's NATS connections, and the hours in which they are to be quiet. */
export function openStreamStorage(storage: LocalStorage): StreamStorage {
  return {
    streams: openShelf(storage, STREAMS, storedStreams),
    quiet: openShelf(storage, 'stream-quiet', storedQuiet),
  };
}
