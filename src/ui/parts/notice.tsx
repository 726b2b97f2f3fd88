import type { ComponentChildren } from 'preact';

/** Something to know before going on. Its kind is told by a word, not by colour alone. */
export function Notice(props: {
  kind: 'info' | 'good' | 'warning' | 'error';
  title?: string;
  testid?: string;
  children: ComponentChildren;
}) {
  return (
    <div class={`notice ${props.kind}`} data-testid={props.testid}>
      {props.title === undefined ? null : <p class="notice-title">{props.title}</p>}
      {props.children}
    </div>
  );
}
