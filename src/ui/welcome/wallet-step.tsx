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
import { texts } from './texts.ts';

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
        <div class="buttons">
          <button
            type="button"
            class="quiet"
            data-testid="another-wallet"
            onClick={() => {
              another.value = true;
            }}
          >
            {texts.connectAnother}
          </button>
        </div>
      </>
    );
  }
  return (
    <>
      <p>{texts.wallet}</p>
      <pre>
        <code>npm run wallet -- --node HOST:PORT</code>
      </pre>
      <p class="faint">{texts.node(<code>--devnet</code>)}</p>
      <PairingForm
        onConnected={() => {
          another.value = false;
        }}
      />
      <details class="more" data-testid="by-hand">
        <summary>{texts.byHand}</summary>
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
        <Notice kind="good" title={texts.connected}>
          {known === null ? null : (
            <dl class="figures">
              <div>
                <dt>{texts.balance}</dt>
                <dd>
                  <Amount piconero={known.balance} testid="wallet-balance" />
                </dd>
              </div>
              <div>
                <dt>{texts.unlocked}</dt>
                <dd>
                  <Amount piconero={known.unlocked} />
                </dd>
              </div>
            </dl>
          )}
        </Notice>
      </div>
      <Working on={task.busy && known === null} doing={texts.asking} />
      <Problem sentence={task.problem} />
      {known === null ? null : isEmpty ? (
        <div class="stack">
          <p>{texts.empty}</p>
          <Receive address={known.address} />
        </div>
      ) : (
        <details class="more" data-testid="fund">
          <summary>{texts.fund}</summary>
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
      <summary>{texts.keep}</summary>
      <p>{texts.keepWords}</p>
      <CreatePassword />
    </details>
  );
}
