import type { Gap } from './gaps.ts';

/** What waits for a page that is slow, in bytes; what comes then is counted, and its time is told. */
export const MOST_WAITING = 8 * 1024 * 1024;
/**
 * Batches that are with the page, or on their way to it: while the page deals with one, the next is on
 * its way, and a third is filled. Measured: four of half the size cost a flood 3 % more.
 */
export const MOST_UNDERWAY = 2;
/**
 * A batch goes when it weighs so much, or is so old. Measured: where the browser hands over what is
 * above 64 KiB as shared memory, as it does of a structured clone, one large text costs less than many.
 */
export const FULL_BYTES = 1024 * 1024;
const FULL_MS = 5;

/** A time in which messages may have been missed. */
export interface Missed {
  readonly from: number;
  readonly to: number;
  /** How many, where that is known: those that nobody fetched in time. */
  readonly count: number | null;
}

/** What goes to a page in one go, beside the text of its messages, and is to be said after them. */
export interface BatchHead {
  readonly subjects: readonly string[];
  /** When the first came. */
  readonly at: number;
  /**
   * Three numbers a message: index of its subject, characters of it in the text, and when it came,
   * after `at`. Fewer than no characters: so many of base64, of bytes that are no text.
   */
  readonly messages: readonly number[];
  readonly missed: readonly Missed[];
  /** From this time on nothing is missed that is not told; null where that is known already. */
  readonly stands: number | null;
  /** All that the server took before this time is in this batch, or was in one before. */
  readonly proven: number | null;
}

/**
 * UTF-8, and whose it is now: the text of all messages, a line feed, and the head as JSON. Bytes,
 * because they can be given to another thread without a copy.
 */
export type Batch = Uint8Array<ArrayBuffer>;

/** What comes in for one page, on its way there in order and within bounds. */
export interface Feed {
  message(subject: string, data: Uint8Array): void;
  /** The connection has the subscriptions now. @param gap in which it did not stand before */
  stands(gap: Gap | null): void;
  proven(at: number): void;
  /** The page is done with one batch. */
  acknowledge(): void;
  close(): void;
}

interface Clock {
  now(): number;
  after(ms: number, callback: () => void): () => void;
}

/** A batch that is being filled. */
interface Filling {
  readonly subjects: Map<string, number>;
  readonly at: number;
  readonly marks: number[];
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
  missed: Missed[];
  stands: number | null;
  proven: number | null;
  /** What was missed comes after its messages, so no more of them may. */
  sealed: boolean;
}

