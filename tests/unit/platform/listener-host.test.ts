import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListenerConfig } from '../../../src/messages/listener.ts';
import { LISTEN_ALARM, listenerHost } from '../../../src/platform/listener-host.ts';

const browser = vi.hoisted(() => ({
  alarms: new Set<string>(),
  sent: [] as unknown[],
  /** What becomes of the next messages. */
  trouble: [] as ('nobody' | 'silence')[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    alarms: {
      create: async (name: string) => void browser.alarms.add(name),
      clear: async (name: string) => void browser.alarms.delete(name),
    },
    runtime: {
      getPlatformInfo: async () => ({}),
      async sendMessage(message: unknown) {
        browser.sent.push(message);
        const trouble = browser.trouble.shift();
        if (trouble === 'nobody') throw new Error('Receiving end does not exist.');
        return trouble === 'silence' ? undefined : { output: null };
      },
    },
  },
}));

const NOTHING: ListenerConfig = { streams: [], keep: [], quiet: null };
const SOMETHING: ListenerConfig = {
  ...NOTHING,
  streams: [{ id: 's1', url: 'ws://a/', login: { type: 'none' }, subscriptions: [] }],
};

let opened: number;
const host = () =>
  listenerHost({
    async open() {
      opened += 1;
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  opened = 0;
  browser.alarms.clear();
  browser.sent = [];
  browser.trouble = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the host of the listener', () => {
  it('opens its page, and tells it', async () => {
    await host().listen(SOMETHING);
    expect([opened, browser.sent]).toEqual([1, [{ listen: SOMETHING }]]);
  });

  it('is woken to look after it while there is something to listen to', async () => {
    const here = host();
    await here.listen(SOMETHING);
    expect([...browser.alarms]).toEqual([LISTEN_ALARM]);
    await here.listen(NOTHING);
    expect([...browser.alarms]).toEqual([]);
  });

  it.each(['nobody', 'silence'] as const)('tells it again where there is %s', async (trouble) => {
    browser.trouble = [trouble, trouble];
    const told = host().listen(SOMETHING);
    await vi.advanceTimersByTimeAsync(1000);
    await told;
    expect(opened).toBe(3);
  });

  it('gives up where nobody ever answers', async () => {
    browser.trouble = Array.from({ length: 100 }, () => 'nobody' as const);
    const told = expect(host().listen(SOMETHING)).rejects.toThrow('does not answer');
    await vi.advanceTimersByTimeAsync(60_000);
    await told;
  });
});
