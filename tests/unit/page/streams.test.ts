import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedHead } from '../../../src/messages/feed.ts';
import type {
  Tollpass,
  TollpassMissed,
  TollpassStreamMessage,
} from '../../../src/page/provider.d.ts';

// The scripts on both sides of a page that hears something, in a window of our own making.

interface Port {
  readonly name: string;
  readonly sent: unknown[];
  isOpen: boolean;
  say(message: unknown): void;
  /** The other end is gone. */
  drop(): void;
}

let events: EventTarget;
let ports: Port[];
let sent: { name: string; input: unknown }[];
let listeners: ((message: unknown) => void)[];
let answer: () => Promise<unknown>;
let page: { tollpass?: Tollpass };

function connect({ name }: { name: string }): object {
  const hearing: ((message: unknown) => void)[] = [];
  const leaving: (() => void)[] = [];
  const port: Port = {
    name,
    sent: [],
    isOpen: true,
    say(message) {
      for (const listener of hearing) listener(message);
    },
    drop() {
      port.isOpen = false;
      for (const listener of leaving) listener();
    },
  };
  ports.push(port);
  return {
    postMessage: (message: unknown) => void port.sent.push(message),
    disconnect() {
      port.isOpen = false;
    },
    onMessage: { addListener: (listener: never) => void hearing.push(listener) },
    onDisconnect: { addListener: (listener: never) => void leaving.push(listener) },
  };
}

async function inject(): Promise<void> {
  vi.resetModules();
  await import('../../../src/page/stream-relay.iife.ts');
  await import('../../../src/page/streams.iife.ts');
}

beforeEach(async () => {
  vi.useFakeTimers();
  events = new EventTarget();
  ports = [];
  sent = [];
  listeners = [];
  page = {};
  answer = async () => ({ ok: true, value: 't1' });
  Reflect.deleteProperty(globalThis, 'tollpassRelays');
  vi.stubGlobal('window', page);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('location', { protocol: 'https:', href: 'https://a.example/' });
  vi.stubGlobal('performance', { getEntriesByType: () => [] });
  vi.stubGlobal('reportError', () => undefined);
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events));
  vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
  vi.stubGlobal('chrome', {
    runtime: {
      id: 'own',
      connect,
      async sendMessage(message: { name: string; input: { asks: boolean } }) {
        sent.push(message);
        // As the background does before it answers.
        if (message.input.asks) await inject();
        return answer();
      },
      onMessage: { addListener: (listener: never) => void listeners.push(listener) },
    },
  });
  vi.resetModules();
  await import('../../../src/page/content.iife.ts');
  await import('../../../src/page/provider.iife.ts');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const HEAD: FeedHead = {
  subjects: [],
  at: 1000,
  messages: [],
  missed: [],
  stands: null,
  proven: null,
};
const text = (head: Partial<FeedHead>, body = ''): string =>
  `${body}\n${JSON.stringify({ ...HEAD, ...head })}`;
/** Waits for a port, which takes as long as the scripts take to load. */
const opened = (count: number) => vi.waitFor(() => expect(ports).toHaveLength(count));

function subscribe(subject: string | string[] = 'a.>') {
  const heard: TollpassStreamMessage[] = [];
  const missed: TollpassMissed[] = [];
  const ended: string[] = [];
  const subscription = page.tollpass?.streams.subscribe(
    {
      subject,
      missed: (each) => void missed.push(each),
      ended: ({ code }) => void ended.push(code),
    },
    (message) => {
      heard.push(message);
      if (message.data === 'throw') throw new Error('of the page');
    },
  );
  return { heard, missed, ended, subscription: subscription as NonNullable<typeof subscription> };
}

async function standing(subject?: string | string[]) {
  const kept = subscribe(subject);
  await opened(1);
  ports[0]?.say(text({ stands: 1000 }));
  return { ...kept, subscription: await kept.subscription };
}

