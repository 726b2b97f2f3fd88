import { beforeEach, describe, expect, it } from 'vitest';
import {
  type BatchHead,
  type Feed,
  FULL_BYTES,
  MOST_UNDERWAY,
  MOST_WAITING,
  openFeed,
} from '../../../src/streams/feed.ts';

let at = 1000;
let due: (() => void)[] = [];
let sent: (BatchHead & { readonly body: string })[] = [];
let feed: Feed;

beforeEach(() => {
  at = 1000;
  due = [];
  sent = [];
  feed = openFeed(
    {
      now: () => at,
      after(_ms, callback) {
        due.push(callback);
        return () => {
          due = due.filter((one) => one !== callback);
        };
      },
    },
    (batch) => sent.push(unpack(batch)),
  );
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Lets what waits for its time go. */
function pass(): void {
  for (const callback of due.splice(0)) callback();
}
function unpack(batch: Uint8Array) {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(batch);
  const cut = text.lastIndexOf('\n');
  return { ...(JSON.parse(text.slice(cut + 1)) as BatchHead), body: text.slice(0, cut) };
}
/** A batch's messages, as a page takes them apart. */
function messagesOf(batch: (typeof sent)[number] | undefined) {
  const { subjects = [], at: from = 0, messages = [], body = '' } = batch ?? {};
  let offset = 0;
  return Array.from({ length: messages.length / 3 }, (_, index) => {
    const [subject = 0, size = 0, after = 0] = messages.slice(index * 3, index * 3 + 3);
    const text = body.slice(offset, offset + Math.abs(size));
    offset += Math.abs(size);
    return [subjects[subject], size < 0 ? `base64 ${text}` : text, from + after];
  });
}

describe('what comes in for a page', () => {
  it('goes in one batch, in order, with when it came', () => {
    feed.message('a.x', bytes('one'));
    at = 1003;
    feed.message('a.y', bytes(''));
    feed.message('a.x', bytes('{"two":2}'));
    expect(sent).toEqual([]);
    pass();
    expect(sent).toHaveLength(1);
    expect(messagesOf(sent[0])).toEqual([
      ['a.x', 'one', 1000],
      ['a.y', '', 1003],
      ['a.x', '{"two":2}', 1003],
    ]);
  });

  it('may be of any language, or no text at all', () => {
    const lent = bytes('grüße \u{1f680}');
    feed.message('a', lent);
    lent.fill(0);
    feed.message('a', new Uint8Array([0xff, 0, 1]));
    feed.message('a', bytes('\ufeffafter'));
    pass();
    expect(messagesOf(sent[0]).map(([, text]) => text)).toEqual([
      'grüße \u{1f680}',
      'base64 /wAB',
      '\ufeffafter',
    ]);
  });

  it('waits for a page that is slow, and is counted where that would be too much', () => {
    const one = new Uint8Array(50_000).fill(0x78);
    const all = 400;
    for (let each = 0; each < all; each += 1) {
      at = 2000 + each;
      feed.message('a', one);
    }
    pass();
    expect(sent.length).toBeLessThanOrEqual(MOST_UNDERWAY);
    const before = sent.length;
    for (let each = 0; each < all && sent.length > 0; each += 1) {
      if (each < sent.length) feed.acknowledge();
    }
    pass();
    expect(sent.length).toBeGreaterThan(before);
    const got = sent.flatMap((each) => messagesOf(each)).length;
    const missed = sent.flatMap((batch) => batch.missed);
    expect(missed).toHaveLength(1);
    expect(got + (missed[0]?.count ?? 0)).toBe(all);
    expect(missed[0]?.to).toBe(2000 + all - 1);
    const room = MOST_WAITING + MOST_UNDERWAY * (one.length + FULL_BYTES);
    expect(got * one.length).toBeLessThan(room);
    for (const { body } of sent) expect(body.length).toBeLessThan(FULL_BYTES + one.length);
    // What comes then, comes after what was missed.
    feed.message('a', bytes('last'));
    pass();
    expect(messagesOf(sent.at(-1)).map(([, text]) => text)).toEqual(['last']);
  });

  it('is bounded also where messages are small, and where each second one is too large', () => {
    const huge = new Uint8Array(MOST_WAITING + 1);
    for (let each = 0; each < 200_000; each += 1) feed.message('a', bytes('x'));
    for (let each = 0; each < 2000; each += 1) {
      feed.message('a', huge);
      feed.message('a', bytes('x'));
    }
    pass();
    for (let each = 0; each < sent.length; each += 1) feed.acknowledge();
    pass();
    const got = sent.flatMap((each) => messagesOf(each)).length;
    const lost = sent
      .flatMap(({ missed }) => missed)
      .reduce((sum, one) => sum + (one.count ?? 0), 0);
    expect(got + lost).toBe(204_000);
    // Each counts for what it costs beside its one byte.
    expect(got * 49).toBeLessThan(MOST_WAITING + (MOST_UNDERWAY + 1) * FULL_BYTES);
    expect(sent.length).toBeLessThan(1000);
  });

  it('stands from when the server has the subscription, and says what is proven since', () => {
    feed.proven(900);
    feed.stands(null);
    feed.stands(null);
    pass();
    expect(sent).toMatchObject([{ stands: 1000, proven: null, messages: [], missed: [] }]);
    feed.message('a', bytes('one'));
    feed.proven(1500);
    pass();
    expect(sent[1]).toMatchObject({ stands: null, proven: 1500 });
  });

  it('has a gap told in its place, and none that is older than it', () => {
    feed.stands(null);
    feed.message('a', bytes('before'));
    at = 5000;
    feed.stands({ from: 200, to: 5000 });
    feed.message('a', bytes('after'));
    pass();
    expect(sent.map((batch) => [messagesOf(batch).map(([, text]) => text), batch.missed])).toEqual([
      [['before'], [{ from: 1000, to: 5000, count: null }]],
      [['after'], []],
    ]);
  });

  it('comes no more once it is closed', () => {
    feed.message('a', bytes('one'));
    feed.close();
    feed.message('a', bytes('two'));
    pass();
    feed.acknowledge();
    expect(sent).toEqual([]);
  });
});
