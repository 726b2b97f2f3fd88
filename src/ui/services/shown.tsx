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
          ? `Refused by the service (${refused.status})`
          : isAttached
            ? 'Shown to the service'
            : isLocked
              ? 'Not shown: unlock Tollpass first'
              : 'Not shown'}
      </p>
      {behindPass ? (
        <p class="hint">
          A pass of this site uses the same header. Where both are for the same path the pass is
          shown, until it is over.
        </p>
      ) : null}
    </div>
  );
}
