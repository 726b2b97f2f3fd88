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
import { texts } from './texts.ts';

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
        <h3 id="restore-title">{texts.restore.title}</h3>
        <p class="faint">{texts.restore.words}</p>
      </div>
      <div class="columns">
        <div class="field">
          <label for="restore-file">{texts.restore.file}</label>
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
          testid="restore-password"
          label={texts.restore.password}
          value={password}
          onType={() => {
            found.value = null;
            look.forget();
          }}
        />
      </div>
      <Working on={look.busy} doing={texts.restore.reading} />
      <Problem sentence={look.problem} testid="restore-problem" />
      <div class="line start">
        <button
          type="submit"
          data-testid="restore-look"
          disabled={chosen.value === null || password.value === ''}
          aria-disabled={look.busy}
        >
          {texts.restore.look}
        </button>
        <span class="state" role="status" data-testid="restore-result">
          {restored.value ? texts.restore.done : ''}
        </span>
      </div>
      {shown === null ? null : (
        <Confirm
          label={texts.restore.confirm}
          yes={texts.restore.yes}
          no={texts.restore.no}
          testid="restore-confirm"
          busy={restore.busy}
          doing={texts.restore.restoring}
          problem={restore.problem}
          onYes={() => void replace(shown.text)}
          onNo={() => {
            found.value = null;
          }}
        >
          <ContentsOf contents={shown.contents} />
          <p>
            {texts.restore.replaced} {passwordWords(shown.contents)}
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
        <dt>{texts.restore.made}</dt>
        <dd>{madeWords(contents)}</dd>
      </div>
      <div>
        <dt>{texts.restore.payments}</dt>
        <dd class="number">{contents.payments}</dd>
      </div>
      <div>
        <dt>{texts.restore.passes}</dt>
        <dd class="number">{contents.passes}</dd>
      </div>
      <div>
        <dt>{texts.restore.sites}</dt>
        <dd class="number">{contents.sites}</dd>
      </div>
      <div>
        <dt>{texts.restore.secrets}</dt>
        <dd class="number">{contents.secrets}</dd>
      </div>
    </dl>
  );
}
