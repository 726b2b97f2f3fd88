import * as v from 'valibot';
import { sessionStorage } from './storage.ts';

const KEY = 'refused-credentials';
const stored = v.fallback(
  v.array(v.object({ id: v.string(), status: v.number(), at: v.number() })),
  [],
);

/** A key or a token that its service refused: 401 or 403. */
export type Refusal = v.InferOutput<typeof stored>[number];

/** What services refused, until the browser closes. */
export interface RefusedCredentials {
  all(): Promise<readonly Refusal[]>;
  /** In place of what was known of that key or login; null: it is good again, or gone. */
  set(id: string, refusal: Omit<Refusal, 'id'> | null): Promise<void>;
}

export function openRefusedCredentials(): RefusedCredentials {
  let line: Promise<unknown> = Promise.resolve();
  const read = async () => v.parse(stored, await sessionStorage.get(KEY));

  return {
    all: read,
    set(id, refusal) {
      const turn = line.then(async () => {
        const known = await read();
        if (refusal === null && !known.some((one) => one.id === id)) return;
        const others = known.filter((one) => one.id !== id);
        await sessionStorage.set(KEY, refusal === null ? others : [...others, { id, ...refusal }]);
      });
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
