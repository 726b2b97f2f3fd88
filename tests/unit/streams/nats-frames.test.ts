import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFrames } from '../../../src/streams/nats-frames.ts';

const text = new TextDecoder();
const bytesOf = (of: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(of);

/** Hands it over in these pieces. @returns what came of it, in order */
function takeApart(all: Uint8Array, cuts: readonly number[] = [], ours = new Set([1, 2])) {
  const found: string[] = [];
  const take = openFrames({
    message(sid, subject, data) {
      if (!ours.has(sid)) return false;
      found.push(`${sid} ${subject}: ${text.decode(data)}`);
      return true;
    },
    rest: (bytes) => void found.push(`rest: ${text.decode(bytes)}`),
  });
  let from = 0;
  for (const to of [...new Set(cuts)].sort((one, other) => one - other)) {
    take(all.slice(from, Math.min(to, all.length)));
    from = Math.min(to, all.length);
  }
  take(all.slice(from));
  return found;
}

describe('what a NATS server sends', () => {
  it('is messages of ours, and the rest in its place', () => {
    const sent = [
      'INFO {"version":"2.9.10"}\r\n',
      'PONG\r\nMSG a.b 1 5\r\nhello\r\n+OK\r\n',
      'MSG a.c 2 _INBOX.x 0\r\n\r\n',
      'MSG _INBOX.y.1 3 2\r\n\r\n\r\n',
      "-ERR 'Permissions Violation'\r\n",
      'MSG a.b 1 9\r\nMSG a 1 1\r\n',
    ].join('');
    expect(takeApart(bytesOf(sent))).toEqual([
      'rest: INFO {"version":"2.9.10"}\r\n',
      'rest: PONG\r\n',
      '1 a.b: hello',
      'rest: +OK\r\n',
      '2 a.c: ',
      'rest: MSG _INBOX.y.1 3 2\r\n\r\n\r\n',
      "rest: -ERR 'Permissions Violation'\r\n",
      '1 a.b: MSG a 1 1',
    ]);
  });

  it('may have headers, which are not handed over', () => {
    const head = 'NATS/1.0\r\nA: b\r\n\r\n';
    const sent = `HMSG a 1 ${head.length} ${head.length + 4}\r\n${head}body\r\nHMSG a 2 r ${head.length} ${head.length}\r\n${head}\r\n`;
    expect(takeApart(bytesOf(sent))).toEqual(['1 a: body', '2 a: ']);
  });

  it('is the same wherever it is cut', () => {
    const part = fc.oneof(
      fc.constantFrom('PING\r\n', 'PONG\r\n', '+OK\r\n', "-ERR 'x'\r\n", 'INFO {}\r\n'),
      fc
        .tuple(
          fc.constantFrom('a', 'a.b', 'ü.x', `long.${'x'.repeat(200)}`),
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom('', 'reply.to '),
          fc.constantFrom('', 'NATS/1.0\r\n\r\n'),
          fc.string({ unit: 'binary', maxLength: 60 }),
        )
        .map(([subject, sid, reply, head, body]) => {
          const size = bytesOf(head + body).length;
          return head === ''
            ? `MSG ${subject} ${sid} ${reply}${size}\r\n${body}\r\n`
            : `HMSG ${subject} ${sid} ${reply}${head.length} ${size}\r\n${head}${body}\r\n`;
        }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 20 }),
        fc.array(fc.nat({ max: 2000 }), { maxLength: 20 }),
        (parts, cuts) => {
          const all = bytesOf(parts.join(''));
          const whole = takeApart(all);
          expect(whole).toHaveLength(parts.length);
          expect(takeApart(all, cuts)).toEqual(whole);
        },
      ),
    );
  });

  it('may be a large message in many pieces', () => {
    const body = 'x'.repeat(3_000_000);
    const all = bytesOf(`MSG a 1 ${body.length}\r\n${body}\r\nMSG a 1 1\r\ny\r\n`);
    const cuts = Array.from({ length: 100 }, (_, index) => index * 30_000);
    expect(takeApart(all, cuts)).toEqual([`1 a: ${body}`, '1 a: y']);
  });

  it.each([
    'hello\r\n',
    'MSG a 1\r\n',
    'MSG a b c d 1\r\n',
    'MSG a 1 x\r\nab\r\n',
    'MSG a 1 -1\r\nab\r\n',
    'MSG a 1 99999999999\r\nab\r\n',
    'MSG a 1 1\r\nab\r\n',
    'HMSG a 1 5 4\r\nabcd\r\n',
  ])('is left to nats.ws from where it cannot be understood: %.20s', (broken) => {
    const found = takeApart(bytesOf(`MSG a 1 1\r\nx\r\n${broken}PING\r\nMSG a 1 1\r\ny\r\n`));
    expect(found[0]).toBe('1 a: x');
    expect(found.slice(1).join('')).toBe(`rest: ${broken}PING\r\nMSG a 1 1\r\ny\r\n`);
    const pieces = takeApart(bytesOf(broken), [1, 7, 12]);
    expect(pieces.map((each) => each.replace('rest: ', '')).join('')).toBe(broken);
  });

  it('is not kept where it is a line without an end', () => {
    const endless = `INFO ${'x'.repeat(3_000_000)}`;
    const cuts = Array.from({ length: 100 }, (_, index) => index * 30_000);
    const found = takeApart(bytesOf(endless), cuts);
    expect(found.length).toBeGreaterThan(50);
    expect(found.map((each) => each.replace('rest: ', '')).join('')).toBe(endless);
  });

  it('keeps subjects apart that are alike', () => {
    const subjects = Array.from({ length: 2000 }, (_, index) => `game.${index % 700}.x`);
    const sent = subjects.map((subject) => `MSG ${subject} 1 0\r\n\r\n`).join('');
    expect(takeApart(bytesOf(sent))).toEqual(subjects.map((subject) => `1 ${subject}: `));
  });
});
