import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { FailureView, VaultView } from '../../messages/contract.ts';
import { LockIcon } from '../parts/lock-icon.tsx';
import { isChosen, NewPassword } from '../parts/new-password.tsx';
import { Problem } from '../parts/problem.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { Working } from '../parts/working.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { AutoLock } from './auto-lock.tsx';
import { Backup } from './backup.tsx';
import { ChangePassword } from './change-password.tsx';
import { Restore } from './restore.tsx';
import { texts } from './texts.ts';

/** What is known of the vault, or why nothing is. */
export type VaultKnown = VaultView | { readonly ok: false; readonly failure: FailureView };

/** The user's password, what locks, and backups. */
export function Password(props: { vault: VaultKnown }) {
  const { vault } = props;
  return (
    <section class="card stack wide" id="password" aria-labelledby="password-title">
      <div>
        <h2 id="password-title">{texts.password.title}</h2>
        <p class="faint">{introduction(vault)}</p>
      </div>
      {vault.ok ? (
        <Vault vault={vault} />
      ) : (
        <Problem sentence={explained(vault.failure)} testid="vault-problem" />
      )}
      <Backup hasPassword={vault.ok && vault.state !== 'none'} />
      <Restore />
    </section>
  );
}

function introduction(vault: VaultKnown): string {
  return vault.ok && vault.state === 'none' ? texts.password.none : texts.password.words;
}

function Vault(props: { vault: VaultView }) {
  const { state, idleMinutes } = props.vault;
  if (state === 'none') return <CreatePassword />;
  return (
    <>
      {state === 'locked' ? <Locked /> : <Unlocked />}
      <AutoLock minutes={idleMinutes} />
      <ChangePassword />
    </>
  );
}

function Locked() {
  return (
    <div class="stack">
      <p class="lock-state" data-testid="vault-state">
        <LockIcon open={false} />
        {texts.password.locked}
      </p>
      <UnlockForm />
    </div>
  );
}

function Unlocked() {
  const task = useTask();
  return (
    <div class="stack">
      <div class="line">
        <p class="lock-state" data-testid="vault-state">
          <LockIcon open />
          {texts.password.unlocked}
        </p>
        <button
          type="button"
          data-testid="lock"
          aria-disabled={task.busy}
          onClick={() => void task.run(() => send('vault.lock', {}))}
        >
          {texts.password.lock}
        </button>
      </div>
      <Problem sentence={task.problem} />
    </div>
  );
}

/** Sets the first password. */
export function CreatePassword() {
  const password = useSignal('');
  const repeated = useSignal('');
  const task = useTask();
  const chosen = isChosen(password.value, repeated.value);

  async function create(): Promise<void> {
    const { value } = password;
    if (!chosen) return;
    if ((await task.run(() => send('vault.create', { password: value }))) === null) return;
    password.value = '';
    repeated.value = '';
  }

  return (
    <form
      class="stack wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <NewPassword
        testid="new-password"
        label={texts.password.ofTollpass}
        password={password}
        repeated={repeated}
      />
      <Working on={task.busy} doing={texts.password.setting} />
      <Problem sentence={task.problem} testid="create-problem" />
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="create"
          disabled={!chosen}
          aria-disabled={task.busy}
        >
          {texts.password.set}
        </button>
      </div>
    </form>
  );
}
