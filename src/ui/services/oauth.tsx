import { useSignal } from '@preact/signals';
import type { Output } from '../../messages/contract.ts';
import { useCopying } from '../parts/copying.ts';
import { useReading } from '../reading.ts';
import { NewOAuth } from './new-oauth.tsx';
import { OAuthCard } from './oauth-card.tsx';
import { texts } from './texts.ts';

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
        <p class="faint">{texts.oauth.about}</p>
      </div>
      {read === null ? (
        <p class="state">{texts.reading}</p>
      ) : read.logins.length === 0 ? (
        <p class="state">{texts.oauth.none}</p>
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
            {texts.oauth.add}
          </button>
        </div>
      )}
    </section>
  );
}

/** It differs by browser, and providers compare it letter by letter. */
function Redirect(props: { uri: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  return (
    <div class="stack">
      <p class="hint">{texts.oauth.redirect}</p>
      <div class="txid">
        <code ref={text} data-testid="redirect-uri">
          {props.uri}
        </code>
        <button
          type="button"
          class="quiet"
          aria-label={texts.oauth.copyRedirect[copied]}
          onClick={() => void copy(props.uri)}
        >
          {texts.oauth.copy[copied]}
        </button>
      </div>
    </div>
  );
}
