import type { Remembered } from '../../../src/streams/connection.ts';
import type { History, Tally } from '../../../src/streams/history.ts';
import type { KeptMessage } from '../../../src/streams/message.ts';

/** A history in memory. `fail` has the next writes rejected, as a full disk does. */
export function fakeHistory() {
  const remembered = new Map<string, Remembered>();
  const tallies = new Map<string, Tally>();
  const messages = new Map<string, KeptMessage[]>();
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
        messages.set(id, [...(messages.get(id) ?? []), ...fresh]);
      }
    },
    read: async (id, before, most) =>
      (messages.get(id) ?? []).filter(({ sequence }) => sequence < before).slice(-most),
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
