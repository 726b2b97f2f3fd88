import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { MAYBE_DONE } from '../sentences.ts';
import { useTask } from '../task.ts';
import { type Contents, madeWords, passwordWords } from './backup-words.ts';

/** Reads a backup, says what is in it, and puts it in the place of what is stored. */
export function Restore() {
  const file = useRef<HTMLInputElement>(null);
  const chosen = useSignal<File | null>(null);
  const password = useSignal('');
  const found = useSignal<{ readonly text: string; readonly contents: Contents } | null>(null);
  const restored = useSignal(false);
  const look = useTask();
  const restore = useTask();

  async function open(): Promise<void> {
    const of = chosen.value;
    if (of === null || password.value === '') return;
    restored.value = false;
    found.value = null;
    const text = await of.text();
    const input = { text, password: password.value };
    const contents = await look.run(() => send('vault.look', input));
    if (contents !== null) found.value = { text, contents };
  }

  async function replace(text: string): Promise<void> {
    const input = { text, password: password.value };
    const done = await restore.run(() => send('vault.restore', input), { silent: MAYBE_DONE });
    if (done === null) return;
    found.value = null;
    chosen.value = null;
    password.value = '';
    if (file.current !== null) file.current.value = '';
    restored.value = true;
  }

  const shown = found.value;
  return (
    <form
      class="part stack wide"
      noValidate
      aria-labelledby="restore-title"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <div>
        <h3 id="restore-title">Restore</h3>
        <p class="faint">
          You are shown what is in the file before anything is replaced. What was paid since then is
          kept, so that nothing is paid twice.
        </p>
      </div>
      <div class="columns">
        <div class="field">
          <label for="restore-file">Backup</label>
          <input
            id="restore-file"
            ref={file}
            data-testid="restore-file"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              chosen.value = event.currentTarget.files?.[0] ?? null;
              found.value = null;
              restored.value = false;
              look.forget();
            }}
          />
        </div>
        <PasswordField
          id="restore-password"
          label="Password of the file"
          value={password}
          onType={() => {
            found.value = null;
            look.forget();
          }}
        />
      </div>
      <Working on={look.busy} doing="Reading the backup…" />
      <Problem sentence={look.problem} testid="restore-problem" />
      <div class="line start">
        <button
          type="submit"
          data-testid="restore-look"
          disabled={chosen.value === null || password.value === ''}
          aria-disabled={look.busy}
        >
          Look inside
        </button>
        <span class="state" role="status" data-testid="restore-result">
          {restored.value ? 'Restored.' : ''}
        </span>
      </div>
      {shown === null ? null : (
        <Confirm
          label="Restore this backup"
          yes="Replace what is here"
          no="Leave it"
          testid="restore-confirm"
          busy={restore.busy}
          doing="Restoring the backup…"
          problem={restore.problem}
          onYes={() => void replace(shown.text)}
          onNo={() => {
            found.value = null;
          }}
        >
          <ContentsOf contents={shown.contents} />
          <p>
            Your settings and site rules are replaced by those in the backup. Passes and payments
            that only this browser knows stay. {passwordWords(shown.contents)}
          </p>
        </Confirm>
      )}
    </form>
  );
}

function ContentsOf(props: { contents: Contents }) {
  const { contents } = props;
  return (
    <dl class="figures" data-testid="restore-contents">
      <div>
        <dt>Made</dt>
        <dd>{madeWords(contents)}</dd>
      </div>
      <div>
        <dt>Payments</dt>
        <dd class="number">{contents.payments}</dd>
      </div>
      <div>
        <dt>Passes</dt>
        <dd class="number">{contents.passes}</dd>
      </div>
      <div>
        <dt>Rules for sites</dt>
        <dd class="number">{contents.sites}</dd>
      </div>
      <div>
        <dt>Secrets under its password</dt>
        <dd class="number">{contents.secrets}</dd>
      </div>
    </dl>
  );
}
