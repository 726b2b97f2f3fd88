import { send } from '../../messages/client.ts';
import { widerSubject } from '../../nats/subject.ts';
import { Problem } from '../parts/problem.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import { now, stateOf, subscriptionOf, watch, watched } from './look.ts';
import { texts } from './texts.ts';
import { dayAndTime } from './words.ts';

/** A subject that says nothing for so long may be the wrong one. */
const SILENT_MS = 60_000;

interface SubscriptionLineProps {
  readonly streamId: string;
  readonly subscription: { readonly id: string; readonly subject: string };
  readonly on: boolean;
}

/** One subject: what came in, and whether its messages are shown. */
export function SubscriptionLine(props: SubscriptionLineProps) {
  const { streamId, subscription, on } = props;
  const { id, subject } = subscription;
  const task = useTask();
  const state = subscriptionOf(id);
  const isShown = watched.value === id;
  const showing = isShown ? texts.subscription.hide : texts.subscription.show;
  const wider = widerSubject(subject);
  const isSilent =
    on &&
    stateOf(streamId)?.phase === 'up' &&
    typeof state?.silentSince === 'number' &&
    now.value - state.silentSince > SILENT_MS;
  const known = stateOf(streamId)?.subscriptions.map((each) => each.subject) ?? [];
  return (
    <li class="line" data-testid="subscription">
      <div class="grow">
        <p>
          <code class="address">{visible(subject)}</code>
        </p>
        <p class="faint" data-testid="subscription-count">
          {state === undefined
            ? texts.subscription.off
            : state.count === 0
              ? texts.subscription.nothing
              : state.lastAt === null
                ? texts.subscription.rate(state.count, state.rate)
                : texts.subscription.rateAndLast(
                    state.count,
                    state.rate,
                    dayAndTime(state.lastAt, now.value),
                  )}
        </p>
        {state !== undefined && state.dropped > 0 ? (
          <p class="faint">{texts.subscription.dropped(state.dropped)}</p>
        ) : null}
        {state?.denied ? (
          <p class="wrong" data-testid="subscription-denied">
            <Sentence of={explained({ code: 'stream_subject_denied' })} />
          </p>
        ) : null}
        {isSilent && !state?.denied ? (
          <p class="faint" data-testid="subscription-silent">
            {wider === null || known.includes(wider) ? (
              texts.subscription.silent
            ) : (
              <>
                {texts.subscription.silentWider(<code>{wider}</code>)}{' '}
                <button
                  type="button"
                  class="quiet"
                  onClick={() =>
                    void task.run(() => send('stream.subscribe', { id: streamId, subject: wider }))
                  }
                >
                  {texts.subscription.listenWider}
                </button>
              </>
            )}
          </p>
        ) : null}
        <Problem sentence={task.problem} />
      </div>
      <div class="buttons">
        <button
          type="button"
          data-testid="subscription-show"
          aria-pressed={isShown}
          aria-label={`${showing}: ${subject}`}
          onClick={() => void watch(isShown ? null : id)}
        >
          {showing}
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="subscription-remove"
          aria-label={`${texts.remove}: ${subject}`}
          onClick={() =>
            void task.run(() => send('stream.unsubscribe', { id: streamId, subscriptionId: id }))
          }
        >
          {texts.remove}
        </button>
      </div>
    </li>
  );
}
