import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged } from '../../messages/client.ts';
import type { Output, VaultView } from '../../messages/contract.ts';
import { read } from '../background.ts';
import icon from '../icons/tollpass.svg';
import { Notice } from '../parts/notice.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { HiddenServices } from './hidden-services.tsx';
import { LimitsForm } from './limits-form.tsx';
import { Password, type VaultKnown } from './password.tsx';
import { SignerSites } from './signer-sites.tsx';
import { SiteRules } from './site-rules.tsx';
import { WalletForm } from './wallet-form.tsx';
import { WalletOutputs } from './wallet-outputs.tsx';

export type Settings = Output<'settings.read'>;

const LOST_RETRY_MS = 2000;

export function SettingsPage() {
  const settings = useSignal<Settings | null>(null);
  const vault = useSignal<VaultKnown | null>(null);
  const lost = useSignal(false);

  const load = useCallback(async (): Promise<void> => {
    try {
      [settings.value, vault.value] = await Promise.all([
        read('settings.read', {}),
        read('vault.read', {}),
      ]);
      lost.value = false;
    } catch {
      lost.value = true;
      setTimeout(() => void load(), LOST_RETRY_MS);
    }
  }, [settings, vault, lost]);

  useEffect(() => {
    onChanged(() => void load());
    void load();
  }, [load]);

  return (
    <main class="page">
      <header class="title">
        <img src={icon} alt="" width={32} height={32} />
        <h1>Tollpass settings</h1>
        <a href="../activity/index.html" data-testid="open-activity">
          Activity
        </a>
        <a href="../services/index.html">Services</a>
        <a href="../signers/index.html">Signers</a>
      </header>
      <div role="alert">
        {lost.value ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {settings.value === null || vault.value === null ? (
        lost.value ? null : (
          <p class="faint">Reading…</p>
        )
      ) : (
        <>
          <WalletForm known={settings.value.wallet} vault={stateOf(vault.value)} />
          <Password vault={vault.value} />
          <LimitsForm budget={settings.value.budget} reload={load} />
          <SiteRules sites={settings.value.sites} threshold={settings.value.budget.threshold} />
          <HiddenServices allowed={settings.value.hiddenServices} />
          {isReady(settings.value.wallet) ? (
            <WalletOutputs key={settings.value.wallet?.url ?? ''} />
          ) : null}
          <SignerSites />
        </>
      )}
    </main>
  );
}

function stateOf(vault: VaultKnown): VaultView['state'] {
  return vault.ok ? vault.state : 'locked';
}

/** Whether there is a wallet that can be asked: one with a user needs its password. */
function isReady(wallet: Settings['wallet']): boolean {
  return wallet !== null && (wallet.passwordKnown || wallet.username === '');
}
