import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FailureCode, failure } from '../../../src/outcome/failure.ts';
import { MOST_MS } from '../../../src/streams/backoff.ts';
import {
  type Connection,
  FIRST_PING_MS,
  openConnection,
  PING_MS,
  PONG_MS,
  type Remembered,
  type Target,
} from '../../../src/streams/connection.ts';
import { type FakeNats, fakeNats } from '../fakes/fake-nats.ts';

const URL = 'ws://localhost:1443/';
const NEVER: Remembered = { provenAt: null, gaps: [] };
const OPEN: Target = { url: URL, login: { type: 'none' } };

let nats: FakeNats;
let reason: FailureCode;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  nats = fakeNats();
  reason = 'stream_unreachable';
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = {
  now: () => Date.now(),
  after(ms: number, callback: () => void) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

function open(target = OPEN, before = NEVER): Connection {
  return openConnection(
    target,
    {
      dial: (url, login) => nats.dial(url, login),
      diagnose: async () => reason,
      clock,
      random: () => 1,
      proven: () => undefined,
    },
    before,
  );
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function texts(connection: Connection, subject: string): string[] {
  const heard: string[] = [];
  connection.subscribe(subject, {
    message: (_, data) => void heard.push(new TextDecoder().decode(data)),
    denied: () => undefined,
  });
  return heard;
}

describe('a connection', () => {
  it('comes up, says what the server is, and has missed nothing', async () => {
    const connection = open();
    expect(connection.state().phase).toBe('connecting');
    await pass(0);
    expect(connection.state()).toMatchObject({
      phase: 'up',
      failure: null,
      server: { name: 'fake' },
      roundTripMs: 0,
    });
    expect(connection.remembered()).toEqual({ provenAt: 1_000_000, gaps: [] });
  });

  it('subscribes again after a fall, and says since when something may have been missed', async () => {
    const connection = open();
    const heard = texts(connection, 'a.>');
    await pass(0);
    nats.publish('a.x', 'before');
    await pass(3000);
    nats.kill();
    nats.publish('a.x', 'meanwhile');
    await pass(10);
    expect(connection.state()).toMatchObject({
      phase: 'waiting',
      failure: { code: 'stream_closed' },
      retryAt: 1_003_500,
    });
    expect(connection.remembered().gaps).toEqual([{ from: 1_001_000, to: null }]);
    nats.restart();
    await pass(600);
    nats.publish('a.x', 'after');
    expect(heard).toEqual(['before', 'after']);
    expect(connection.state().phase).toBe('up');
    expect(connection.remembered().gaps).toEqual([{ from: 1_001_000, to: 1_003_500 }]);
  });

  it('tries ever more rarely while nobody answers, and never gives up', async () => {
    nats.kill();
    const connection = open();
    await pass(10 * 60_000);
    // 0.5 + 1 + 2 + 4 + 8 + 16 s, then twice a minute.
    expect(nats.dials).toBeGreaterThan(20);
    expect(nats.dials).toBeLessThan(30);
    nats.restart();
    await pass(MOST_MS);
    expect(connection.state().phase).toBe('up');
    // It never stood before, so nothing was missed.
    expect(connection.remembered().gaps).toEqual([]);
  });

  it('is no storm where the server drops it as soon as it stands', async () => {
    const connection = open();
    for (let at = 0; at < 60_000; at += 100) {
      nats.expel(failure('stream_closed'));
      await pass(100);
    }
    expect(nats.dials).toBeLessThan(12);
    connection.close();
  });

  it('is not tried again with a login that the server refuses, until there is another', async () => {
    nats = fakeNats({ login: { type: 'token', token: 'right' } });
    const connection = open({ url: URL, login: { type: 'token', token: 'wrong' } });
    await pass(60 * 60_000);
    expect(nats.dials).toBe(1);
    expect(connection.state()).toMatchObject({
      phase: 'stopped',
      failure: { code: 'stream_login_refused' },
    });
    connection.retarget({ url: URL, login: { type: 'token', token: 'right' } });
    await pass(0);
    expect(connection.state().phase).toBe('up');
  });

  it('stops where the server ends it for its login', async () => {
    const connection = open();
    await pass(20_000);
    nats.expel(failure('stream_login_expired'));
    await pass(60_000);
    expect(nats.dials).toBe(1);
    expect(connection.state()).toMatchObject({
      phase: 'stopped',
      failure: { code: 'stream_login_expired' },
    });
  });

  it('notices a server that says nothing any more, and since when', async () => {
    const connection = open();
    const heard = texts(connection, 'a');
    await pass(PING_MS);
    nats.pause();
    await pass(FIRST_PING_MS + PONG_MS);
    expect(connection.state()).toMatchObject({
      phase: 'waiting',
      failure: { code: 'stream_silent' },
    });
    expect(connection.remembered().gaps).toEqual([{ from: 1_001_000, to: null }]);
    nats.resume();
    await pass(MOST_MS);
    nats.publish('a', 'once');
    expect(heard).toEqual(['once']);
  });

  it('takes what an earlier life left: it was up then, so there is a gap', async () => {
    const connection = open(OPEN, { provenAt: 900_000, gaps: [{ from: 1, to: 2 }] });
    await pass(0);
    expect(connection.remembered().gaps).toEqual([
      { from: 1, to: 2 },
      { from: 900_000, to: 1_000_000 },
    ]);
  });

  it('tries at once when the network is back', async () => {
    nats.kill();
    const connection = open();
    await pass(5 * 60_000);
    nats.restart();
    connection.nudge();
    await pass(0);
    expect(connection.state().phase).toBe('up');
  });

  it('goes on while the vault is locked, but cannot come back', async () => {
    const login = { type: 'token', token: 'right' } as const;
    nats = fakeNats({ login });
    const connection = open({ url: URL, login });
    await pass(0);
    connection.retarget({ url: URL, login: 'locked' });
    await pass(60_000);
    expect([connection.state().phase, nats.dials]).toEqual(['up', 1]);
    nats.expel(failure('stream_closed'));
    await pass(60_000);
    expect(connection.state()).toMatchObject({
      phase: 'stopped',
      failure: { code: 'stream_login_locked' },
    });
    connection.retarget({ url: URL, login });
    await pass(0);
    expect(connection.state().phase).toBe('up');
  });

  it('is left alone when it is told the same again', async () => {
    const connection = open();
    await pass(0);
    connection.retarget({ ...OPEN });
    await pass(60_000);
    expect(nats.dials).toBe(1);
    connection.retarget({ ...OPEN, url: 'ws://localhost:8080/' });
    await pass(0);
    expect(nats.dials).toBe(2);
  });

  it('does not believe at once that a server refuses it: one that just came back looks so too', async () => {
    nats.kill();
    reason = 'stream_origin_refused';
    const connection = open();
    await pass(0);
    expect(connection.state().failure?.code).toBe('stream_unreachable');
    await pass(600);
    expect(connection.state().failure?.code).toBe('stream_origin_refused');
  });

  it('sends nothing while it is down', async () => {
    nats.kill();
    const connection = open();
    await pass(0);
    const sent = connection.publish('a', new Uint8Array(1));
    await expect(sent).resolves.toMatchObject({ error: { code: 'stream_not_connected' } });
  });

  it('does nothing any more once it is closed', async () => {
    const connection = open();
    const heard = texts(connection, 'a');
    await pass(0);
    connection.close();
    await pass(60_000);
    nats.publish('a', 'x');
    expect([heard, nats.dials, connection.state().phase]).toEqual([[], 1, 'stopped']);
  });
});
