import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import type { StoredStreams } from './streams.tsx';

type Subscription = StoredStreams['streams'][number]['subscriptions'][number];
type Conditions = Subscription['alerts'][number]['conditions'];

/** What Structs' events say of what a player wants to be woken for. */
const PRESETS: readonly { label: string; conditions: Conditions }[] = [
  {
    label: 'A raid begins',
    conditions: [
      { field: 'category', value: 'raid_status' },
      { field: 'status', value: 'initiated' },
    ],
  },
  { label: 'Any news of a raid', conditions: [{ field: 'category', value: 'raid_status' }] },
  { label: 'A fleet arrives', conditions: [{ field: 'category', value: 'fleet_arrive' }] },
  { label: 'Any message', conditions: [] },
];

function wordsOf(conditions: Conditions): string {
  if (conditions.length === 0) return 'Any message';
  return conditions
    .map(({ field, value }) => `${visible(field)} is ${visible(value)}`)
    .join(' and ');
}

/** Which messages of a subject raise a notification. */
export function Alerts(props: { streamId: string; subscription: Subscription }) {
  const { streamId, subscription } = props;
  const { id: subscriptionId, alerts } = subscription;
  const field = useSignal('category');
  const value = useSignal('');
  const task = useTask();
  const all = alerts.map(({ conditions }) => conditions);

  async function set(wanted: readonly Conditions[]): Promise<void> {
    const input = { id: streamId, subscriptionId, alerts: wanted.map((each) => [...each]) };
    if ((await task.run(() => send('stream.alerts', input))) !== null) value.value = '';
  }
  const isReady = field.value.trim() !== '' && value.value.trim() !== '';
  return (
    <details class="stack" data-testid="alerts">
      <summary>Alerts ({alerts.length})</summary>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) {
            void set([...all, [{ field: field.value.trim(), value: value.value.trim() }]]);
          }
        }}
      >
        <p class="faint">
          The browser shows a notification when such a message comes in: at most one in half a
          minute for each, and ten in ten minutes.
        </p>
        {alerts.length === 0 ? null : (
          <ul class="list">
            {alerts.map(({ id, conditions }) => (
              <li key={id} class="line" data-testid="alert">
                <span class="grow">{wordsOf(conditions)}</span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Remove the alert: ${wordsOf(conditions)}`}
                  onClick={() =>
                    void set(alerts.filter((each) => each.id !== id).map((each) => each.conditions))
                  }
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
        )}
        <div class="buttons">
          {PRESETS.map(({ label, conditions }) => (
            <button
              key={label}
              type="button"
              data-testid="alert-preset"
              onClick={() => void set([...all, conditions])}
            >
              {label}
            </button>
          ))}
        </div>
        <div class="columns">
          <Entry id="alert-field" label="Field" value={field} placeholder="category" />
          <Entry id="alert-value" label="Has the value" value={value} placeholder="raid_status" />
        </div>
        <Problem sentence={task.problem} />
        <div class="buttons">
          <button type="submit" data-testid="alert-add" disabled={!isReady || task.busy}>
            Alert me
          </button>
        </div>
      </form>
    </details>
  );
}
