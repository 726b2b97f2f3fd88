import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { type Pairing, readPairingCode } from '../../pairing/pairing-code.ts';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { BACKGROUND_SILENT, explained, type Said } from '../sentences.ts';
import { connectWallet } from '../settings/connect-wallet.ts';
import { type WalletOutcome, WalletResult } from '../settings/wallet-result.tsx';
import { texts } from './texts.ts';

/** Connects the wallet of a pairing code. */
export function PairingForm(props: { onConnected: () => void }) {
  const code = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<Said | null>(null);
  const outcome = useSignal<WalletOutcome | null>(null);

  async function connect(evenIfFailed: boolean): Promise<void> {
    if (busy.value) return;
    outcome.value = null;
    const read = readPairingCode(code.value);
    problem.value = read.ok ? null : explained(read.error);
    if (!read.ok) return;
    busy.value = true;
    try {
      await connectTo(read.value, evenIfFailed);
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
    busy.value = false;
  }

  async function connectTo(pairing: Pairing, evenIfFailed: boolean): Promise<void> {
    const { url, username, password, demo } = pairing;
    const came = await connectWallet({ url, username, password }, 'connect', evenIfFailed);
    if (came.is !== 'connected') {
      outcome.value = came;
      return;
    }
    await send('welcome.keep', { step: 'wallet', demo });
    code.value = '';
    props.onConnected();
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect(false);
      }}
    >
      <div class="field">
        <label for="pairing-code">{texts.pairingCode}</label>
        <input
          id="pairing-code"
          data-testid="pairing-code"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="tollpass…"
          aria-describedby="pairing-hint"
          aria-invalid={problem.value !== null}
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value;
            problem.value = null;
          }}
        />
        <p class="hint" id="pairing-hint">
          {texts.pairingHint(<code>npm run wallet</code>)}
        </p>
      </div>
      <Problem sentence={problem.value} testid="pairing-problem" />
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="pairing-connect"
          disabled={code.value.trim() === ''}
          aria-disabled={busy.value}
        >
          {texts.connect}
        </button>
      </div>
      <Working on={busy.value} doing={texts.asking} />
      <div aria-live="polite" data-testid="pairing-result">
        {outcome.value === null ? null : (
          <WalletResult outcome={outcome.value} onConnectAnyway={() => void connect(true)} />
        )}
      </div>
    </form>
  );
}
