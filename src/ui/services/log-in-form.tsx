import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { WebAppView } from '../../messages/web-apps.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { hostOf } from '../wording.ts';
import { chosenSigner, SignerChoice } from './signer-choice.tsx';
import type { Signers } from './web-app-card.tsx';

interface LogInFormProps {
  readonly app: WebAppView;
  readonly signers: Signers;
  readonly isLocked: boolean;
  readonly onClose: () => void;
}

/** Logs in with an account that is new here, in the way that the web app wants. */
export function LogInForm(props: LogInFormProps) {
  const { app, signers, onClose } = props;
  const username = useSignal('');
  const password = useSignal('');
  const signer = useSignal('');
  const task = useTask();
  const host = hostOf(app.baseUrl);
  const chosen = chosenSigner(signers, signer.value);
  const isByPassword = app.way === 'password';
  const isReady =
    !props.isLocked &&
    (isByPassword ? username.value.trim() !== '' && password.value !== '' : chosen !== null);

  async function logIn(): Promise<void> {
    const account = isByPassword
      ? ({ kind: 'password', username: username.value.trim(), password: password.value } as const)
      : chosen && ({ kind: 'signer', ...chosen } as const);
    if (account === null) return;
    const done = await task.run(() => send('web_app.account', { id: app.id, account }));
    if (done === null) return;
    password.value = '';
    onClose();
  }
  return (
    <Panel label={`Log in to ${host}`} testid="web-app-log-in-form" onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void logIn();
        }}
      >
        {isByPassword ? (
          <>
            <Entry id="web-app-username" label="Name" value={username} first />
            <Entry
              id="web-app-password"
              label="Password"
              value={password}
              secret
              hint="Kept encrypted under the password of Tollpass, and sent to this web app alone."
            />
          </>
        ) : (
          <>
            <SignerChoice id="web-app-signer" signers={signers} value={signer} />
            {app.guild === null ? null : (
              <p class="hint">
                What is signed logs this key in to guild {app.guild.id}, wherever it is shown within
                ten minutes. Log in only to a web app of that guild that you trust.
              </p>
            )}
          </>
        )}
        <Working on={task.busy} doing="Logging in…" />
        <Problem sentence={task.problem} testid="web-app-log-in-problem" />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="web-app-log-in-now"
            disabled={!isReady || task.busy}
          >
            Log in
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Panel>
  );
}
