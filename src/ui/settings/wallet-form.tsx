import { useSignal } from '@preact/signals';
import type { Input, VaultView } from '../../messages/contract.ts';
import { Progress } from '../parts/progress.tsx';
import { unbroken } from '../parts/sentence.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { connectWallet } from './connect-wallet.ts';
import type { Settings } from './settings.tsx';
import { type WalletOutcome, WalletResult } from './wallet-result.tsx';
import { walletTexts as texts } from './wallet-texts.ts';

type Login = Input<'wallet.connect'>;

/** What the three fields say, together with what is already known. */
export function loginFrom(
  fields: { url: string; username: string; password: string },
  known: Settings['wallet'],
): Login {
  const url = fields.url.trim();
  const username = fields.username.trim();
  // The known password goes to the wallet that it was entered for, and to no other.
  const keeps =
    fields.password === '' &&
    known?.passwordKnown === true &&
    known.url === url &&
    known.username === username;
  return { url, username, password: keeps ? null : fields.password };
}

interface WalletFormProps {
  readonly known: Settings['wallet'];
  readonly vault: VaultView['state'];
}

export function WalletForm(props: WalletFormProps) {
  const { known, vault } = props;
  const url = useSignal(known?.url ?? '');
  const username = useSignal(known?.username ?? '');
  const password = useSignal('');
  const busy = useSignal<'test' | 'connect' | null>(null);
  const outcome = useSignal<WalletOutcome | null>(null);

  async function run(kind: 'test' | 'connect', evenIfFailed: boolean): Promise<void> {
    if (busy.value !== null) return;
    const login = loginFrom(
      { url: url.value, username: username.value, password: password.value },
      known,
    );
    busy.value = kind;
    outcome.value = null;
    try {
      outcome.value = await connectWallet(login, kind, evenIfFailed);
      if (outcome.value.is === 'connected') password.value = '';
    } catch {
      outcome.value = { is: 'silent', sentence: BACKGROUND_SILENT };
    }
    busy.value = null;
  }

  const empty = url.value.trim() === '';
  return (
    <section class="card stack wide" aria-labelledby="wallet-title">
      <div>
        <h2 id="wallet-title">{texts.form.title}</h2>
        <p class="faint">{unbroken(texts.form.words)}</p>
      </div>
      {known !== null &&
      known.username !== '' &&
      !known.passwordKnown &&
      outcome.value?.is !== 'connected' ? (
        <p class="state" data-testid="wallet-login-needed">
          {texts.form.loginNeeded[vault]}
        </p>
      ) : null}
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) void run('connect', false);
        }}
      >
        <Field
          id="wallet-url"
          label={texts.form.address}
          value={url}
          placeholder="http://127.0.0.1:18083"
        />
        <div class="columns">
          <Field id="wallet-user" label={texts.form.user} value={username} />
          <Field
            id="wallet-password"
            label={texts.form.password}
            secret
            value={password}
            placeholder={vault === 'none' ? texts.form.inMemory : texts.form.encrypted}
            describedBy="password-hint"
          />
        </div>
        <p class="hint" id="password-hint">
          {vault === 'none' ? texts.form.inMemoryWords : texts.form.encryptedWords}
        </p>
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="wallet-connect"
            disabled={empty || busy.value !== null}
          >
            {texts.form.connect}
          </button>
          <button
            type="button"
            data-testid="wallet-test"
            disabled={empty || busy.value !== null}
            onClick={() => void run('test', false)}
          >
            {texts.form.test}
          </button>
        </div>
      </form>
      <div aria-live="polite" data-testid="wallet-result" aria-busy={busy.value !== null}>
        {busy.value === null ? null : (
          <div class="stack">
            <p class="state">{texts.form.asking}</p>
            <Progress fraction={null} label={texts.form.askingLabel} />
          </div>
        )}
        {outcome.value === null ? null : (
          <WalletResult outcome={outcome.value} onConnectAnyway={() => void run('connect', true)} />
        )}
      </div>
    </section>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: { value: string };
  readonly secret?: boolean;
  readonly placeholder?: string;
  readonly describedBy?: string;
}

/** A labelled text field. Its id is its test id too. */
function Field(props: FieldProps) {
  const { id, value } = props;
  const common = {
    id,
    'data-testid': id,
    placeholder: props.placeholder ?? '',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    value: value.value,
    onInput: (event: { currentTarget: { value: string } }) => {
      value.value = event.currentTarget.value;
    },
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
  } as const;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.secret ? <input type="password" {...common} /> : <input type="text" {...common} />}
    </div>
  );
}
