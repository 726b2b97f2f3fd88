import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** A provider, who asks there, and where the token goes. The login itself comes after. */
export function NewOAuth(props: { onClose: () => void }) {
  const [name, issuer, clientId, scope, address] = [
    useSignal(''),
    useSignal(''),
    useSignal(''),
    useSignal(''),
    useSignal(''),
  ];
  const task = useTask();
  const isReady = [name, issuer, clientId, address].every(({ value }) => value.trim() !== '');

  async function add(): Promise<void> {
    const asked = {
      name: name.value.trim(),
      issuer: issuer.value.trim(),
      clientId: clientId.value.trim(),
      scope: scope.value.trim(),
      address: address.value.trim(),
    };
    if ((await task.run(() => send('oauth.add', asked))) !== null) props.onClose();
  }
  return (
    <Panel label={texts.oauth.add} testid="new-oauth" onClose={props.onClose}>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void add();
        }}
      >
        <div class="columns">
          <Entry
            testid="oauth-name"
            label={texts.name}
            value={name}
            placeholder={texts.oauth.namePlaceholder}
            first
          />
          <Entry
            testid="oauth-address"
            label={texts.address}
            value={address}
            placeholder="https://api.example.org"
            hint={texts.oauth.addressHint}
          />
        </div>
        <div class="columns">
          <Entry
            testid="oauth-issuer"
            label={texts.oauth.issuer}
            value={issuer}
            placeholder="https://login.example.org"
          />
          <Entry
            testid="oauth-client"
            label={texts.oauth.client}
            value={clientId}
            hint={texts.oauth.clientHint}
          />
        </div>
        <Entry
          testid="oauth-scope"
          label={texts.oauth.scope}
          value={scope}
          placeholder="openid offline_access"
        />
        <Problem sentence={task.problem} testid="oauth-problem" />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="oauth-save"
            disabled={!isReady}
            aria-disabled={task.busy}
          >
            {texts.oauth.addNow}
          </button>
          <button type="button" class="quiet" onClick={props.onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
