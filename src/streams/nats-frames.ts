/**
 * Takes apart what a NATS server sends (docs.nats.io, client protocol): messages of our subscriptions
 * are handed over where they lie, and all else goes to nats.ws. Measured: nats.ws took more than half
 * of the time that a flood cost in the listener, most of it for views and subjects that it makes anew
 * for each message.
 */

const LINE_FEED = 10;
const SPACE = 32;
const ZERO = 48;

/** Above what a NATS server lets anybody publish (64 MiB), it is none that we know. */
const MOST_MESSAGE = 64 * 1024 * 1024;
/** A line that says what the server is may name all servers of a cluster. */
const MOST_LINE = 1024 * 1024;
/** Words beyond these count, and are found nowhere. */
const MOST_WORDS = 8;
const FIRST_HELD = 64 * 1024;
/** A larger one, of a large message, is let go again. */
const MOST_IDLE_HELD = 1024 * 1024;

/** Who takes what came in. */
export interface Frames {
  /** `data` is lent for the call only. False: it is nobody's here. */
  message(sid: number, subject: string, data: Uint8Array): boolean;
  /** What is left for nats.ws: whole lines and messages, in order. */
  rest(bytes: Uint8Array<ArrayBuffer>): void;
}

/**
 * @returns takes what came in, cut anywhere. From something that it does not understand on, all goes
 *   to `rest` as it came.
 */
export function openFrames({ message, rest }: Frames): (chunk: Uint8Array<ArrayBuffer>) => void {
  const textOf = openSubjects();
  /** Of the line that was split last: where its words begin and end, and how many there are. */
  const words = new Int32Array(MOST_WORDS * 2);
  let count = 0;
  let held = new Uint8Array(FIRST_HELD);
  let holds = 0;
  let isLost = false;

  /**
   * Finds the words of a line, and its end on the way: a builtin that looked for it would cost a
   * flood more. @returns where the line feed is; -1 where there is none
   */
  function split(bytes: Uint8Array, from: number, end: number): number {
    count = 0;
    let isIn = false;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] as number;
      const isWord = byte > SPACE;
      if (isWord && !isIn) {
        words[count * 2] = at;
        count += 1;
      } else if (isIn && !isWord) words[count * 2 - 1] = at;
      isIn = isWord;
      if (byte === LINE_FEED) return at;
    }
    return -1;
  }

  /** Not a number: NaN. */
  function numberAt(bytes: Uint8Array, word: number): number {
    let number = 0;
    for (let at = words[word * 2] as number; at < (words[word * 2 + 1] as number); at += 1) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) return Number.NaN;
      number = number * 10 + digit;
    }
    return number;
  }

  /** One message. @returns where it ends; 0 where it is not there as a whole, -1 where it is none */
  function takeMessage(bytes: Uint8Array<ArrayBuffer>, from: number, end: number): number {
    const line = split(bytes, from, end);
    if (line < 0) return unended(from, end);
    // `MSG subject sid [reply] size`, `HMSG subject sid [reply] head size`, and the head is in the size.
    const hasHead = bytes[from] === H;
    const least = hasHead ? 5 : 4;
    if (count < least || count > least + 1) return -1;
    const sid = numberAt(bytes, 2);
    const size = numberAt(bytes, count - 1);
    const head = hasHead ? numberAt(bytes, count - 2) : 0;
    const body = line + 1;
    // As it is written, also NaN is refused.
    if (!(sid > 0 && head <= size && size <= MOST_MESSAGE)) return -1;
    const next = body + size + 2;
    if (next > end) return 0;
    if (bytes[next - 1] !== LINE_FEED) return -1;
    const subject = textOf(bytes, words[2] as number, words[3] as number);
    if (!message(sid, subject, bytes.subarray(body + head, body + size))) {
      rest(bytes.slice(from, next));
    }
    return next;
  }

  /** As `takeMessage`. */
  function takeLine(bytes: Uint8Array<ArrayBuffer>, from: number, end: number): number {
    const line = bytes.indexOf(LINE_FEED, from);
    if (line < 0 || line >= end) return unended(from, end);
    rest(bytes.slice(from, line + 1));
    return line + 1;
  }

  /** @returns where what is left begins */
  function takeAll(bytes: Uint8Array<ArrayBuffer>, end: number): number {
    let from = 0;
    while (from < end) {
      const take = takerOf(bytes[from]);
      const next = take === null ? -1 : take(bytes, from, end);
      isLost = next < 0;
      if (next <= 0) break;
      from = next;
    }
    return from;
  }

  /** By its first letter: the server has `MSG`, `HMSG`, `INFO`, `PING`, `PONG`, `+OK` and `-ERR`. */
  function takerOf(letter: number | undefined): typeof takeLine | null {
    if (letter === M || letter === H) return takeMessage;
    return letter === P || letter === PLUS || letter === MINUS || letter === I ? takeLine : null;
  }

  function hold(bytes: Uint8Array, from: number, to: number): void {
    const needs = holds + to - from;
    if (needs > held.length) {
      const larger = new Uint8Array(Math.max(needs, held.length * 2));
      larger.set(held.subarray(0, holds));
      held = larger;
    }
    held.set(bytes.subarray(from, to), holds);
    holds = needs;
  }

  return (chunk) => {
    if (isLost) {
      rest(chunk);
      return;
    }
    if (holds === 0) {
      const from = takeAll(chunk, chunk.length);
      if (isLost) rest(chunk.slice(from));
      else hold(chunk, from, chunk.length);
      return;
    }
    hold(chunk, 0, chunk.length);
    const from = takeAll(held, holds);
    if (isLost) rest(held.slice(from, holds));
    held.copyWithin(0, from, holds);
    holds -= from;
    if (holds === 0 && held.length > MOST_IDLE_HELD) held = new Uint8Array(FIRST_HELD);
  };
}

const [H, M, I, P, PLUS, MINUS] = [...'HMIP+-'].map((each) => each.charCodeAt(0));

/** Of a line that is not there as a whole. */
function unended(from: number, end: number): number {
  return end - from > MOST_LINE ? -1 : 0;
}

const KEPT_SUBJECTS = 256;
const MOST_KEPT_SUBJECT = 128;
const decoder = new TextDecoder();

/** Subjects come again and again: each is decoded once, as long as its place is not another's. */
function openSubjects(): (bytes: Uint8Array, from: number, to: number) => string {
  const kept = new Array<{ bytes: Uint8Array; text: string } | undefined>(KEPT_SUBJECTS);

  return (bytes, from, to) => {
    const length = to - from;
    if (length > MOST_KEPT_SUBJECT) return decoder.decode(bytes.subarray(from, to));
    let hash = length;
    for (let at = from; at < to; at += 1) hash = (hash * 31 + (bytes[at] as number)) | 0;
    const place = (hash ^ (hash >>> 8)) & (KEPT_SUBJECTS - 1);
    const known = kept[place];
    if (known?.bytes.length === length) {
      let at = 0;
      while (at < length && known.bytes[at] === bytes[from + at]) at += 1;
      if (at === length) return known.text;
    }
    const fresh = bytes.slice(from, to);
    const text = decoder.decode(fresh);
    kept[place] = { bytes: fresh, text };
    return text;
  };
}
