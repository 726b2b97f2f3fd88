/**
 * Tells what came in one batch.
 *
 * Firefox gathers the events of `webRequest` for up to 250 ms, and takes the answers to a batch only
 * when all of them are there (its ConduitsParent and ConduitsChild). So a response that is held
 * holds all others of its batch, whatever tab they are for. Among them may be the wallet's answer
 * that the toll itself waits for: then both wait until one gives up (measured: 30 to 180 s).
 *
 * @returns to be called in the listener, synchronously, with what kind of event this is; resolves
 *   to whether all events of the batch are of that kind
 */
export function watchBatches(): (kind: string | null) => Promise<boolean> {
  let current: { kinds: Set<string | null>; complete: Promise<void> } | null = null;
  return async (kind) => {
    // The listener is called for all of a batch in one go: no microtask runs in between.
    current ??= {
      kinds: new Set(),
      complete: Promise.resolve().then(() => {
        current = null;
      }),
    };
    const { kinds, complete } = current;
    kinds.add(kind);
    await complete;
    return kinds.size === 1;
  };
}
