import type { Remembered } from './connection.ts';
import type { KeptMessage } from './message.ts';

/** Messages of one subscription that outlive the browser. */
export const MOST_STORED = 2000;

/** What is written in one go: all of it, or nothing. */
export interface HistoryEntry {
  readonly connectionId: string;
  readonly remembered: Remembered;
  readonly subscriptions: readonly {
    readonly id: string;
    /** Messages that ever came in, those that were not kept included. */
    readonly count: number;
    /** Of those, what nobody can read any more though it was never written. */
    readonly dropped: number;
    readonly messages: readonly KeptMessage[];
  }[];
}

/** What an earlier life knew of a subscription. */
export interface Tally {
  readonly count: number;
  readonly dropped: number;
}

/** Messages and gaps at rest, in bounds. Every call rejects where the browser cannot store. */
export interface History {
  /** What was written of a connection last. */
  load(connectionId: string): Promise<Remembered>;
  tally(subscriptionId: string): Promise<Tally>;
  write(entry: HistoryEntry): Promise<void>;
  /** Up to `most` messages below `before`, the newest of them, oldest first. */
  read(subscriptionId: string, before: number, most: number): Promise<readonly KeptMessage[]>;
  /** Forgets the messages of a subscription; its count goes on. */
  clear(subscriptionId: string): Promise<void>;
  /** Forgets every connection and subscription but these. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
}
