import type { Remembered } from '../streams/connection.ts';
import type { History, Tally } from '../streams/history.ts';
import { MOST_STORED } from '../streams/history.ts';
import type { KeptMessage } from '../streams/message.ts';

/** One write's messages of one subscription: a record for each message would cost a flood dearly. */
interface Chunk {
  readonly subscriptionId: string;
  /** Sequences of its first and last message. */
  readonly first: number;
  readonly last: number;
  readonly messages: readonly KeptMessage[];
}

/**
 * The history in IndexedDB, in a database of its own: a worker and an offscreen document have no
 * `storage.local`, and a flood does not belong there.
 */
export async function openHistoryDatabase(factory: IDBFactory, name: string): Promise<History> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    const { result } = request;
    result.createObjectStore('remembered');
    result.createObjectStore('tallies');
    result.createObjectStore('chunks', { keyPath: ['subscriptionId', 'first'] });
  };
  const database = await answer(request);

  async function get<T>(store: string, key: string, missing: T): Promise<T> {
    const found = await answer(database.transaction(store).objectStore(store).get(key));
    return (found as T | undefined) ?? missing;
  }

  return {
    load: (id) => get<Remembered>('remembered', id, { provenAt: null, gaps: [] }),
    tally: (id) => get<Tally>('tallies', id, { count: 0, dropped: 0 }),
    async write({ connectionId, remembered, subscriptions }) {
      const stores = ['remembered', 'tallies', 'chunks'];
      const work = database.transaction(stores, 'readwrite');
      const chunks = work.objectStore('chunks');
      work.objectStore('remembered').put(remembered, connectionId);
      for (const { id, count, dropped, messages } of subscriptions) {
        work.objectStore('tallies').put({ count, dropped }, id);
        const [first, last] = [messages[0], messages.at(-1)];
        if (first === undefined || last === undefined) continue;
        chunks.put({
          subscriptionId: id,
          first: first.sequence,
          last: last.sequence,
          messages,
        } satisfies Chunk);
        // By whole writes: a subscription keeps at least the bound, and at most one write more.
        const old = last.sequence - MOST_STORED - (last.sequence - first.sequence);
        if (old > 0) chunks.delete(IDBKeyRange.bound([id, 0], [id, old], false, true));
      }
      await finished(work);
    },
    async read(id, before, most) {
      const range = IDBKeyRange.bound([id, 0], [id, before], false, true);
      const cursor = database.transaction('chunks').objectStore('chunks').openCursor(range, 'prev');
      const found: KeptMessage[] = [];
      await new Promise<void>((resolve, reject) => {
        cursor.onerror = () => reject(cursor.error);
        cursor.onsuccess = () => {
          const at = cursor.result;
          if (at === null || found.length >= most) {
            resolve();
            return;
          }
          const { messages } = at.value as Chunk;
          found.unshift(...messages.filter(({ sequence }) => sequence < before));
          at.continue();
        };
      });
      return found.slice(-most);
    },
    async clear(id) {
      const work = database.transaction('chunks', 'readwrite');
      work.objectStore('chunks').delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]));
      await finished(work);
    },
    async keepOnly(ids) {
      const work = database.transaction(['remembered', 'tallies', 'chunks'], 'readwrite');
      for (const name of ['remembered', 'tallies']) {
        const store = work.objectStore(name);
        const keys = (await answer(store.getAllKeys())) as string[];
        for (const key of keys) if (!ids.has(key)) store.delete(key);
      }
      const chunks = work.objectStore('chunks');
      for (const key of (await answer(chunks.getAllKeys())) as [string, number][]) {
        if (!ids.has(key[0])) chunks.delete(key);
      }
      await finished(work);
    },
  };
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error);
    work.onerror = () => reject(work.error);
  });
}
