import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged } from '../messages/client.ts';
import type { Input, MessageName, Output } from '../messages/contract.ts';
import { read } from './background.ts';

const LOST_RETRY_MS = 2000;

/** What a message of the background's last answered. */
export interface Reading<N extends MessageName> {
  /** Null until the first answer. */
  readonly known: Signal<Output<N> | null>;
  /** The background does not answer; it is asked again. */
  readonly lost: Signal<boolean>;
}

/** The messages that ask without saying anything. */
type Plain = {
  [N in MessageName]: Record<string, never> extends Input<N> ? N : never;
}[MessageName];

/** Reads a message without input now, and whenever the background says that something changed. */
export function useReading<N extends Plain>(name: N): Reading<N> {
  const known = useSignal<Output<N> | null>(null);
  const lost = useSignal(false);
  const load = useCallback(async (): Promise<void> => {
    try {
      known.value = await read(name, {} as Input<N>);
      lost.value = false;
    } catch {
      lost.value = true;
      setTimeout(() => void load(), LOST_RETRY_MS);
    }
  }, [name, known, lost]);
  useEffect(() => {
    onChanged(() => void load());
    void load();
  }, [load]);
  return { known, lost };
}
