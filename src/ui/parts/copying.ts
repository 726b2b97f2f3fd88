import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const CONFIRMED_MS = 2000;

export type Copied = 'no' | 'yes' | 'selected';

/** Copies a text and says so for a while. `text` is the element that shows it. */
export function useCopying<E extends HTMLElement>(): {
  readonly copied: Copied;
  readonly text: RefObject<E | null>;
  copy(value: string): Promise<void>;
} {
  const text = useRef<E>(null);
  const copied = useSignal<Copied>('no');
  useEffect(() => {
    if (copied.value === 'no') return undefined;
    const timer = setTimeout(() => {
      copied.value = 'no';
    }, CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied.value]);

  async function copy(value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      copied.value = 'yes';
    } catch {
      // Without the permission to write, leave it to the user's own copy command.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current);
      copied.value = 'selected';
    }
  }
  return { copied: copied.value, text, copy };
}
