import { type KeptMessage, MOST_KEPT_BYTES } from './message.ts';

/** Messages of one subscription that are kept in memory. */
export const MOST_MESSAGES = 1000;
/** Bytes of them: a thousand messages of a kilobyte go in, four of a megabyte do not fill it. */
export const MOST_BYTES = 1024 * 1024;

/** The newest messages of a subscription. Whatever comes in, it takes no more than the two bounds. */
export interface Ring {
  /** Messages that ever came in; also the sequence of the newest. */
  readonly count: number;
  push(at: number, subject: string, data: Uint8Array): KeptMessage;
  /** Those kept whose sequence is above `sequence`, oldest first. */
  after(sequence: number): readonly KeptMessage[];
  find(sequence: number): KeptMessage | undefined;
}

/** @param count of messages that came in earlier lives */
export function openRing(count: number): Ring {
  // A circle: shifting an array would cost each message of a flood a thousand moves.
  const slots = new Array<KeptMessage | undefined>(MOST_MESSAGES);
  let newest = count;
  /** The sequence of the oldest that is kept. */
  let oldest = count + 1;
  let bytes = 0;

  function dropOldest(): void {
    const slot = oldest % MOST_MESSAGES;
    bytes -= slots[slot]?.data.length ?? 0;
    slots[slot] = undefined;
    oldest += 1;
  }

  return {
    get count() {
      return newest;
    },
    push(at, subject, data) {
      newest += 1;
      const message: KeptMessage = {
        sequence: newest,
        at,
        subject,
        size: data.length,
        // A copy: what came is a window on the socket's whole buffer.
        data: data.slice(0, MOST_KEPT_BYTES),
      };
      if (newest - oldest >= MOST_MESSAGES) dropOldest();
      bytes += message.data.length;
      slots[newest % MOST_MESSAGES] = message;
      while (bytes > MOST_BYTES && oldest < newest) dropOldest();
      return message;
    },
    after(sequence) {
      const from = Math.max(oldest, sequence + 1);
      const found: KeptMessage[] = [];
      for (let each = from; each <= newest; each += 1) {
        const message = slots[each % MOST_MESSAGES];
        if (message !== undefined) found.push(message);
      }
      return found;
    },
    find(sequence) {
      const message = slots[sequence % MOST_MESSAGES];
      return message?.sequence === sequence ? message : undefined;
    },
  };
}
