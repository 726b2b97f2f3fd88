import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { download } from '../parts/download.ts';
import { isChosen, NewPassword } from '../parts/new-password.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { texts } from './config-texts.ts';
import { configurationName, exportRefusalWords } from './config-words.ts';

/** Gives out all that is kept for services as a file, with its secrets sealed or left out. */
export function ConfigExport(props: { isLocked: boolean }) {
  const withSecrets = useSignal(false);
  const own = useSignal('');
  const password = useSignal('');
  const repeated = useSignal('');
  const said = useSignal('');
  /** Shown only where the clipboard cannot be written to. */
  const shown = useSignal<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const task = useTask();
  const hasSecrets = withSecrets.value && !props.isLocked;
  const ready = !hasSecrets || (own.value !== '' && isChosen(password.value, repeated.value));

  async function make(): Promise<string | null> {
    if (!ready) return null;
    said.value = '';
    shown.value = null;
    const secrets = hasSecrets ? { own: own.value, password: password.value } : null;
    const made = await task.run(() => send('configuration.export', { secrets }), {
      failure: exportRefusalWords,
    });
    if (made === null) return null;
    own.value = '';
    password.value = '';
    repeated.value = '';
    return made.text;
  }

  async function save(): Promise<void> {
    const text = await make();
    if (text === null) return;
    const name = configurationName(Date.now());
    download(name, new Blob([text], { type: 'application/json' }));
    said.value = texts.export.saved(name);
  }

  async function copy(): Promise<void> {
    const text = await make();
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
      said.value = texts.export.copied;
    } catch {
      shown.value = text;
      // Once it stands there.
      setTimeout(() => field.current?.select());
    }
  }

  return (
    <form
      class="part stack wide"
      noValidate
      aria-labelledby="config-export-title"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <h3 id="config-export-title">{texts.export.title}</h3>
        <p class="faint">{texts.export.about}</p>
      </div>
      <div class="stack">
        <label class="check">
          <input
            type="checkbox"
            data-testid="config-export-secrets"
            checked={hasSecrets}
            disabled={props.isLocked}
            onChange={(event) => {
              withSecrets.value = event.currentTarget.checked;
              said.value = '';
              task.forget();
            }}
          />
          {texts.export.withSecrets}
        </label>
        <p class="hint">{props.isLocked ? texts.export.locked : ''}</p>
      </div>
      {hasSecrets ? (
        <>
          <PasswordField testid="config-own" label={texts.export.own} value={own} />
          <NewPassword
            testid="config-password"
            label={texts.export.password}
            password={password}
            repeated={repeated}
          />
        </>
      ) : null}
      <Working on={task.busy} doing={hasSecrets ? texts.export.encrypting : texts.export.making} />
      <Problem sentence={task.problem} testid="config-export-problem" />
      {shown.value === null ? null : (
        <div class="field">
          <label for="config-export-text">{texts.export.copyFrom}</label>
          <textarea id="config-export-text" ref={field} readOnly rows={6} value={shown.value} />
        </div>
      )}
      <div class="line start">
        <button
          type="submit"
          data-testid="config-export"
          disabled={!ready}
          aria-disabled={task.busy}
        >
          {texts.export.save}
        </button>
        <button
          type="button"
          data-testid="config-copy"
          disabled={!ready}
          aria-disabled={task.busy}
          onClick={() => void copy()}
        >
          {texts.export.copy}
        </button>
        <span class="state" role="status" data-testid="config-export-result">
          {said.value}
        </span>
      </div>
    </form>
  );
}