const FIRST_BYTES = 16 * 1024;
/** What a message costs beside its bytes: without it small ones would be for nothing. */
const MARK_BYTES = 48;
const MARKS = 3;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** @param send hands a batch on; each is acknowledged once */
export function openFeed(clock: Clock, send: (batch: Batch) => void): Feed {
  let waiting: Filling[] = [];
  let weighsAll = 0;
  let underway = 0;
  let cancel: (() => void) | null = null;
  let stoodSince: number | null = null;
  let isClosed = false;
  /** What the next is likely to need: to grow would be to copy. */
  let likely = FIRST_BYTES;

  function filling(): Filling {
    const last = waiting.at(-1);
    if (last !== undefined && !last.sealed && !isFull(last)) return last;
    const fresh: Filling = {
      subjects: new Map(),
      at: clock.now(),
      marks: [],
      bytes: new Uint8Array(likely),
      used: 0,
      missed: [],
      stands: null,
      proven: null,
      sealed: false,
    };
    weighsAll += weightOf(fresh);
    waiting.push(fresh);
    return fresh;
  }

  function sendFirst(): void {
    const next = waiting.shift();
    if (next === undefined) return;
    underway += 1;
    weighsAll -= weightOf(next);
    const batch = pack(next);
    likely = Math.max(FIRST_BYTES, batch.length + (batch.length >> 3));
    send(batch);
  }

  const mayGo = (): boolean => !isClosed && waiting.length > 0 && underway < MOST_UNDERWAY;

  /** What is complete goes at once, and the rest when it is old enough. */
  function schedule(): void {
    while (mayGo() && (waiting.length > 1 || isFull(waiting[0]))) sendFirst();
    if (!mayGo()) return;
    cancel ??= clock.after(FULL_MS, () => {
      cancel = null;
      while (mayGo()) sendFirst();
    });
  }

  /** One that nobody will get. */
  function miss(): void {
    const at = clock.now();
    const last = waiting.at(-1) ?? filling();
    const before = last.missed.at(-1);
    if (last.sealed && before?.count != null) {
      last.missed[last.missed.length - 1] = { ...before, to: at, count: before.count + 1 };
    } else last.missed.push({ from: at, to: at, count: 1 });
    last.sealed = true;
    schedule();
  }

  return {
    message(subject, data) {
      const { length } = data;
      if (isClosed) return;
      if (weighsAll + length > MOST_WAITING) {
        miss();
        return;
      }
      const into = filling();
      const room = into.bytes.length;
      if (into.used + length > room) {
        into.bytes = grown(into.bytes, Math.max(room * 2, into.used + length));
        weighsAll += into.bytes.length - room;
      }
      into.bytes.set(data, into.used);
      into.used += length;
      let index = into.subjects.get(subject);
      if (index === undefined) {
        index = into.subjects.size;
        into.subjects.set(subject, index);
      }
      into.marks.push(index, length, clock.now() - into.at);
      weighsAll += MARK_BYTES;
      schedule();
    },
    stands(gap) {
      const to = clock.now();
      if (stoodSince !== null && gap === null) return;
      const into = filling();
      if (stoodSince === null) {
        stoodSince = to;
        into.stands = to;
      } else if (gap !== null) {
        into.missed.push({ from: Math.max(gap.from, stoodSince), to, count: null });
        into.sealed = true;
      }
      schedule();
    },
    proven(at) {
      // What a page missed before it had its subscription, it never had.
      if (stoodSince === null || at < stoodSince) return;
      (waiting.at(-1) ?? filling()).proven = at;
      schedule();
    },
    acknowledge() {
      underway -= 1;
      schedule();
    },
    close() {
      isClosed = true;
      cancel?.();
      waiting = [];
    },
  };
}

/** Memory that it has. */
function weightOf({ bytes, marks }: Filling): number {
  return bytes.length + (marks.length / MARKS) * MARK_BYTES;
}

function isFull(batch: Filling | undefined): boolean {
  if (batch === undefined) return false;
  const { used, marks } = batch;
  return used + (marks.length / MARKS) * MARK_BYTES >= FULL_BYTES;
}

function grown(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

function pack(filled: Filling): Batch {
  const { subjects, at, missed, stands, proven } = filled;
  const { messages, bytes, used } = asText(filled);
  const head = { subjects: [...subjects.keys()], at, messages, missed, stands, proven };
  const line = encoder.encode(`\n${JSON.stringify(head satisfies BatchHead)}`);
  const size = used + line.length;
  const all = size > bytes.length ? grown(bytes, size) : bytes;
  all.set(line, used);
  return all.subarray(0, size);
}

/** Bytes that are text, with as many characters of each message as its mark says. */
function asText({ bytes, used, marks }: Filling): Pick<Filling, 'bytes' | 'used'> & {
  readonly messages: readonly number[];
} {
  // As many characters as bytes: then each message has too.
  if (isAscii(bytes, used)) return { messages: marks, bytes, used };
  const { messages, body } = eachByItself(bytes.subarray(0, used), marks);
  const text = encoder.encode(body);
  return { messages, bytes: text, used: text.length };
}

/** Four bytes at a time: a flood is looked through as a whole. */
function isAscii(bytes: Uint8Array<ArrayBuffer>, used: number): boolean {
  const words = new Uint32Array(bytes.buffer, 0, used >> 2);
  let all = 0;
  for (let at = 0; at < words.length; at += 1) all |= words[at] as number;
  for (let at = words.length * 4; at < used; at += 1) all |= bytes[at] as number;
  return (all & 0x80808080) === 0;
}

function eachByItself(bytes: Uint8Array, marks: readonly number[]) {
  const messages: number[] = [];
  const texts: string[] = [];
  let from = 0;
  for (let mark = 0; mark < marks.length; mark += MARKS) {
    const [subject = 0, length = 0, after = 0] = marks.slice(mark, mark + MARKS);
    const data = bytes.subarray(from, from + length);
    const text = textOf(data);
    const shown = text ?? base64Of(data);
    from += length;
    texts.push(shown);
    messages.push(subject, text === null ? -shown.length : shown.length, after);
  }
  return { messages, body: texts.join('') };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
