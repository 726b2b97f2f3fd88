import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { download } from '../parts/download.ts';
import { isChosen, NewPassword } from '../parts/new-password.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { backupName } from './backup-words.ts';
import { texts } from './texts.ts';

/** Saves all that is stored as an encrypted file. */
export function Backup(props: { hasPassword: boolean }) {
  const { hasPassword } = props;
  const another = useSignal(false);
  const password = useSignal('');
  const repeated = useSignal('');
  const saved = useSignal('');
  const task = useTask();
  const own = hasPassword && !another.value;
  const ready = own ? password.value !== '' : isChosen(password.value, repeated.value);

  async function save(): Promise<void> {
    if (!ready) return;
    const input = { password: password.value, own };
    saved.value = '';
    const made = await task.run(() => send('vault.backup', input));
    if (made === null) return;
    const name = backupName(Date.now());
    download(name, new Blob([made.text], { type: 'application/json' }));
    saved.value = texts.backup.saved(name);
    password.value = '';
    repeated.value = '';
  }

  return (
    <form
      class="part stack wide"
      noValidate
      aria-labelledby="backup-title"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <h3 id="backup-title">{texts.backup.title}</h3>
        <p class="faint">{texts.backup.words}</p>
      </div>
      {own ? (
        <PasswordField
          testid="backup-password"
          label={texts.password.ofTollpass}
          value={password}
        />
      ) : (
        <NewPassword
          testid="backup-password"
          label={texts.backup.password}
          password={password}
          repeated={repeated}
        />
      )}
      {hasPassword ? (
        <label class="check">
          <input
            type="checkbox"
            data-testid="backup-another"
            checked={another.value}
            onChange={(event) => {
              another.value = event.currentTarget.checked;
              repeated.value = '';
            }}
          />
          {texts.backup.another}
        </label>
      ) : null}
      <Working on={task.busy} doing={texts.backup.encrypting} />
      <Problem sentence={task.problem} testid="backup-problem" />
      <div class="line start">
        <button type="submit" data-testid="backup" disabled={!ready} aria-disabled={task.busy}>
          {texts.backup.save}
        </button>
        <span class="state" role="status" data-testid="backup-result">
          {saved.value}
        </span>
      </div>
    </form>
  );
}
