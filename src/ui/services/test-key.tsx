import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import { addressOf } from './api-key-form.tsx';
import type { ApiKeyView } from './api-keys.tsx';
import { texts } from './texts.ts';
import { answerWords } from './words.ts';

/** Asks the service for something with the key, and says what it answered. */
export function TestKey(props: { apiKey: ApiKeyView; onClose: () => void }) {
  const { apiKey } = props;
  const address = useSignal(addressOf(apiKey));
  const answered = useSignal<{ status: number | null } | null>(null);
  const task = useTask();

  async function test(): Promise<void> {
    answered.value = null;
    const asked = { id: apiKey.id, address: address.value.trim() };
    const done = await task.run(() => send('api_key.test', asked));
    if (done !== null) answered.value = { status: done.status };
  }
  return (
    <Panel
      label={texts.keys.testName(visible(apiKey.name))}
      testid="test-key"
      onClose={props.onClose}
    >
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void test();
        }}
      >
        <Entry
          testid="test-key-address"
          label={texts.keys.testAddress}
          value={address}
          hint={texts.keys.testHint}
          first
        />
        <Working on={task.busy} doing={texts.keys.testing} />
        <Problem sentence={task.problem} testid="test-key-problem" />
        <div role="status">{answered.value === null ? null : <Answer {...answered.value} />}</div>
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="test-key-run"
            aria-disabled={task.busy}
          >
            {texts.test}
          </button>
          <button type="button" class="quiet" onClick={props.onClose}>
            {texts.close}
          </button>
        </div>
      </form>
    </Panel>
  );
}

function Answer({ status }: { status: number | null }) {
  const isGood = status !== null && status < 400;
  return (
    <Notice kind={isGood ? 'good' : 'info'} testid="test-key-answer">
      <p>{answerWords(status)}</p>
    </Notice>
  );
}
