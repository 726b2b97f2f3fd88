import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type StreamAnswers, streamAnswers } from '../../../src/listener/answers.ts';
import { openStreams, type Streams } from '../../../src/streams/streams.ts';
import { fakeHistory } from '../fakes/fake-history.ts';
import { type FakeNats, fakeNats } from '../fakes/fake-nats.ts';

let nats: FakeNats;
let streams: Streams;
let answers: StreamAnswers;

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  nats = fakeNats();
  streams = openStreams({
    dial: nats.dial,
    diagnose: async () => 'stream_unreachable',
    clock: {
      now: () => Date.now(),
      after(ms, callback) {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => 1,
    history: fakeHistory().history,
    heard: null,
  });
  answers = streamAnswers({ streams, dial: nats.dial, now: () => Date.now() });
  const subscriptions = [{ id: 'u1', subject: '>' }];
  await streams.apply([{ id: 's1', url: 'ws://a/', login: { type: 'none' }, subscriptions }], []);
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a look', () => {
  it('has what is new, and says how much of it is left out', async () => {
    for (let each = 1; each <= 500; each += 1) nats.publish('a', String(each));
    const first = await answers.look({ subscriptionId: 'u1', after: 100 });
    expect(first.messages).toHaveLength(200);
    expect(first.messages.at(-1)?.body).toBe('500');
    expect(first.skipped).toBe(200);
    const second = await answers.look({ subscriptionId: 'u1', after: 500 });
    expect([second.messages, second.skipped]).toEqual([[], 0]);
  });

  it('at nothing in particular has only how things stand', async () => {
    nats.publish('a', 'x');
    const seen = await answers.look({ subscriptionId: null, after: 0 });
    expect(seen.messages).toEqual([]);
    expect(seen.streams[0]).toMatchObject({ id: 's1', phase: 'up' });
  });

  it('has the beginning of what is long; the message by itself has the rest', async () => {
    nats.publish('a', 'x'.repeat(10_000));
    const seen = await answers.look({ subscriptionId: 'u1', after: 0 });
    expect(seen.messages[0]).toMatchObject({ clipped: true, size: 10_000 });
    expect(seen.messages[0]?.body.length).toBe(2000);
    const whole = await answers.message({ subscriptionId: 'u1', sequence: 1 });
    expect(whole.message).toMatchObject({ clipped: false });
    expect(whole.message?.body.length).toBe(10_000);
    expect(await answers.message({ subscriptionId: 'u1', sequence: 9 })).toEqual({ message: null });
  });
});

describe('the history', () => {
  it('has what just came in too, page by page', async () => {
    for (let each = 1; each <= 250; each += 1) nats.publish('a', String(each));
    const before = Number.MAX_SAFE_INTEGER;
    const newest = await answers.history({ subscriptionId: 'u1', before, full: false });
    expect(newest.messages.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 51),
    );
    const older = await answers.history({ subscriptionId: 'u1', before: 51, full: false });
    expect(older.messages).toHaveLength(50);
  });
});

describe('what is sent', () => {
  it('is answered with how it went', async () => {
    expect(await answers.publish({ id: 's1', subject: 'a', payload: 'x' })).toEqual({ ok: true });
    expect(await answers.publish({ id: 's9', subject: 'a', payload: 'x' })).toEqual({
      ok: false,
      failure: { code: 'stream_not_connected' },
    });
    nats.respond('b', '{"category":"c"}');
    expect(await answers.request({ id: 's1', subject: 'b', payload: '' })).toMatchObject({
      ok: true,
      reply: { format: 'json', category: 'c' },
    });
  });
});

describe('a probe', () => {
  it('finds a server whether or not it lets us in', async () => {
    expect(await answers.probe({ candidates: ['ws://a/', 'ws://b/'] })).toEqual({
      found: 'ws://a/',
    });
    nats.kill();
    expect(await answers.probe({ candidates: ['ws://a/'] })).toEqual({ found: null });
    const picky = fakeNats({ login: { type: 'token', token: 'x' } });
    const others = streamAnswers({ streams, dial: picky.dial, now: () => 0 });
    expect(await others.probe({ candidates: ['ws://a/'] })).toEqual({ found: 'ws://a/' });
  });
});
