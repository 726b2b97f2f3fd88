import { expect, it } from 'vitest';
import { type History, type HistoryEntry, MOST_STORED } from '../../../src/streams/history.ts';
import type { KeptMessage } from '../../../src/streams/message.ts';

/** Opens what is stored under a name, as a new life of the listener does. */
export type OpenHistory = (name: string) => Promise<History>;

function message(sequence: number, subject = 'a.x'): KeptMessage {
  const data = new Uint8Array([sequence & 0xff, 0, 0xfe]);
  return { sequence, at: 1_000_000 + sequence, subject, size: 3, data };
}

const messages = (from: number, to: number): KeptMessage[] =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

type Kept = HistoryEntry['subscriptions'][number];

function entry(connectionId: string, ...subscriptions: Partial<Kept>[]): HistoryEntry {
  return {
    connectionId,
    remembered: { provenAt: 5, gaps: [{ from: 1, to: null }] },
    subscriptions: subscriptions.map((of) => ({
      id: 'u1',
      count: of.messages?.at(-1)?.sequence ?? 0,
      dropped: 0,
      messages: [],
      ...of,
    })),
  };
}

const sequences = (found: readonly KeptMessage[]): number[] =>
  found.map(({ sequence }) => sequence);
const ALL = Number.MAX_SAFE_INTEGER;

/** What every `History` does: the browser's database, and the fake that stands for it. */
export function historyContract(open: OpenHistory): void {
  let names = 0;
  async function fresh(): Promise<{ history: History; again: () => Promise<History> }> {
    names += 1;
    const name = `history-${names}`;
    return { history: await open(name), again: () => open(name) };
  }

  it('knows nothing of what was never written', async () => {
    const { history } = await fresh();
    expect(await history.load('s1')).toEqual({ provenAt: null, gaps: [] });
    expect(await history.tally('u1')).toEqual({ count: 0, dropped: 0 });
    expect(await history.read('u1', ALL, 10)).toEqual([]);
  });

  it('gives to the next life what was written, to the byte', async () => {
    const { history, again } = await fresh();
    await history.write(entry('s1', { count: 9, dropped: 2, messages: messages(6, 9) }));
    const next = await again();
    expect(await next.load('s1')).toEqual({ provenAt: 5, gaps: [{ from: 1, to: null }] });
    expect(await next.tally('u1')).toEqual({ count: 9, dropped: 2 });
    expect(await next.read('u1', ALL, 10)).toEqual(messages(6, 9));
  });

  it('reads the newest below a sequence, oldest first, over several writes', async () => {
    const { history } = await fresh();
    await history.write(entry('s1', { messages: messages(1, 3) }));
    await history.write(entry('s1', { messages: messages(6, 8) }));
    await history.write(entry('s1', { messages: messages(9, 9) }));
    expect(sequences(await history.read('u1', ALL, 100))).toEqual([1, 2, 3, 6, 7, 8, 9]);
    expect(sequences(await history.read('u1', 9, 4))).toEqual([3, 6, 7, 8]);
    expect(sequences(await history.read('u1', 7, 2))).toEqual([3, 6]);
    expect(await history.read('u1', 1, 5)).toEqual([]);
  });

  it('writes marks and counts also where nothing came in', async () => {
    const { history } = await fresh();
    await history.write(entry('s1', { messages: messages(1, 2) }));
    await history.write({ ...entry('s1', { count: 40, dropped: 38 }), remembered: NOTHING });
    expect(await history.load('s1')).toEqual(NOTHING);
    expect(await history.tally('u1')).toEqual({ count: 40, dropped: 38 });
    expect(sequences(await history.read('u1', ALL, 10))).toEqual([1, 2]);
  });

  it('keeps what was written, whatever becomes of what it was given', async () => {
    const { history } = await fresh();
    const given = messages(1, 1);
    await history.write(entry('s1', { messages: given }));
    given[0]?.data.fill(7);
    given.length = 0;
    expect(await history.read('u1', ALL, 10)).toEqual(messages(1, 1));
  });

  it('keeps subscriptions apart, whatever their names', async () => {
    const { history } = await fresh();
    await history.write(
      entry('s1', { id: 'u1', messages: messages(1, 2) }, { id: 'u10', messages: messages(5, 5) }),
    );
    await history.write(entry('s2', { id: 'u', messages: messages(7, 7) }));
    expect(sequences(await history.read('u1', ALL, 10))).toEqual([1, 2]);
    expect(sequences(await history.read('u10', ALL, 10))).toEqual([5]);
    expect(sequences(await history.read('u', ALL, 10))).toEqual([7]);
  });

  it('forgets messages that are cleared, and goes on counting', async () => {
    const { history } = await fresh();
    await history.write(entry('s1', { messages: messages(1, 4) }));
    await history.write(entry('s1', { id: 'u10', messages: messages(1, 1) }));
    await history.clear('u1');
    expect(await history.read('u1', ALL, 10)).toEqual([]);
    expect(await history.tally('u1')).toEqual({ count: 4, dropped: 0 });
    await history.write(entry('s1', { messages: messages(5, 5) }));
    expect(sequences(await history.read('u1', ALL, 10))).toEqual([5]);
    expect(sequences(await history.read('u10', ALL, 10))).toEqual([1]);
  });

  it('forgets every connection and subscription but those that are to be kept', async () => {
    const { history, again } = await fresh();
    await history.write(entry('s1', { id: 'u1', messages: messages(1, 2) }));
    await history.write(entry('s2', { id: 'u2', messages: messages(1, 2) }));
    await history.keepOnly(new Set(['s2', 'u2']));
    const next = await again();
    expect(await next.load('s1')).toEqual({ provenAt: null, gaps: [] });
    expect(await next.tally('u1')).toEqual({ count: 0, dropped: 0 });
    expect(await next.read('u1', ALL, 10)).toEqual([]);
    expect((await next.load('s2')).provenAt).toBe(5);
    expect(sequences(await next.read('u2', ALL, 10))).toEqual([1, 2]);
  });

  it('keeps the newest of each, up to the bound and one write more', async () => {
    const { history } = await fresh();
    const each = 500;
    for (let first = 1; first <= 2 * MOST_STORED; first += each) {
      await history.write(entry('s1', { messages: messages(first, first + each - 1) }));
    }
    const kept = sequences(await history.read('u1', ALL, 10 * MOST_STORED));
    expect(kept.at(-1)).toBe(2 * MOST_STORED);
    expect(kept.length).toBeGreaterThanOrEqual(MOST_STORED);
    expect(kept.length).toBeLessThanOrEqual(MOST_STORED + each);
  });
}

const NOTHING = { provenAt: null, gaps: [] };
