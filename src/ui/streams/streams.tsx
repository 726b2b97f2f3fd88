import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import icon from '../icons/tollpass.svg';
import { Notice } from '../parts/notice.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { LiveView } from './live-view.tsx';
import { keepLooking, watched } from './look.ts';
import { StreamCard } from './stream-card.tsx';
import { StreamForm } from './stream-form.tsx';

export type StoredStreams = Output<'streams.read'>;

const LOST_RETRY_MS = 2000;

/** The user's connections to NATS servers, and what comes in over them. */
export function StreamsPage() {
  const known = useSignal<StoredStreams | null>(null);
  const lost = useSignal(false);

  const load = useCallback(async (): Promise<void> => {
    try {
      known.value = await read('streams.read', {});
      lost.value = false;
    } catch {
      lost.value = true;
      setTimeout(() => void load(), LOST_RETRY_MS);
    }
  }, [known, lost]);

  useEffect(() => {
    onChanged(() => void load());
    void load();
    return keepLooking();
  }, [load]);

  return (
    <main class="page">
      <header class="title">
        <img src={icon} alt="" width={32} height={32} />
        <h1>Streams</h1>
        <a href="../settings/index.html">Settings</a>
      </header>
      <div role="alert">
        {lost.value ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {known.value === null ? (
        lost.value ? null : (
          <p class="faint">Reading…</p>
        )
      ) : (
        <Known known={known.value} />
      )}
    </main>
  );
}

function Known(props: { known: StoredStreams }) {
  const { vault, streams } = props.known;
  const adding = useSignal(false);
  const shown = streams
    .flatMap((stream) => stream.subscriptions.map((each) => ({ ...each, stream })))
    .find(({ id }) => id === watched.value);
  const isWaiting = vault === 'locked' && streams.some(({ login, on }) => on && login !== 'none');
  return (
    <>
      {isWaiting ? (
        <Notice kind="info" title="Locked" testid="vault-notice">
          <p>Some of these connections need a login that is locked away with your password.</p>
          <UnlockForm />
        </Notice>
      ) : null}
      {streams.length === 0 ? (
        <section class="card stack">
          <h2>No connection yet</h2>
          <p class="faint">
            Connect to a NATS server to see what it publishes as it happens: for Structs, raids,
            fleets and blocks. Tollpass keeps the connection up and says when something may have
            been missed.
          </p>
        </section>
      ) : (
        streams.map((stream) => <StreamCard key={stream.id} stream={stream} vault={vault} />)
      )}
      {shown === undefined ? null : (
        <LiveView key={shown.id} id={shown.id} subject={shown.subject} from={shown.stream.name} />
      )}
      {adding.value || streams.length === 0 ? (
        <section class="card stack wide" aria-labelledby="stream-add-title">
          <h2 id="stream-add-title">Add a connection</h2>
          <StreamForm
            stream={null}
            vault={vault}
            onClose={() => {
              adding.value = false;
            }}
          />
        </section>
      ) : (
        <div class="buttons">
          <button
            type="button"
            data-testid="stream-add"
            onClick={() => {
              adding.value = true;
            }}
          >
            Add a connection
          </button>
        </div>
      )}
    </>
  );
}
