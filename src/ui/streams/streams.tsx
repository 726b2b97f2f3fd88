import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Output } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { useReading } from '../reading.ts';
import { LiveView } from './live-view.tsx';
import { keepLooking, watched } from './look.ts';
import { QuietHours } from './quiet-hours.tsx';
import { StreamCard } from './stream-card.tsx';
import { StreamForm } from './stream-form.tsx';
import { texts } from './texts.ts';

export type StoredStreams = Output<'streams.read'>;

/** The user's connections to NATS servers, and what comes in over them. */
export function StreamsPage() {
  const { known, lost } = useReading('streams.read');
  useEffect(keepLooking, []);
  return (
    <Page here="streams" lost={lost.value}>
      {known.value === null ? null : <Known known={known.value} />}
    </Page>
  );
}

function Known(props: { known: StoredStreams }) {
  const { vault, streams, quiet } = props.known;
  const adding = useSignal(false);
  const shown = streams
    .flatMap((stream) => stream.subscriptions.map((each) => ({ ...each, stream })))
    .find(({ id }) => id === watched.value);
  const isWaiting = vault === 'locked' && streams.some(({ login, on }) => on && login !== 'none');
  return (
    <>
      {isWaiting ? (
        <Notice kind="info" title={texts.locked} testid="vault-notice">
          <p>{texts.page.locked}</p>
          <UnlockForm />
        </Notice>
      ) : null}
      {streams.length === 0 ? (
        <section class="card stack">
          <h2>{texts.page.none}</h2>
          <p class="faint">{texts.page.noneWords}</p>
        </section>
      ) : (
        streams.map((stream) => <StreamCard key={stream.id} stream={stream} vault={vault} />)
      )}
      {shown === undefined ? null : (
        <LiveView key={shown.id} subscription={shown} stream={shown.stream} />
      )}
      {adding.value || streams.length === 0 ? (
        <section class="card stack wide" aria-labelledby="stream-add-title">
          <h2 id="stream-add-title">{texts.page.add}</h2>
          <StreamForm
            stream={null}
            vault={vault}
            onClose={
              streams.length === 0
                ? null
                : () => {
                    adding.value = false;
                  }
            }
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
            {texts.page.add}
          </button>
        </div>
      )}
      {streams.some(({ subscriptions }) =>
        subscriptions.some(({ alerts }) => alerts.length > 0),
      ) ? (
        <QuietHours quiet={quiet} />
      ) : null}
    </>
  );
}