describe('a page that subscribes', () => {
  it('asks once for all of its subjects, and has what it asked for when it stands', async () => {
    const { subscription } = subscribe(['a', 'b.*']);
    let isThere = false;
    void subscription.then(() => {
      isThere = true;
    });
    await opened(1);
    expect(sent).toEqual([
      { name: 'provider.stream', input: { subjects: ['a', 'b.*'], asks: true } },
    ]);
    expect(ports.map(({ name }) => name)).toEqual(['feed:t1']);
    expect(isThere).toBe(false);
    ports[0]?.say(text({ stands: 1000 }));
    expect((await subscription).subjects).toEqual(['a', 'b.*']);
  });

  it('is handed messages in order, each with its subject, data and time', async () => {
    const { heard } = await standing();
    const messages = [0, 3, 0, 1, -4, 5, 0, 5, 9, 1, 0, 9];
    ports[0]?.say(text({ subjects: ['a.x', 'a.y'], messages }, 'o\nAAP8=throw'));
    expect(heard).toEqual([
      { subject: 'a.x', data: 'o\nA', time: 1000 },
      { subject: 'a.y', data: new Uint8Array([0, 255]), time: 1005 },
      { subject: 'a.x', data: 'throw', time: 1009 },
      { subject: 'a.y', data: '', time: 1009 },
    ]);
    // Once for each text, after the page is done with it.
    expect(ports[0]?.sent).toEqual([0, 0]);
  });

  it('keeps what it hears from other scripts, and says nothing that they could use', async () => {
    const seen: string[] = [];
    const spy = vi.spyOn(events, 'dispatchEvent');
    const { heard } = await standing();
    for (const [event] of spy.mock.calls) {
      events.addEventListener(event.type, () => void seen.push(event.type), true);
    }
    ports[0]?.say(text({ subjects: ['a'], messages: [0, 1, 0] }, 'x'));
    expect(heard).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  it('is told what it missed in its place', async () => {
    const { heard, missed } = await standing();
    const gap = { from: 5, to: 9, count: 4 };
    ports[0]?.say(text({ subjects: ['a'], messages: [0, 1, 0], missed: [gap] }, 'x'));
    expect([heard.length, missed]).toEqual([1, [gap]]);
  });

  it('hears nothing any more once it unsubscribes', async () => {
    const { heard, subscription } = await standing();
    subscription.unsubscribe();
    expect(ports[0]?.isOpen).toBe(false);
    ports[0]?.say(text({ subjects: ['a'], messages: [0, 1, 0] }, 'x'));
    expect(heard).toEqual([]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(ports).toHaveLength(1);
  });
});

describe('a way that breaks', () => {
  it('is taken up again without a question, and the gap begins with what was proven', async () => {
    const { missed, ended } = await standing();
    ports[0]?.say(text({ proven: 4000 }));
    answer = async () => ({ ok: true, value: 't2' });
    ports[0]?.drop();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent.at(-1)).toEqual({
      name: 'provider.stream',
      input: { subjects: ['a.>'], asks: false },
    });
    expect(ports.map(({ name }) => name)).toEqual(['feed:t1', 'feed:t2']);
    expect(missed).toEqual([]);
    ports[1]?.say(text({ stands: 9000 }));
    expect(missed).toEqual([{ from: 4000, to: 9000, count: null }]);
    expect(ended).toEqual([]);
  });

  it('is tried again with growing waits while nobody answers', async () => {
    await standing();
    answer = () => Promise.reject(new Error('no receiver'));
    ports[0]?.drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.length).toBeLessThan(14);
  });

  it('waits for news while the connection is off', async () => {
    await standing();
    answer = async () => ({ ok: true, value: null });
    ports[0]?.say({ ended: 'off' });
    ports[0]?.drop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect([ports.length, sent.length]).toEqual([1, 2]);
    answer = async () => ({ ok: true, value: 't2' });
    for (const listener of listeners) listener('streams-changed');
    await opened(2);
  });

  it.each([
    [{ ended: 'revoked' }, 'not_connected'],
    [{ ended: 'denied' }, 'refused'],
    [{ ended: 'busy' }, 'busy'],
  ])('is over for the page after %o', async (said, code) => {
    const { ended } = await standing();
    ports[0]?.say(said);
    ports[0]?.drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toEqual([code]);
    expect(sent).toHaveLength(1);
  });

  it('is over where the user took it back meanwhile', async () => {
    const { ended } = await standing();
    answer = async () => ({ ok: false, code: 'not_connected', message: '' });
    ports[0]?.drop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(ended).toEqual(['not_connected']);
  });

  it('rejects before the subscription stands', async () => {
    const { subscription, ended } = subscribe();
    const failed = subscription.catch((error: { code: string }) => error.code);
    await opened(1);
    ports[0]?.say({ ended: 'denied' });
    ports[0]?.drop();
    expect(await failed).toBe('refused');
    expect(ended).toEqual([]);
  });
});

it('hands nothing over twice, however often its scripts are put in', async () => {
  const { heard } = await standing();
  await inject();
  const second = subscribe('b');
  await opened(2);
  ports[1]?.say(text({ stands: 2000 }));
  await second.subscription;
  ports[0]?.say(text({ subjects: ['a'], messages: [0, 1, 0] }, 'x'));
  expect(heard).toHaveLength(1);
  expect(second.heard).toEqual([]);
  expect(ports).toHaveLength(2);
});
