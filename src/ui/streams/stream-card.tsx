import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { StreamStateView } from '../../messages/stream-line.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import { Gaps } from './gaps.tsx';
import { ask } from './line.ts';
import { now, stateOf } from './look.ts';
import { SendForm } from './send-form.tsx';
import { StreamForm } from './stream-form.tsx';
import type { StoredStreams } from './streams.tsx';
import { SubscribeForm } from './subscribe-form.tsx';
import { SubscriptionLine } from './subscription-line.tsx';
import { texts } from './texts.ts';
import { serverText } from './words.ts';

type Open = 'edit' | 'remove' | 'subscribe' | 'send';

interface StreamCardProps {
  readonly stream: StoredStreams['streams'][number];
  readonly vault: StoredStreams['vault'];
}

/** One connection: how it stands, what is listened to, and what can be done with it. */
export function StreamCard(props: StreamCardProps) {
  const { stream, vault } = props;
  const open = useSignal<Open | null>(null);
  const task = useTask();
  const state = stream.on ? stateOf(stream.id) : undefined;
  const close = (): void => {
    open.value = null;
  };
  const button = (what: Open, label: string) => (
    <button
      type="button"
      class="quiet"
      data-testid={`stream-${what}`}
      aria-label={`${label}: ${stream.name}`}
      aria-expanded={open.value === what}
      onClick={() => {
        open.value = open.value === what ? null : what;
      }}
    >
      {label}
    </button>
  );
  return (
    <article class="card stack wide" aria-label={stream.name} data-testid="stream">
      <div class="line">
        <div class="grow">
          <h2 dir="auto">{visible(stream.name)}</h2>
          <p class="faint address">{visible(stream.url)}</p>
        </div>
        <Standing on={stream.on} state={state} />
      </div>
      {state === undefined ? null : <Trouble id={stream.id} state={state} />}
      {stream.subscriptions.length === 0 ? (
        <p class="state">{texts.card.silent}</p>
      ) : (
        <ul class="list">
          {stream.subscriptions.map((each) => (
            <SubscriptionLine
              key={each.id}
              streamId={stream.id}
              subscription={each}
              on={stream.on}
            />
          ))}
        </ul>
      )}
      {state === undefined ? null : <Gaps gaps={state.gaps} now={now.value} />}
      <Problem sentence={task.problem} />
      <div class="buttons tight">
        {button('subscribe', texts.card.subscribe)}
        {button('send', texts.card.send)}
        {button('edit', texts.card.edit)}
        <button
          type="button"
          class="quiet"
          data-testid="stream-switch"
          onClick={() =>
            void task.run(() => send('stream.switch', { id: stream.id, on: !stream.on }))
          }
        >
          {stream.on ? texts.card.switchOff : texts.card.switchOn}
        </button>
        {button('remove', texts.remove)}
      </div>
      {open.value === 'subscribe' ? <SubscribeForm id={stream.id} onClose={close} /> : null}
      {open.value === 'send' ? <SendForm id={stream.id} /> : null}
      {open.value === 'edit' ? <StreamForm stream={stream} vault={vault} onClose={close} /> : null}
      {open.value === 'remove' ? (
        <Confirm
          label={texts.card.removeLabel}
          yes={texts.remove}
          no={texts.card.keep}
          busy={task.busy}
          doing={texts.card.removing}
          problem={task.problem}
          testid="stream-gone"
          onYes={() => void task.run(() => send('stream.remove', { id: stream.id }))}
          onNo={close}
        >
          <p>{texts.card.removeWords}</p>
        </Confirm>
      ) : null}
    </article>
  );
}

function Standing(props: { on: boolean; state: StreamStateView | undefined }) {
  const { on, state } = props;
  if (!on) return <p class="standing off">{texts.off}</p>;
  if (state === undefined) return <p class="standing off">{texts.starting}</p>;
  const { phase, server, roundTripMs } = state;
  return (
    <div data-testid="stream-state">
      <p class={`standing ${phase}`}>{texts.phases[phase]}</p>
      {phase === 'up' && server !== null ? (
        <p class="faint" title={visible(server.name)}>
          {serverText(visible(server.version), roundTripMs)}
        </p>
      ) : null}
    </div>
  );
}

function Trouble(props: { id: string; state: StreamStateView }) {
  const { id, state } = props;
  const seconds =
    state.retryAt === null ? null : Math.max(0, Math.ceil((state.retryAt - now.value) / 1000));
  return (
    <>
      {state.failure === null ? null : (
        <Notice kind={state.phase === 'stopped' ? 'error' : 'warning'} testid="stream-failure">
          <p>
            <Sentence of={explained(state.failure)} />
          </p>
          <div class="buttons">
            <button
              type="button"
              data-testid="stream-retry"
              onClick={() => void ask('retry', { id }).catch(() => undefined)}
            >
              {texts.card.retry}
            </button>
            {seconds === null ? null : <span class="faint">{texts.card.byItself(seconds)}</span>}
          </div>
        </Notice>
      )}
      {state.unstored ? (
        <Notice kind="warning">
          <p>{texts.card.unstored}</p>
        </Notice>
      ) : null}
    </>
  );
}
