import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, FIRST_MS, MOST_MS } from '../../../src/streams/backoff.ts';
import { diagnose } from '../../../src/streams/diagnose.ts';
import { closeGap, type Gap, MOST_GAPS, openGap } from '../../../src/streams/gaps.ts';
import { fieldsOf, type KeptMessage, readMessage } from '../../../src/streams/message.ts';
import { MOST_BYTES, MOST_MESSAGES, openRing } from '../../../src/streams/ring.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('the wait before the next try', () => {
  it('doubles up to its bound, and is at least half of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, r) => {
          const whole = Math.min(MOST_MS, FIRST_MS * 2 ** (n - 1));
          expect(backoffMs(n, r)).toBeGreaterThanOrEqual(Math.floor(whole / 2));
          expect(backoffMs(n, r)).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });
});

describe('gaps', () => {
  it('open and close', () => {
    const open = openGap([], 10);
    expect(open).toEqual([{ from: 10, to: null }]);
    expect(openGap(open, 12)).toEqual([{ from: 10, to: null }]);
    expect(closeGap(open, 20)).toEqual([{ from: 10, to: 20 }]);
    expect(closeGap(closeGap(open, 20), 30)).toEqual([{ from: 10, to: 20 }]);
  });

  it('grow together where one begins before the last one ended', () => {
    expect(openGap([{ from: 10, to: 20 }], 18)).toEqual([{ from: 10, to: null }]);
    expect(openGap([{ from: 10, to: 20 }], 21)).toHaveLength(2);
  });

  it('are kept within bounds, in order, and never overlap', () => {
    let gaps: readonly Gap[] = [];
    for (let at = 0; at < 1000; at += 1) gaps = closeGap(openGap(gaps, at * 10), at * 10 + 5);
    expect(gaps).toHaveLength(MOST_GAPS);
    for (const [index, gap] of gaps.entries()) {
      const next = gaps[index + 1];
      if (next !== undefined) expect(next.from).toBeGreaterThan(gap.to ?? Infinity);
    }
  });
});

describe('the ring of messages', () => {
  it('keeps the newest, counts all, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 60 }), (sizes) => {
        const ring = openRing(7);
        for (const size of sizes) ring.push(0, 'a', new Uint8Array(size));
        const kept = ring.after(0);
        expect(ring.count).toBe(7 + sizes.length);
        expect(kept.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThanOrEqual(
          MOST_BYTES,
        );
        expect(kept.map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: kept.length }, (_, at) => ring.count - kept.length + 1 + at),
        );
        if (sizes.length > 0) expect(kept.at(-1)?.size).toBe(sizes.at(-1));
      }),
    );
  });

  it('forgets the oldest of a flood, and finds by sequence', () => {
    const ring = openRing(0);
    for (let each = 0; each < 10 * MOST_MESSAGES; each += 1) ring.push(each, 'a', bytes('x'));
    expect(ring.after(0)).toHaveLength(MOST_MESSAGES);
    expect(ring.after(ring.count - 2)).toHaveLength(2);
    expect(ring.after(ring.count)).toEqual([]);
    expect(ring.find(9999)?.sequence).toBe(9999);
    expect(ring.find(1)).toBeUndefined();
  });

  it('keeps a copy, and only the beginning of what is large', () => {
    const ring = openRing(0);
    const lent = bytes('mine');
    const kept = ring.push(0, 'a', lent);
    lent.fill(0);
    expect(new TextDecoder().decode(kept.data)).toBe('mine');
    const large = ring.push(0, 'a', new Uint8Array(1024 * 1024));
    expect([large.size, large.data.length]).toEqual([1024 * 1024, 64 * 1024]);
  });
});

describe('a message', () => {
  const message = (data: Uint8Array<ArrayBuffer>, size = data.length): KeptMessage => ({
    sequence: 1,
    at: 0,
    subject: 'a',
    size,
    data,
  });

  it.each([
    ['{"category":"raid_status","a":1}', 'json', 'raid_status'],
    ['[1,2]', 'json', null],
    ['{"category":5}', 'json', null],
    ['{broken', 'text', null],
    ['just text', 'text', null],
    ['42', 'text', null],
    ['', 'text', null],
  ] as const)('%j is %s of category %s', (text, format, category) => {
    expect(readMessage(message(bytes(text)), 1000)).toMatchObject({
      format,
      category,
      body: text,
      clipped: false,
    });
  });

  it.each([[[0xff, 0xfe]], [[0x00, 0x41]], [[0xc3]], [[0x1b, 0x5b]]])('%j is hex', (data) => {
    const read = readMessage(message(new Uint8Array(data)), 1000);
    expect(read.format).toBe('hex');
    expect(read.body).toBe(data.map((each) => each.toString(16).padStart(2, '0')).join(''));
  });

  it('that was cut amid a character is text up to there', () => {
    const whole = bytes('aä');
    const read = readMessage(message(whole.slice(0, 2), 3), 1000);
    expect(read).toMatchObject({ format: 'text', body: 'a', clipped: true });
  });

  it('is read whatever its bytes, within the length that is wanted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(100), (data, most) => {
        const read = readMessage(message(new Uint8Array(data)), most);
        expect(read.body.length).toBeLessThanOrEqual(most);
        if (!read.clipped && read.format === 'text')
          expect(bytes(read.body)).toEqual(new Uint8Array(data));
      }),
    );
  });

  it('has fields if it is an object', () => {
    expect(fieldsOf(message(bytes('{"a":1}')))).toEqual({ a: 1 });
    for (const text of ['[1]', '5', 'x', '{']) expect(fieldsOf(message(bytes(text)))).toBeNull();
  });
});

describe('why a WebSocket did not come about', () => {
  const WEBSOCKET = { status: 400, isWebSocket: true, text: 'Bad Request' };
  const WANTS_TLS = {
    status: 400,
    isWebSocket: false,
    text: 'Client sent an HTTP request to an HTTPS server.',
  };
  const WEB = { status: 200, isWebSocket: false, text: '<html>' };

  it.each([
    ['ws://a:1/', { 'http://a:1/': WEBSOCKET }, 'stream_origin_refused'],
    ['ws://a:1/', { 'http://a:1/': WANTS_TLS }, 'stream_tls_needed'],
    ['ws://a:1/', { 'http://a:1/': WEB }, 'stream_not_nats'],
    ['ws://a:1/', {}, 'stream_unreachable'],
    ['wss://a:1/', { 'https://a:1/': WEBSOCKET }, 'stream_origin_refused'],
    ['wss://a:1/', { 'https://a:1/': WEB }, 'stream_not_nats'],
    ['wss://a:1/', { 'http://a:1/': WANTS_TLS }, 'stream_certificate'],
    ['wss://a:1/', { 'http://a:1/': WEB }, 'stream_no_tls'],
    ['wss://a:1/', {}, 'stream_unreachable'],
  ])('%s where %o answers: %s', async (url, answers, code) => {
    const look = async (asked: string) => {
      const answer = (answers as Record<string, typeof WEB>)[asked];
      if (answer === undefined) throw new TypeError('Failed to fetch');
      return answer;
    };
    expect(await diagnose(url, look)).toBe(code);
  });
});
