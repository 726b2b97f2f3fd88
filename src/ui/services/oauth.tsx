import { useSignal } from '@preact/signals';
import type { Output } from '../../messages/contract.ts';
import { useCopying } from '../parts/copying.ts';
import { useReading } from '../reading.ts';
import { NewOAuth } from './new-oauth.tsx';
import { OAuthCard } from './oauth-card.tsx';

export type OAuthView = Output<'oauth.read'>['logins'][number];

/** Services that the user logged in to with OAuth. */
export function OAuth(props: { isLocked: boolean }) {
  const { known } = useReading('oauth.read');
  const isAdding = useSignal(false);
  const read = known.value;
  return (
    <section class="card stack wide" aria-labelledby="oauth-title" data-testid="oauth">
      <div>
        <h2 id="oauth-title">OAuth</h2>
        <p class="faint">
          You log in at the provider, in a window of its own; Tollpass gets a token, shows it to the
          one service that it is for, and renews it in time.
        </p>
      </div>
      {read === null ? (
        <p class="state">Reading…</p>
      ) : read.logins.length === 0 ? (
        <p class="state">No login yet.</p>
      ) : (
        <ul class="list">
          {read.logins.map((login) => (
            <OAuthCard key={login.id} login={login} now={read.now} isLocked={props.isLocked} />
          ))}
        </ul>
      )}
      {read === null ? null : <Redirect uri={read.redirectUri} />}
      {isAdding.value ? (
        <NewOAuth
          onClose={() => {
            isAdding.value = false;
          }}
        />
      ) : (
        <div class="buttons">
          <button
            type="button"
            data-testid="oauth-new"
            disabled={props.isLocked}
            onClick={() => {
              isAdding.value = true;
            }}
          >
            Add a login
          </button>
        </div>
      )}
    </section>
  );
}

/** It differs by browser, and providers compare it letter by letter. */
function Redirect(props: { uri: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  const label = { no: 'Copy', yes: 'Copied', selected: 'Selected' }[copied];
  return (
    <div class="stack">
      <p class="hint">
        Redirect address of this browser, to be registered with each provider, as that of a public
        client:
      </p>
      <div class="txid">
        <code ref={text} data-testid="redirect-uri">
          {props.uri}
        </code>
        <button
          type="button"
          class="quiet"
          aria-label={`${label} the redirect address`}
          onClick={() => void copy(props.uri)}
        >
          {label}
        </button>
      </div>
    </div>
  );
}
