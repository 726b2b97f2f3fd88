import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { WalletReportView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import { Receive } from '../parts/receive.tsx';
import { Working } from '../parts/working.tsx';
import { explain } from '../sentences.ts';
import { CreatePassword, type VaultKnown } from '../settings/password.tsx';
import { isReady, type Settings } from '../settings/settings.tsx';
import { WalletForm } from '../settings/wallet-form.tsx';
import { useTask } from '../task.ts';
import { PairingForm } from './pairing-form.tsx';

/** Money that was just sent is seen by the wallet within seconds. */
const LOOK_AGAIN_MS = 10_000;

interface WalletStepProps {
  readonly settings: Settings;
  readonly vault: VaultKnown;
}

/** Connects a wallet, and shows how to put money into it. */
export function WalletStep(props: WalletStepProps) {
  const { settings, vault } = props;
  const another = useSignal(false);
  const { wallet } = settings;
  const state = vault.ok ? vault.state : 'locked';
  if (wallet !== null && isReady(wallet) && !another.value) {
    return (
      <>
        <Connected wallet={wallet} />
        {state === 'none' && wallet.username !== '' ? <KeepIt /> : null}
        <p>
          <button
            type="button"
            class="quiet"
            data-testid="another-wallet"
            onClick={() => {
              another.value = true;
            }}
          >
            Connect another wallet
          </button>
        </p>
      </>
    );
  }
  return (
    <>
      <p>
        Tollpass pays through a wallet program on your own computer. Use a small wallet for tolls
        alone. In the folder of Tollpass, this makes one and prints its pairing code:
      </p>
      <pre>
        <code>npm run wallet -- --node HOST:PORT</code>
      </pre>
      <p class="faint">
        HOST:PORT is a Monero node that you trust. With <code>--devnet</code> in its place you try
        it with play money.
      </p>
      <PairingForm
        onConnected={() => {
          another.value = false;
        }}
      />
      <details class="more" data-testid="by-hand">
        <summary>Enter address, user and password by hand</summary>
        <WalletForm known={wallet} vault={state} />
      </details>
    </>
  );
}

/** What the connected wallet holds, and its address; looked at again while it is empty. */
function Connected(props: { wallet: NonNullable<Settings['wallet']> }) {
  const { url, username } = props.wallet;
  const report = useSignal<WalletReportView | null>(null);
  const task = useTask();
  const { run } = task;

  const look = useCallback(async (): Promise<void> => {
    const tested = await run(() => send('wallet.test', { url, username, password: null }), {
      failure: explain,
    });
    if (tested !== null) report.value = tested.report;
  }, [run, report, url, username]);
  useEffect(() => void look(), [look]);

  const known = report.value;
  const isEmpty = known?.balance === '0';
  useEffect(() => {
    if (!isEmpty) return undefined;
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isEmpty, look]);

  return (
    <div class="stack wide" data-testid="wallet-connected">
      <div role="status">
        <Notice kind="good" title="A wallet is connected">
          {known === null ? null : (
            <dl class="figures">
              <div>
                <dt>Balance</dt>
                <dd>
                  <Amount piconero={known.balance} testid="wallet-balance" />
                </dd>
              </div>
              <div>
                <dt>Can be paid with now</dt>
                <dd>
                  <Amount piconero={known.unlocked} />
                </dd>
              </div>
            </dl>
          )}
        </Notice>
      </div>
      <Working on={task.busy && known === null} doing="Asking the wallet…" />
      <Problem sentence={task.problem} />
      {known === null ? null : isEmpty ? (
        <div class="stack">
          <p>
            It is empty. Send what you mean to spend on tolls to its address; it shows here within a
            minute and can be spent after 10 blocks, about 20 minutes.
          </p>
          <Receive address={known.address} />
        </div>
      ) : (
        <details class="more" data-testid="fund">
          <summary>Put more money into it</summary>
          <Receive address={known.address} />
        </details>
      )}
    </div>
  );
}

/** Without a password of its own Tollpass forgets the wallet's when the browser closes. */
function KeepIt() {
  return (
    <details class="more" data-testid="keep-login">
      <summary>Keep it connected when the browser closes</summary>
      <p>
        Set a password for Tollpass. It then keeps the login of your wallet on this computer,
        encrypted, and asks you for this password after each start of the browser. Nobody can
        recover it for you.
      </p>
      <CreatePassword />
    </details>
  );
}
