import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged } from '../../messages/client.ts';
import type { Output, VaultView } from '../../messages/contract.ts';
import { read } from '../background.ts';
import { Page } from '../parts/page.tsx';
import { Help } from './help.tsx';
import { HiddenServices } from './hidden-services.tsx';
import { LimitsForm } from './limits-form.tsx';
import { Notices } from './notices.tsx';
import { Password, type VaultKnown } from './password.tsx';
import { RateForm } from './rate-form.tsx';
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
    <Page here="settings" lost={lost.value}>
      {settings.value === null || vault.value === null ? null : (
        <>
          <WalletForm known={settings.value.wallet} vault={stateOf(vault.value)} />
          <Password vault={vault.value} />
          <LimitsForm budget={settings.value.budget} reload={load} />
          <SiteRules sites={settings.value.sites} threshold={settings.value.budget.threshold} />
          <RateForm rate={settings.value.rate} reload={load} />
          <Notices />
          <HiddenServices allowed={settings.value.hiddenServices} />
          {isReady(settings.value.wallet) ? (
            <WalletOutputs key={settings.value.wallet?.url ?? ''} />
          ) : null}
          <SignerSites />
          <Help />
        </>
      )}
    </Page>
  );
}

function stateOf(vault: VaultKnown): VaultView['state'] {
  return vault.ok ? vault.state : 'locked';
}

/** Whether there is a wallet that can be asked: one with a user needs its password. */
export function isReady(wallet: Settings['wallet']): boolean {
  return wallet !== null && (wallet.passwordKnown || wallet.username === '');
}
