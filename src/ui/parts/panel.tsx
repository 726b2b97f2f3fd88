import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface PanelProps {
  readonly label: string;
  readonly testid?: string;
  /** False while nobody asked for it: it was open from the beginning. */
  readonly takesFocus?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/**
 * What a button opens beneath itself. The focus goes to its first `data-first`, and when it closes
 * back to where it was, or to the button; Escape closes it. It goes there before anything is painted:
 * later, it would take along who has pressed something else meanwhile.
 */
export function Panel(props: PanelProps) {
  const panel = useRef<HTMLElement>(null);
  const { takesFocus = true } = props;
  useLayoutEffect(() => {
    const box = panel.current;
    const before = takesFocus
      ? document.activeElement
      : box?.parentElement?.querySelector('[aria-expanded=true]');
    return () => {
      const now = document.activeElement;
      // What had the focus may be gone already; then it has fallen to the body.
      const isLost = now === null || now === document.body || (box?.contains(now) ?? false);
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    if (takesFocus) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [takesFocus]);
  return (
    <section
      ref={panel}
      class="panel stack"
      aria-label={props.label}
      data-testid={props.testid}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Not the popup or the question around it as well.
        event.preventDefault();
        event.stopPropagation();
        props.onClose();
      }}
    >
      {props.children}
    </section>
  );
}
