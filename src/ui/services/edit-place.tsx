import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import { addressOf } from './api-key-form.tsx';
import type { OAuthView } from './oauth.tsx';
import { texts } from './texts.ts';

/** What a login is called, and where its token goes. */
export function EditPlace(props: { login: OAuthView; onClose: () => void }) {
  const { login } = props;
  const [name, address] = [useSignal(login.name), useSignal(addressOf(login))];
  const task = useTask();
  const isReady = name.value.trim() !== '' && address.value.trim() !== '';

  async function save(): Promise<void> {
    const asked = { id: login.id, name: name.value.trim(), address: address.value.trim() };
    if ((await task.run(() => send('oauth.change', asked))) !== null) props.onClose();
  }
  return (
    <Panel label={texts.editName(visible(login.name))} testid="edit-oauth" onClose={props.onClose}>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <div class="columns">
          <Entry testid="edit-oauth-name" label={texts.name} value={name} first />
          <Entry
            testid="edit-oauth-address"
            label={texts.address}
            value={address}
            hint={texts.oauth.editHint}
          />
        </div>
        <Problem sentence={task.problem} testid="edit-oauth-problem" />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="edit-oauth-save"
            disabled={!isReady}
            aria-disabled={task.busy}
          >
            {texts.save}
          </button>
          <button type="button" class="quiet" onClick={props.onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
