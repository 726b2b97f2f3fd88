import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useReading } from '../reading.ts';
import { useTask } from '../task.ts';
import { ApiKeyCard } from './api-key-card.tsx';
import { type ApiKeyFields, ApiKeyForm } from './api-key-form.tsx';

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
        <h2 id="api-keys-title">API keys</h2>
        <p class="faint">
          A key goes to the one origin that it is for, in requests of that site’s own pages, and is
          not taken along when that sends elsewhere. It is shown once Tollpass is unlocked and until
          the browser closes; “Lock now” takes it away at once.
        </p>
      </div>
      {keys === null ? (
        <p class="state">Reading…</p>
      ) : keys.length === 0 ? (
        <p class="state">No API key yet.</p>
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
          label="Add an API key"
          known={null}
          submit="Add the key"
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
            Add an API key
          </button>
        </div>
      )}
      <Problem sentence={isAdding.value ? null : task.problem} />
    </section>
  );
}
