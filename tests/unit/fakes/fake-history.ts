import type { Remembered } from '../../../src/streams/connection.ts';
import { type History, MOST_STORED, type Tally } from '../../../src/streams/history.ts';
import type { KeptMessage } from '../../../src/streams/message.ts';

/** A history in memory, with the bounds of the real one. `fails` has the next writes rejected, as a full disk does. */
export function fakeHistory() {
  const remembered = new Map<string, Remembered>();
  const tallies = new Map<string, Tally>();
  /** By whole writes. */
  const messages = new Map<string, (readonly KeptMessage[])[]>();
  const state = { fails: false, writes: 0 };
  const history: History = {
    load: async (id) => remembered.get(id) ?? { provenAt: null, gaps: [] },
    tally: async (id) => tallies.get(id) ?? { count: 0, dropped: 0 },
    async write(entry) {
      if (state.fails) throw new Error('QuotaExceededError');
      state.writes += 1;
      remembered.set(entry.connectionId, structuredClone(entry.remembered));
      for (const { id, count, dropped, messages: fresh } of entry.subscriptions) {
        tallies.set(id, { count, dropped });
        const [first, last] = [fresh[0]?.sequence, fresh.at(-1)?.sequence];
        if (first === undefined || last === undefined) continue;
        const writes = [...(messages.get(id) ?? []), structuredClone(fresh)];
        const old = last - MOST_STORED - (last - first);
        messages.set(
          id,
          writes.filter(([oldest]) => (oldest?.sequence ?? 0) >= old),
        );
      }
    },
    read: async (id, before, most) =>
      structuredClone((messages.get(id) ?? []).flat())
        .filter(({ sequence }) => sequence < before)
        .slice(-most),
    async clear(id) {
      messages.delete(id);
    },
    async keepOnly(ids) {
      for (const map of [remembered, tallies, messages]) {
        for (const id of [...map.keys()]) if (!ids.has(id)) map.delete(id);
      }
    },
  };
  return { history, state };
}
