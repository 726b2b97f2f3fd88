import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useReading } from '../reading.ts';
import { useTask } from '../task.ts';
import { ApiKeyCard } from './api-key-card.tsx';
import { type ApiKeyFields, ApiKeyForm } from './api-key-form.tsx';
import { texts } from './texts.ts';

export type ApiKeyView = Output<'api_keys.read'>['keys'][number];

/** Keys that are shown to one origin each, in a header. */
export function ApiKeys(props: { isLocked: boolean }) {
  const { known } = useReading('api_keys.read');
  const isAdding = useSignal(false);
  const task = useTask();
  const keys = known.value?.keys ?? null;

  async function add({ value, ...fields }: ApiKeyFields): Promise<void> {
    const asked = { ...fields, value: value ?? '' };
    if ((await task.run(() => send('api_key.add', asked))) !== null) isAdding.value = false;
  }
  return (
    <section class="card stack wide" aria-labelledby="api-keys-title" data-testid="api-keys">
      <div>
        <h2 id="api-keys-title">{texts.keys.title}</h2>
        <p class="faint">{texts.keys.about}</p>
      </div>
      {keys === null ? (
        <p class="state">{texts.reading}</p>
      ) : keys.length === 0 ? (
        <p class="state">{texts.keys.none}</p>
      ) : (
        <ul class="list">
          {keys.map((key) => (
            <ApiKeyCard key={key.id} apiKey={key} isLocked={props.isLocked} />
          ))}
        </ul>
      )}
      {isAdding.value ? (
        <ApiKeyForm
          id="new-key"
          label={texts.keys.add}
          known={null}
          submit={texts.keys.addNow}
          busy={task.busy}
          problem={task.problem}
          onSubmit={(fields) => void add(fields)}
          onClose={() => {
            task.forget();
            isAdding.value = false;
          }}
        />
      ) : (
        <div class="buttons">
          <button
            type="button"
            data-testid="api-key-new"
            disabled={props.isLocked}
            onClick={() => {
              isAdding.value = true;
            }}
          >
            {texts.keys.add}
          </button>
        </div>
      )}
      <Problem sentence={isAdding.value ? null : task.problem} />
    </section>
  );
}
