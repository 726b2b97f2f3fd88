import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_MESSAGES } from '../../../src/streams/ring.ts';
import {
  openStreams,
  type StreamConfig,
  type Streams,
  WRITE_MS,
} from '../../../src/streams/streams.ts';
import { fakeHistory } from '../fakes/fake-history.ts';
import { type FakeNats, fakeNats } from '../fakes/fake-nats.ts';

const CONFIG: StreamConfig = {
  id: 's1',
  url: 'ws://localhost:1443/',
  login: { type: 'none' },
  subscriptions: [{ id: 'u1', subject: 'a.>' }],
};

let nats: FakeNats;
let store: ReturnType<typeof fakeHistory>;
let lives = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  nats = fakeNats();
  store = fakeHistory();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A life of the listener, over the history of those before. */
function life(): Streams {
  const mine = lives;
  return openStreams({
    dial: nats.dial,
    diagnose: async () => 'stream_unreachable',
    clock: {
      now: () => Date.now(),
      after(ms, callback) {
        const timer = setTimeout(() => mine === lives && callback(), ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => 1,
    history: store.history,
    heard: null,
  });
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const bodies = async (id = 'u1'): Promise<string[]> =>
  (await store.history.read(id, Infinity, 1e6)).map(({ data }) => new TextDecoder().decode(data));

/** Ends a life as a crash does: nothing is done any more. */
function crash(): void {
  lives += 1;
  nats.kill();
  nats.restart();
}

describe('streams', () => {
  it('count, keep and write what comes in', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    nats.publish('a.x', 'one');
    nats.publish('b.x', 'not mine');
    nats.publish('a.y', 'two');
    expect(streams.after('u1', 0).map(({ subject }) => subject)).toEqual(['a.x', 'a.y']);
    expect(streams.states()[0]).toMatchObject({
      id: 's1',
      phase: 'up',
      subscriptions: [{ id: 'u1', count: 2, dropped: 0, lastAt: 1_000_000, silentSince: null }],
    });
    await pass(WRITE_MS);
    expect(await bodies()).toEqual(['one', 'two']);
    expect(streams.states()[0]?.subscriptions[0]?.rate).toBe(2);
  });

  it('write nothing where nothing happens', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(2 * WRITE_MS);
    const before = store.state.writes;
    await pass(3 * WRITE_MS);
    expect(store.state.writes).toBe(before);
  });

  it('go on where a crash left them: the count, and a gap over all that was not written', async () => {
    await life().apply([CONFIG], []);
    await pass(0);
    nats.publish('a.x', 'written');
    await pass(WRITE_MS);
    nats.publish('a.x', 'lost');
    crash();
    await pass(60_000);
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    nats.publish('a.x', 'after');
    await pass(WRITE_MS);
    expect(await bodies()).toEqual(['written', 'after']);
    const [state] = streams.states();
    expect(state?.subscriptions[0]?.count).toBe(2);
    expect(state?.gaps).toEqual([{ from: 1_000_000, to: 1_061_000 }]);
  });

  it('tell of no gap where they were switched off on purpose', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(5000);
    await streams.apply([], ['s1', 'u1']);
    await pass(60_000);
    expect(streams.states()).toEqual([]);
    await streams.apply([CONFIG], []);
    await pass(0);
    expect(streams.states()[0]?.gaps).toEqual([]);
  });

  it('keep what is switched off, and forget what is removed', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    nats.publish('a.x', 'kept');
    await pass(WRITE_MS);
    await streams.apply([], ['s1', 'u1']);
    expect(await bodies()).toEqual(['kept']);
    await streams.apply([], []);
    expect(await bodies()).toEqual([]);
  });

  it('follow the subjects that are wanted, without a new connection', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    const more = {
      ...CONFIG,
      subscriptions: [...CONFIG.subscriptions, { id: 'u2', subject: 'b' }],
    };
    await streams.apply([more], []);
    nats.publish('b', 'x');
    expect(streams.after('u2', 0)).toHaveLength(1);
    await streams.apply([{ ...CONFIG, subscriptions: [{ id: 'u2', subject: 'b' }] }], []);
    nats.publish('a.x', 'y');
    expect(streams.after('u1', 0)).toEqual([]);
    expect(nats.dials).toBe(1);
  });

  it('stay within bounds in a flood, and say how much was not kept', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    for (let each = 0; each < 5 * MOST_MESSAGES; each += 1) nats.publish('a.x', String(each));
    await pass(WRITE_MS);
    expect(await bodies()).toHaveLength(MOST_MESSAGES);
    expect(streams.states()[0]?.subscriptions[0]).toMatchObject({
      count: 5 * MOST_MESSAGES,
      dropped: 4 * MOST_MESSAGES,
    });
  });

  it('say so where nothing can be stored, and write all that is kept once it can', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    store.state.fails = true;
    nats.publish('a.x', 'x');
    await pass(WRITE_MS);
    expect(streams.states()[0]?.unstored).toBe(true);
    store.state.fails = false;
    await pass(WRITE_MS);
    expect(streams.states()[0]?.unstored).toBe(false);
    expect(await bodies()).toEqual(['x']);
  });

  it('find one message in memory or in what is stored', async () => {
    const streams = life();
    await streams.apply([CONFIG], []);
    await pass(0);
    nats.publish('a.x', 'x');
    expect((await streams.message('u1', 1))?.sequence).toBe(1);
    await pass(WRITE_MS);
    crash();
    const next = life();
    await next.apply([CONFIG], []);
    expect((await next.message('u1', 1))?.sequence).toBe(1);
    expect(await next.message('u1', 2)).toBeNull();
  });

  it('send nothing over a connection that is not there', async () => {
    const none = { error: { code: 'stream_not_connected' } };
    expect(await life().publish('s9', 'a', new Uint8Array(1))).toMatchObject(none);
    expect(await life().request('s9', 'a', new Uint8Array(1), 10)).toMatchObject(none);
  });
});
