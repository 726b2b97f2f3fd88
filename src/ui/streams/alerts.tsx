import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import type { StoredStreams } from './streams.tsx';
import { texts } from './texts.ts';

type Subscription = StoredStreams['streams'][number]['subscriptions'][number];
type Conditions = Subscription['alerts'][number]['conditions'];

/** What Structs' events say of what a player wants to be woken for. */
const PRESETS: readonly { name: keyof typeof texts.alerts.presets; conditions: Conditions }[] = [
  {
    name: 'raid',
    conditions: [
      { field: 'category', value: 'raid_status' },
      { field: 'status', value: 'initiated' },
    ],
  },
  { name: 'raidNews', conditions: [{ field: 'category', value: 'raid_status' }] },
  { name: 'fleet', conditions: [{ field: 'category', value: 'fleet_arrive' }] },
  { name: 'any', conditions: [] },
];

function wordsOf(conditions: Conditions): string {
  if (conditions.length === 0) return texts.alerts.presets.any;
  return texts.alerts.all(
    conditions.map(({ field, value }) => texts.alerts.condition(visible(field), visible(value))),
  );
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
      <summary>{texts.alerts.title(alerts.length)}</summary>
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
        <p class="faint">{texts.alerts.about}</p>
        {alerts.length === 0 ? null : (
          <ul class="list">
            {alerts.map(({ id, conditions }) => (
              <li key={id} class="line" data-testid="alert">
                <span class="grow">{wordsOf(conditions)}</span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${texts.remove}: ${wordsOf(conditions)}`}
                  onClick={() =>
                    void set(alerts.filter((each) => each.id !== id).map((each) => each.conditions))
                  }
                >
                  {texts.remove}
                </button>
              </li>
            ))}
          </ul>
        )}
        <div class="buttons">
          {PRESETS.map(({ name, conditions }) => (
            <button
              key={name}
              type="button"
              data-testid="alert-preset"
              onClick={() => void set([...all, conditions])}
            >
              {texts.alerts.presets[name]}
            </button>
          ))}
        </div>
        <div class="columns">
          <Entry
            testid="alert-field"
            label={texts.alerts.field}
            value={field}
            placeholder="category"
          />
          <Entry
            testid="alert-value"
            label={texts.alerts.value}
            value={value}
            placeholder="raid_status"
          />
        </div>
        <Problem sentence={task.problem} />
        <div class="buttons">
          <button type="submit" data-testid="alert-add" disabled={!isReady || task.busy}>
            {texts.alerts.add}
          </button>
        </div>
      </form>
    </details>
  );
}
