import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_OF_ORIGIN, openFeeds } from '../../../src/desk/feeds.ts';
import type { FeedOrder } from '../../../src/messages/feed.ts';

type Port = Parameters<ReturnType<typeof openFeeds>['connected']>[0];

const ORIGIN = 'https://game.example';

function fakePort(name: string, sender: object = { tab: { id: 1 }, origin: ORIGIN }) {
  const told: unknown[] = [];
  const hearing: (() => void)[] = [];
  const leaving: (() => void)[] = [];
  const state = { gone: false };
  const port = {
    name,
    sender,
    postMessage: (message: unknown) => void told.push(message),
    disconnect() {
      state.gone = true;
    },
    onMessage: { addListener: (listener: () => void) => void hearing.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void leaving.push(listener) },
  };
  return {
    port: port as unknown as Port,
    told,
    state,
    acknowledge() {
      for (const listener of hearing) listener();
    },
    leave() {
      for (const listener of leaving) listener();
    },
  };
}

let orders: FeedOrder[];
let feeds: ReturnType<typeof openFeeds>;
beforeEach(() => {
  orders = [];
  feeds = openFeeds((order) => void orders.push(order));
});

const batch = (text: string) => ({
  fed: 't1',
  kind: 'batch',
  bytes: new TextEncoder().encode(text),
});
const expectTicket = (id: string, origin = ORIGIN): void =>
  feeds.expect({ id, origin, streamId: 's1', subjects: ['a.>'] });

describe('the way of messages through the desk', () => {
  it('is open to who comes with a ticket, and tells them what the listener says', () => {
    expectTicket('t1');
    const page = fakePort('feed:t1');
    feeds.connected(page.port);
    expect(orders).toEqual([{ feed: 'open', id: 't1', streamId: 's1', subjects: ['a.>'] }]);
    expect(feeds.heard(batch('\ufeffbódy\nhead'))).toBe(true);
    expect(page.told).toEqual(['\ufeffbódy\nhead']);
    page.acknowledge();
    page.leave();
    expect(orders.slice(1)).toEqual([
      { feed: 'acknowledge', id: 't1' },
      { feed: 'close', id: 't1' },
    ]);
    expect(feeds.heard(batch('late'))).toBe(true);
    expect(page.told).toHaveLength(1);
    expect(feeds.heard('ready')).toBe(false);
  });

  it('is closed to who has none, has one of another origin, or comes twice', () => {
    expectTicket('t1');
    for (const [name, sender] of [
      ['feed:t2', undefined],
      ['feed:', undefined],
      ['feed:t1', { tab: { id: 1 }, origin: 'https://other.example' }],
      ['feed:t1', { origin: ORIGIN }],
      ['feed:t1', { tab: { id: 1 } }],
    ] as const) {
      const page = fakePort(name, sender);
      feeds.connected(page.port);
      expect(page.state.gone).toBe(true);
    }
    expect(orders).toEqual([]);
    feeds.connected(fakePort('feed:t1').port);
    const second = fakePort('feed:t1');
    feeds.connected(second.port);
    expect(second.state.gone).toBe(true);
    expect(orders).toHaveLength(1);
  });

  it('is closed to a ticket that nobody came with for a minute', () => {
    vi.useFakeTimers();
    expectTicket('t1');
    vi.advanceTimersByTime(60_000);
    const page = fakePort('feed:t1');
    feeds.connected(page.port);
    vi.useRealTimers();
    expect(page.state.gone).toBe(true);
  });

  it('is closed to the oldest of more tickets than anybody needs', () => {
    for (let each = 0; each < 300; each += 1) expectTicket(`t${each}`);
    const [old, fresh] = [fakePort('feed:t0'), fakePort('feed:t299')];
    feeds.connected(old.port);
    feeds.connected(fresh.port);
    expect([old.state.gone, fresh.state.gone]).toEqual([true, false]);
  });

  it('ends for all pages of an origin that the user takes it back from, and for no other', () => {
    expectTicket('t1');
    expectTicket('t2', 'https://other.example');
    expectTicket('t3');
    const [mine, other] = [
      fakePort('feed:t1'),
      fakePort('feed:t2', { tab: { id: 2 }, origin: 'https://other.example' }),
    ];
    feeds.connected(mine.port);
    feeds.connected(other.port);
    feeds.revoke(ORIGIN);
    expect(mine.told).toEqual([{ ended: 'revoked' }]);
    expect([mine.state.gone, other.state.gone]).toEqual([true, false]);
    expect(orders.at(-1)).toEqual({ feed: 'close', id: 't1' });
    const late = fakePort('feed:t3');
    feeds.connected(late.port);
    expect(late.state.gone).toBe(true);
  });

  it('ends with why where the listener says so', () => {
    expectTicket('t1');
    const page = fakePort('feed:t1');
    feeds.connected(page.port);
    feeds.heard({ fed: 't1', kind: 'ended', why: 'denied' });
    expect(page.told).toEqual([{ ended: 'denied' }]);
    expect(page.state.gone).toBe(true);
  });

  it('is for so many of one origin', () => {
    for (let each = 0; each <= MOST_OF_ORIGIN; each += 1) {
      expectTicket(`t${each}`);
      const page = fakePort(`feed:t${each}`);
      feeds.connected(page.port);
      expect(page.told).toEqual(each < MOST_OF_ORIGIN ? [] : [{ ended: 'busy' }]);
    }
  });
});
