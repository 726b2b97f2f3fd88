import type { FeedHead } from '../messages/feed.ts';
import { BEGIN_STREAM, END_STREAM, LISTEN, type Listen, STREAM } from './channel.ts';
import type { TollpassMissed } from './provider.d.ts';

/**
 * Runs in the page's own world once the page may hear something: takes apart what the content script
 * (`stream-relay.iife.ts`) hands over, and calls the page back. Put there by the background, so that
 * other pages pay nothing for it.
 */

/** Why it is over, for the page. */
const ENDS: Readonly<Record<string, readonly [string, string]>> = {
  denied: ['refused', 'The server does not let this user listen to a subject.'],
  revoked: ['not_connected', 'The user does not allow it any more.'],
  busy: ['busy', 'This origin has too many subscriptions.'],
  gone: ['interrupted', 'Tollpass was updated or removed: load the page again.'],
};

const { parse, stringify } = JSON;
const Detail = CustomEvent;
const tell = dispatchEvent;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const listen: Listen = ({ ticket, subjects, hear, missed, ended, errorOf }) =>
  new Promise((resolve, reject) => {
    const id = crypto.randomUUID();
    const type = STREAM + id;
    /** All before it came, or was said to be missed; null until the subscription stands. */
    let proven: number | null = null;

    /** What the page's own functions throw is the page's, and stops nothing. */
    function call<T>(work: ((value: T) => void) | undefined, value: T): void {
      try {
        work?.(value);
      } catch (error) {
        reportError(error);
      }
    }

    function unsubscribe(): void {
      removeEventListener(type, heard, true);
      tell(new Detail(END_STREAM, { detail: id }));
    }

    function stand(at: number): void {
      // The way was broken: by an end of the background, or a page that was put away.
      if (proven !== null) call(missed, { from: proven, to: at, count: null } as TollpassMissed);
      proven = at;
      resolve(Object.freeze({ subjects: Object.freeze([...subjects]), unsubscribe }));
    }

    function end(why: string): void {
      removeEventListener(type, heard, true);
      const [code, message] = ENDS[why] ?? ['failed', 'It could not be done.'];
      const error = errorOf(code, message);
      if (proven === null) reject(error);
      else call(ended, error);
    }

    function heard(event: Event): void {
      event.stopImmediatePropagation();
      const text = (event as CustomEvent<string>).detail;
      const cut = text.lastIndexOf('\n');
      if (cut < 0) {
        end(text);
        return;
      }
      const head = parse(text.slice(cut + 1)) as FeedHead;
      const { messages, at } = head;
      let from = 0;
      for (let index = 0; index < messages.length; index += 3) {
        const size = messages[index + 1] as number;
        const to = from + Math.abs(size);
        const data = text.slice(from, to);
        from = to;
        call(hear, {
          subject: head.subjects[messages[index] as number] as string,
          data: size < 0 ? bytesOf(data) : data,
          time: at + (messages[index + 2] as number),
        });
      }
      for (const each of head.missed) call(missed, each);
      if (head.stands !== null) stand(head.stands);
      proven = head.proven ?? proven;
    }

    // Capturing: before any other that listens to all there is.
    addEventListener(type, heard, true);
    tell(new Detail(BEGIN_STREAM, { detail: stringify({ id, ticket, subjects }) }));
  });

tell(new Detail(LISTEN, { detail: listen }));
