import { texts } from './texts.ts';

interface ShownProps {
  readonly isAttached: boolean;
  readonly isLocked: boolean;
  readonly refused: { readonly status: number } | null;
  readonly behindPass: boolean;
}

/** Whether a key or a token is shown to its service, and what that makes of it. */
export function Shown(props: ShownProps) {
  const { isAttached, isLocked, refused, behindPass } = props;
  const state = refused !== null ? 'refused' : isAttached ? 'usable' : 'revoked';
  return (
    <div class={`pass ${state}`} data-testid="shown">
      <p class="state">
        <span class="dot" aria-hidden="true" />
        {refused !== null
          ? texts.shown.refused(refused.status)
          : isAttached
            ? texts.shown.attached
            : isLocked
              ? texts.shown.locked
              : texts.shown.not}
      </p>
      {behindPass ? <p class="hint">{texts.shown.behindPass}</p> : null}
    </div>
  );
}
