import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { useTask } from '../task.ts';
import { PasswordField } from './password-field.tsx';
import { Problem } from './problem.tsx';
import { texts } from './texts.ts';
import { Working } from './working.tsx';

interface UnlockFormProps {
  /** The field has the focus from the beginning: the page is about nothing else. */
  readonly focus?: boolean;
  readonly onUnlocked?: () => void;
}

/** Asks for the password and unlocks with it. */
export function UnlockForm(props: UnlockFormProps) {
  const password = useSignal('');
  const task = useTask();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (props.focus) field.current?.focus();
  }, [props.focus]);

  async function unlock(): Promise<void> {
    if (password.value === '') {
      field.current?.focus();
      return;
    }
    const { value } = password;
    const done = await task.run(() => send('vault.unlock', { password: value }));
    if (done === null) {
      field.current?.select();
      return;
    }
    password.value = '';
    props.onUnlocked?.();
  }

  return (
    <form
      class="stack unlock"
      noValidate
      data-testid="unlock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <div class="unlock-line">
        <PasswordField
          testid="unlock-password"
          label={texts.unlock.password}
          value={password}
          field={field}
          wrong={task.problem !== null}
          onType={task.forget}
        />
        <button type="submit" class="primary" data-testid="unlock" aria-disabled={task.busy}>
          {texts.unlock.unlock}
        </button>
      </div>
      <Working on={task.busy} doing={texts.unlock.checking} />
      <Problem sentence={task.problem} testid="unlock-problem" />
    </form>
  );
}
