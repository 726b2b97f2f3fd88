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
  readonly subscriptions: readonly { readonly id: string; readonly subject: string }[];
}

const storedStreams = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    url: v.string(),
    login: v.picklist(['none', 'token', 'username_password']),
    username: v.nullable(v.string()),
    on: v.boolean(),
    subscriptions: v.array(v.object({ id: v.string(), subject: v.string() })),
  }),
);

/** The user's NATS connections, under one key. */
export function openStreamStorage(storage: LocalStorage): Shelf<StoredStream> {
  return openShelf(storage, STREAMS, storedStreams);
}
