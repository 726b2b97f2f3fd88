import { useSignal } from '@preact/signals';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import { GUARD_MS, isDeliberate } from './guard.ts';

/**
 * Guards Pay against a press that was meant for something else. It starts anew whenever `shown`,
 * which is what would be agreed to, becomes another, and whenever the window comes into sight: one
 * that opened behind another was not read yet.
 */
export function useGuard(shown: string): {
  /**
   * For the look of the button: `new` until it can be pressed for the first time, `changed` for as
   * long after each change.
   */
  readonly state: 'new' | 'changed' | 'ready';
  /** The judgement itself, at the press. */
  isDeliberate(event: MouseEvent): boolean;
} {
  const shownAt = useRef(Number.POSITIVE_INFINITY);
  const state = useSignal<'new' | 'changed' | 'ready'>('new');

  // Before the new text is painted, so that no press on it is measured by the old one.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = (): void => {
      clearTimeout(timer);
      shownAt.current = performance.now();
      if (state.value === 'ready') state.value = 'changed';
      timer = setTimeout(() => {
        state.value = 'ready';
      }, GUARD_MS);
    };
    const onVisibility = (): void => {
      if (document.visibilityState === 'visible') arm();
    };
    arm();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [shown, state]);

  const judge = useCallback(
    (event: MouseEvent) =>
      isDeliberate({
        trusted: event.isTrusted,
        shownAt: shownAt.current,
        now: performance.now(),
      }),
    [],
  );
  return { state: state.value, isDeliberate: judge };
}
