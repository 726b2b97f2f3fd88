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
import { texts as common } from './texts.ts';
import type { Signers } from './web-app-card.tsx';
import { texts } from './web-app-texts.ts';

interface LogInFormProps {
  readonly app: WebAppView;
  readonly signers: Signers;
  readonly isLocked: boolean;
  readonly takesFocus: boolean;
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
    <Panel
      label={texts.logInForm.label(host)}
      testid="web-app-log-in-form"
      takesFocus={props.takesFocus}
      onClose={onClose}
    >
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
            <Entry testid="web-app-username" label={common.name} value={username} first />
            <Entry
              testid="web-app-password"
              label={texts.logInForm.password}
              value={password}
              secret
              hint={texts.logInForm.passwordHint}
            />
          </>
        ) : (
          <>
            <SignerChoice testid="web-app-signer" signers={signers} value={signer} />
            {app.guild === null ? null : (
              <p class="hint">{texts.logInForm.signatureHint(app.guild.id)}</p>
            )}
          </>
        )}
        <Working on={task.busy} doing={texts.logInForm.loggingIn} />
        <Problem sentence={task.problem} testid="web-app-log-in-problem" />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="web-app-log-in-now"
            disabled={!isReady || task.busy}
          >
            {texts.logIn}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {common.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
