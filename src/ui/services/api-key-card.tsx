import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { unbroken } from '../parts/sentence.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import { type ApiKeyFields, ApiKeyForm, addressOf } from './api-key-form.tsx';
import type { ApiKeyView } from './api-keys.tsx';
import { Shown } from './shown.tsx';
import { TestKey } from './test-key.tsx';
import { texts } from './texts.ts';

type Open = 'test' | 'edit' | 'delete';

/** One key: where it goes, whether it is shown there, and what can be done with it. */
export function ApiKeyCard(props: { apiKey: ApiKeyView; isLocked: boolean }) {
  const { apiKey, isLocked } = props;
  const { id } = apiKey;
  const name = visible(apiKey.name);
  const open = useSignal<Open | null>(null);
  const task = useTask();

  function close(): void {
    task.forget();
    open.value = null;
  }
  async function change(fields: ApiKeyFields): Promise<void> {
    if ((await task.run(() => send('api_key.change', { id, ...fields }))) !== null) close();
  }
  async function remove(): Promise<void> {
    if ((await task.run(() => send('api_key.delete', { id }))) !== null) close();
  }
  return (
    <li class="stack" data-testid="api-key" aria-label={name}>
      <div class="line start">
        <div class="grow">
          <p>
            <strong>
              <bdi>{name}</bdi>
            </strong>
          </p>
          <p class="faint">
            {unbroken(texts.keys.place(visible(addressOf(apiKey)), headerWords(apiKey)))}
          </p>
          <Shown
            isAttached={apiKey.isAttached}
            isLocked={isLocked}
            refused={apiKey.refused}
            behindPass={apiKey.behindPass}
          />
        </div>
        <div class="buttons tight">
          {(['test', 'edit', 'delete'] as const).map((what) => (
            <button
              key={what}
              type="button"
              class="quiet"
              data-testid={`api-key-${what}`}
              aria-label={`${texts[what]}: ${name}`}
              aria-expanded={open.value === what}
              disabled={isLocked}
              onClick={() => {
                const next = open.value === what ? null : what;
                close();
                open.value = next;
              }}
            >
              {texts[what]}
            </button>
          ))}
        </div>
      </div>
      {open.value === 'test' ? <TestKey apiKey={apiKey} onClose={close} /> : null}
      {open.value === 'edit' ? (
        <ApiKeyForm
          id="edit-key"
          label={texts.editName(name)}
          known={apiKey}
          submit={texts.save}
          busy={task.busy}
          problem={task.problem}
          onSubmit={(fields) => void change(fields)}
          onClose={close}
        />
      ) : null}
      {open.value === 'delete' ? (
        <Confirm
          label={texts.deleteName(name)}
          yes={texts.delete}
          no={texts.keep}
          busy={task.busy}
          doing={texts.keys.deleting}
          problem={task.problem}
          testid="api-key-delete"
          onYes={() => void remove()}
          onNo={close}
        >
          <p>{texts.keys.deleteWords}</p>
        </Confirm>
      ) : null}
    </li>
  );
}

function headerWords({ header }: ApiKeyView): string {
  return header.kind === 'bearer' ? 'Authorization: Bearer' : visible(header.name);
}
