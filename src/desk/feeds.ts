import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import {
  FEED_PORT,
  type FeedEnded,
  type FeedEndWord,
  type FeedOrder,
  fedMessage,
  type Ticket,
} from '../messages/feed.ts';

/** A ticket is of no use any more after this time. */
const TICKET_MS = 60_000;
/** A page may ask for one ticket after the other: the oldest of more are of no use. */
const MOST_TICKETS = 256;
/** Feeds of one origin, and of all: each may hold ten megabytes, of a page that is slow. */
export const MOST_OF_ORIGIN = 16;
export const MOST_FEEDS = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Ports of content scripts on one side, the listener on the other. */
export interface Feeds {
  /** Somebody may come with it, once. */
  expect(ticket: Ticket): void;
  connected(port: Runtime.Port): void;
  /** From the listener. False: it is no message for a page. */
  heard(message: unknown): boolean;
  /** Ends what pages of this origin hear. */
  revoke(origin: string): void;
}

interface Open {
  readonly origin: string;
  readonly port: Runtime.Port;
}

/** @param order tells the listener */
export function openFeeds(order: (what: FeedOrder) => void): Feeds {
  const tickets = new Map<string, Ticket>();
  const open = new Map<string, Open>();

  function end(id: string, why: FeedEndWord): void {
    const port = open.get(id)?.port;
    open.delete(id);
    port?.postMessage({ ended: why } satisfies FeedEnded);
    port?.disconnect();
  }

  return {
    expect(ticket) {
      const [oldest] = tickets.keys();
      if (oldest !== undefined && tickets.size >= MOST_TICKETS) tickets.delete(oldest);
      tickets.set(ticket.id, ticket);
      setTimeout(() => tickets.delete(ticket.id), TICKET_MS);
    },
    connected(port) {
      const id = port.name.slice(FEED_PORT.length);
      const ticket = tickets.get(id);
      const from = port.sender as (Runtime.MessageSender & { origin?: string }) | undefined;
      // The browser says who it is; the ticket, that the user allowed it.
      if (ticket === undefined || from?.tab === undefined || from.origin !== ticket.origin) {
        port.disconnect();
        return;
      }
      tickets.delete(id);
      const { origin, streamId, subjects } = ticket;
      const ofOrigin = [...open.values()].filter((each) => each.origin === origin).length;
      open.set(id, { origin, port });
      if (ofOrigin >= MOST_OF_ORIGIN || open.size > MOST_FEEDS) {
        end(id, 'busy');
        return;
      }
      port.onMessage.addListener(() => order({ feed: 'acknowledge', id }));
      port.onDisconnect.addListener(() => {
        open.delete(id);
        order({ feed: 'close', id });
      });
      order({ feed: 'open', id, streamId, subjects });
    },
    heard(message) {
      const told = v.safeParse(fedMessage, message);
      if (!told.success) return false;
      const { fed, kind } = told.output;
      if (kind === 'ended') end(fed, told.output.why);
      else open.get(fed)?.port.postMessage(decoder.decode(told.output.bytes));
      return true;
    },
    revoke(origin) {
      for (const [id, each] of [...open]) {
        if (each.origin !== origin) continue;
        order({ feed: 'close', id });
        end(id, 'revoked');
      }
      for (const [id, ticket] of tickets) if (ticket.origin === origin) tickets.delete(id);
    },
  };
}
