import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REFUSED } from '../../../src/page/channel.ts';

// The content script that tells of refusals, in a page of our own making.

interface Entry {
  readonly name: string;
  readonly responseStatus: number;
}

let told: unknown[];
let say: (detail: unknown) => void;
let observe: (entries: readonly Entry[]) => void;

/** Loads the script into a page whose document was answered so. */
async function load(document: Entry): Promise<void> {
  told = [];
  vi.stubGlobal('chrome', {
    runtime: {
      async sendMessage(message: unknown) {
        told.push(message);
        throw new Error('nobody listens');
      },
    },
  });
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(seen: (list: { getEntries(): readonly Entry[] }) => void) {
        observe = (entries) => seen({ getEntries: () => entries });
      }
      observe(): void {}
    },
  );
  const events = new EventTarget();
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  say = (detail) => void events.dispatchEvent(new CustomEvent(REFUSED, { detail }));
  vi.stubGlobal('performance', { getEntriesByType: () => [document] });
  vi.resetModules();
  await import('../../../src/page/refusals.iife.ts');
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FINE = { name: 'https://a.example/', responseStatus: 200 };
const hint = (url: string) => ({ name: 'credential.refused', input: { url } });
const refused = (name: string, responseStatus = 401): Entry => ({ name, responseStatus });

describe('a page that is refused something', () => {
  it('tells the URL, without its fragment, of what was answered 401 or 403', async () => {
    await load(FINE);
    for (const status of [0, 200, 302, 400, 402, 404, 500]) {
      observe([refused(`https://s${status}.example/`, status)]);
    }
    expect(told).toEqual([]);
    observe([refused('https://b.example/x?y#z'), refused('https://c.example/', 403)]);
    expect(told).toEqual([hint('https://b.example/x?y'), hint('https://c.example/')]);
  });

  it('tells it of its own document too', async () => {
    await load(refused('https://a.example/me', 403));
    expect(told).toEqual([hint('https://a.example/me')]);
  });

  it('tells what the wrapper of fetch says, whatever that is', async () => {
    await load(FINE);
    for (const detail of [null, {}, '', 'javascript:x', 'http:']) say(detail);
    expect(told).toEqual([]);
    say('https://b.example/x#y');
    expect(told).toEqual([hint('https://b.example/x')]);
  });

  it('tells nothing of what is not of the web', async () => {
    await load(FINE);
    observe([refused('blob:https://a.example/1'), refused('data:text/plain,x')]);
    expect(told).toEqual([]);
  });

  it('says it once in half a minute of each origin', async () => {
    await load(FINE);
    observe([refused('https://b.example/1'), refused('https://b.example/2')]);
    observe([refused('https://b.example/3')]);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(30_000);
    observe([refused('https://b.example/4')]);
    expect(told).toHaveLength(2);
  });
});
