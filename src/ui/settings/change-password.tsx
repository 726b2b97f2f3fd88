import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { isChosen, NewPassword } from '../parts/new-password.tsx';
import { Panel } from '../parts/panel.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** A button, and beneath it the form that puts another password in the place of this one. */
export function ChangePassword() {
  const open = useSignal(false);
  const changed = useSignal(false);
  return (
    <div class="stack">
      <div class="line start">
        <button
          type="button"
          data-testid="change-password"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
            changed.value = false;
          }}
        >
          {texts.change.open}
        </button>
        <span class="state" role="status" data-testid="change-result">
          {changed.value ? texts.change.done : ''}
        </span>
      </div>
      {open.value ? (
        <ChangeForm
          onClose={(done) => {
            open.value = false;
            changed.value = done;
          }}
        />
      ) : null}
    </div>
  );
}

function ChangeForm(props: { onClose: (changed: boolean) => void }) {
  const before = useSignal('');
  const after = useSignal('');
  const repeated = useSignal('');
  const task = useTask();
  const ready = before.value !== '' && isChosen(after.value, repeated.value);

  async function change(): Promise<void> {
    if (!ready) return;
    const input = { before: before.value, after: after.value };
    if ((await task.run(() => send('vault.change_password', input))) !== null) props.onClose(true);
  }

  return (
    <Panel label={texts.change.open} testid="change-panel" onClose={() => props.onClose(false)}>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PasswordField testid="old-password" label={texts.change.before} value={before} first />
        <NewPassword
          testid="next-password"
          label={texts.change.after}
          password={after}
          repeated={repeated}
        />
        <Working on={task.busy} doing={texts.change.changing} />
        <Problem sentence={task.problem} testid="change-problem" />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="change-save"
            disabled={!ready}
            aria-disabled={task.busy}
          >
            {texts.change.yes}
          </button>
          <button type="button" onClick={() => props.onClose(false)}>
            {texts.change.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
