import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { FailureView } from '../../messages/contract.ts';
import { Confirm } from '../parts/confirm.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { Working } from '../parts/working.tsx';
import { MAYBE_DONE } from '../sentences.ts';
import { useTask } from '../task.ts';
import { Faults, PlanView } from './config-plan.tsx';
import { texts } from './config-texts.ts';
import { type Look, refusalWords } from './config-words.ts';

/** What is longer than this is not even read. */
const LARGEST_BYTES = 8_000_000;

/** What was looked at, to be imported as it was. */
interface Looked {
  readonly text: string;
  readonly password: string | null;
  readonly look: Look;
}

/** Reads a configuration, says what is wrong with it or what it would change, and imports it. */
export function ConfigImport() {
  const file = useRef<HTMLInputElement>(null);
  const chosen = useSignal<File | null>(null);
  const pasted = useSignal('');
  const password = useSignal('');
  const looked = useSignal<Looked | null>(null);
  const isLocked = useSignal(false);
  const imported = useSignal(false);
  const look = useTask();
  const take = useTask();

  function forget(): void {
    looked.value = null;
    password.value = '';
    isLocked.value = false;
    imported.value = false;
    look.forget();
    take.forget();
  }

  function say(failure: FailureView): string {
    isLocked.value = failure.code === 'vault_locked';
    return refusalWords(failure);
  }

  async function textOf(): Promise<string | null> {
    const of = chosen.value;
    if (of === null) return pasted.value;
    return of.size > LARGEST_BYTES ? null : of.text();
  }

  async function open(withPassword: string | null): Promise<void> {
    imported.value = false;
    isLocked.value = false;
    const text = await textOf();
    const input = { text: text ?? '', password: withPassword };
    const answer = await look.run(
      async () =>
        text === null
          ? { ok: false as const, failure: { code: 'configuration_too_long' as const } }
          : send('configuration.look', input),
      { failure: say },
    );
    if (answer !== null) looked.value = { ...input, look: answer };
  }

  async function agree({ text, password: withPassword, look: { digest } }: Looked): Promise<void> {
    const input = { text, password: withPassword, digest };
    const done = await take.run(() => send('configuration.import', input), {
      failure: refusalWords,
      silent: MAYBE_DONE,
    });
    if (done === null) return;
    forget();
    chosen.value = null;
    pasted.value = '';
    if (file.current !== null) file.current.value = '';
    imported.value = true;
  }

  const isEmpty = chosen.value === null && pasted.value.trim() === '';
  const shown = looked.value;
  return (
    <div class="part stack wide">
      <form
        class="stack wide"
        noValidate
        aria-labelledby="config-import-title"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) void open(null);
        }}
      >
        <div>
          <h3 id="config-import-title">{texts.import.title}</h3>
          <p class="faint">{texts.import.about}</p>
        </div>
        <div class="field">
          <label for="config-file">{texts.import.file}</label>
          <input
            id="config-file"
            ref={file}
            data-testid="config-import-file"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              forget();
              chosen.value = event.currentTarget.files?.[0] ?? null;
              pasted.value = '';
            }}
          />
        </div>
        <div class="field">
          <label for="config-text">{texts.import.text}</label>
          <textarea
            id="config-text"
            data-testid="config-import-text"
            rows={4}
            spellcheck={false}
            autocomplete="off"
            value={pasted.value}
            onInput={(event) => {
              forget();
              pasted.value = event.currentTarget.value;
              chosen.value = null;
              if (file.current !== null) file.current.value = '';
            }}
          />
        </div>
        <Working on={look.busy && !password.value} doing={texts.import.reading} />
        <Problem
          sentence={shown?.look.sealed === 'closed' ? null : look.problem}
          testid="config-import-problem"
        />
        <div class="line start">
          <button
            type="submit"
            data-testid="config-look"
            disabled={isEmpty}
            aria-disabled={look.busy}
          >
            {texts.import.look}
          </button>
          <span class="state" role="status" data-testid="config-import-result">
            {imported.value ? texts.import.done : ''}
          </span>
        </div>
      </form>
      {isLocked.value ? (
        <UnlockForm onUnlocked={() => void open(password.value === '' ? null : password.value)} />
      ) : null}
      {shown === null ? null : (
        <>
          <Faults faults={shown.look.faults} />
          {shown.look.sealed === 'closed' ? (
            <form
              class="panel stack"
              noValidate
              aria-label={texts.import.secrets}
              onSubmit={(event) => {
                event.preventDefault();
                if (password.value !== '') void open(password.value);
              }}
            >
              <p>{texts.import.sealed}</p>
              <PasswordField
                testid="config-import-password"
                label={texts.import.password}
                value={password}
                onType={look.forget}
              />
              <Working on={look.busy && password.value !== ''} doing={texts.import.opening} />
              <Problem sentence={look.problem} testid="config-import-problem" />
              <div class="line start">
                <button
                  type="submit"
                  data-testid="config-open"
                  disabled={password.value === ''}
                  aria-disabled={look.busy}
                >
                  {texts.import.open}
                </button>
                <span class="faint">{texts.import.without}</span>
              </div>
            </form>
          ) : null}
          {shown.look.plan === null || shown.look.faults.length > 0 ? null : (
            <Confirm
              label={texts.import.confirm}
              yes={shown.look.sealed === 'closed' ? texts.import.nowWithout : texts.import.now}
              no={texts.import.leave}
              testid="config-confirm"
              busy={take.busy}
              doing={texts.import.importing}
              problem={take.problem}
              onYes={() => void agree(shown)}
              onNo={forget}
            >
              <PlanView plan={shown.look.plan} />
            </Confirm>
          )}
        </>
      )}
    </div>
  );
}
