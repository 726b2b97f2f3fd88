import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER, ASK, type Ask } from '../../../src/page/channel.ts';

// The content script's questions about requests, in a page of our own making, whose background dies.

const NOON = Date.UTC(2026, 5, 1, 12);
const QUESTION: Omit<Ask, 'id'> = {
  url: 'https://play.example/api/x',
  status: 401,
  attempt: 0,
  free: 0,
  ageMs: 40,
};

let told: unknown[];
let answers: string[];
let ask: (id: string) => void;

/** Loads the script; its background is not there for so many messages, and then says `again`. */
async function load(deaths: number): Promise<void> {
  told = [];
  answers = [];
  vi.stubGlobal('chrome', {
    runtime: {
      id: 'tollpass',
      onMessage: { addListener() {} },
      async sendMessage(message: unknown) {
        told.push(message);
        if (told.length <= deaths) throw new Error('nobody listens');
        return 'again';
      },
    },
  });
  const events = new EventTarget();
  events.addEventListener(ANSWER, (event) => {
    answers.push((event as CustomEvent<string>).detail);
  });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
  vi.stubGlobal('location', { protocol: 'https:', href: 'https://play.example/' });
  vi.stubGlobal('performance', { now: () => 0, getEntriesByType: () => [] });
  ask = (id) => {
    const detail = JSON.stringify({ id, ...QUESTION });
    events.dispatchEvent(new CustomEvent(ASK, { detail }));
  };
  vi.resetModules();
  await import('../../../src/page/content.iife.ts');
}

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a question about a request', () => {
  it('says when the request was sent, however long it waits for the background', async () => {
    const { ageMs, ...request } = QUESTION;
    const input = { via: 'request', ...request, sentAt: NOON - ageMs };
    await load(3);
    ask('7');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual(Array.from({ length: 4 }, () => ({ name: 'toll.noticed', input })));
    expect(answers).toEqual([JSON.stringify({ id: '7', again: true, free: false })]);
  });

  it('is given up where nobody ever answers, and the page gets what its site said', async () => {
    await load(Number.POSITIVE_INFINITY);
    ask('8');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toHaveLength(20);
    expect(answers).toEqual([JSON.stringify({ id: '8', again: false, free: false })]);
  });
});
