import { type KeptMessage, MOST_KEPT_BYTES } from './message.ts';

/** Messages of one subscription that are kept in memory. */
export const MOST_MESSAGES = 1000;
/** Bytes of them. */
export const MOST_BYTES = 1024 * 1024;

/** The newest messages of a subscription. Whatever comes in, it takes no more than the two bounds. */
export interface Ring {
  /** Messages that ever came in; also the sequence of the newest. */
  readonly count: number;
  push(at: number, subject: string, data: Uint8Array): void;
  /** Those kept whose sequence is above `sequence`, oldest first. */
  after(sequence: number): readonly KeptMessage[];
  find(sequence: number): KeptMessage | undefined;
}

/** Where a message lies in the ring's bytes. */
interface Slot {
  readonly at: number;
  readonly subject: string;
  readonly size: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * The bytes lie in one buffer, written round and round. With a buffer for each message a flood came
 * in at 0.74 of the speed of nats.ws alone.
 *
 * @param count of messages that came in in earlier lives
 */
export function openRing(count: number): Ring {
  const slots = new Array<Slot | undefined>(MOST_MESSAGES);
  let bytes = new Uint8Array(0);
  let head = 0;
  let newest = count;
  /** The sequence of the oldest that is kept. */
  let oldest = count + 1;

  /** Drops the oldest messages as long as they begin between two places. */
  function clear(from: number, to: number): void {
    for (; oldest <= newest; oldest += 1) {
      const offset = slots[oldest % MOST_MESSAGES]?.offset ?? 0;
      if (offset < from || offset >= to) return;
    }
  }

  /** @returns where so many bytes can be written. At least one is taken, so that each has a place. */
  function makeRoom(length: number): number {
    const room = Math.max(1, length);
    if (head + room > MOST_BYTES) {
      // What is behind the head is of the last round, and so the oldest.
      clear(head, MOST_BYTES);
      head = 0;
    }
    clear(head, head + room);
    const offset = head;
    head += room;
    return offset;
  }

  function read(sequence: number): KeptMessage | undefined {
    const slot = slots[sequence % MOST_MESSAGES];
    if (slot === undefined || sequence < oldest || sequence > newest) return undefined;
    const { at, subject, size, offset, length } = slot;
    return { sequence, at, subject, size, data: bytes.slice(offset, offset + length) };
  }

  return {
    get count() {
      return newest;
    },
    push(at, subject, data) {
      const { length: size } = data;
      const length = Math.min(size, MOST_KEPT_BYTES);
      if (bytes.length === 0) bytes = new Uint8Array(MOST_BYTES);
      if (newest - oldest >= MOST_MESSAGES - 1) oldest += 1;
      const offset = makeRoom(length);
      bytes.set(length === size ? data : data.subarray(0, length), offset);
      newest += 1;
      slots[newest % MOST_MESSAGES] = { at, subject, size, offset, length };
    },
    after(sequence) {
      const found: KeptMessage[] = [];
      for (let each = Math.max(oldest, sequence + 1); each <= newest; each += 1) {
        const message = read(each);
        if (message !== undefined) found.push(message);
      }
      return found;
    },
    find: read,
  };
}
