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
          <h3 id="config-import-title">Import</h3>
          <p class="faint">
            You are shown what changes before anything does. What the file does not name stays. A
            chain that the file only gives the address of is asked what it is.
          </p>
        </div>
        <div class="field">
          <label for="config-file">File</label>
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
          <label for="config-text">Or its text</label>
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
        <Working on={look.busy && !password.value} doing="Reading the file…" />
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
            See what it changes
          </button>
          <span class="state" role="status" data-testid="config-import-result">
            {imported.value ? 'Imported.' : ''}
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
              aria-label="Secrets of the file"
              onSubmit={(event) => {
                event.preventDefault();
                if (password.value !== '') void open(password.value);
              }}
            >
              <p>There are secrets in this file, under a password.</p>
              <PasswordField
                id="config-import-password"
                label="Password of the file"
                value={password}
                onType={look.forget}
              />
              <Working on={look.busy && password.value !== ''} doing="Opening the secrets…" />
              <Problem sentence={look.problem} testid="config-import-problem" />
              <div class="line start">
                <button
                  type="submit"
                  data-testid="config-open"
                  disabled={password.value === ''}
                  aria-disabled={look.busy}
                >
                  Open the secrets
                </button>
                <span class="faint">Or go on without them.</span>
              </div>
            </form>
          ) : null}
          {shown.look.plan === null || shown.look.faults.length > 0 ? null : (
            <Confirm
              label="Import this configuration"
              yes={shown.look.sealed === 'closed' ? 'Import without the secrets' : 'Import'}
              no="Leave it"
              testid="config-confirm"
              busy={take.busy}
              doing="Importing…"
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
