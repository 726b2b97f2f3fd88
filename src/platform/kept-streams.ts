import type { LocalStorage } from './storage.ts';

/** Where the list of NATS connections is. */
export const STREAMS = 'streams';

/**
 * Whether there are NATS connections: asked at every wake, so without what reads one. A list that
 * cannot be read counts as one that has something.
 */
export async function areStreamsKept(storage: LocalStorage): Promise<boolean> {
  const entry = await storage.get(STREAMS);
  if (!entry.ok || entry.value === undefined) return false;
  return !Array.isArray(entry.value) || entry.value.length > 0;
}
