import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import type { SettlePorts } from '../payments/settle.ts';
import { UNLOCK } from '../platform/site-memory.ts';
import type { UnlockWindow } from '../platform/unlock-window.ts';
import type { Vault } from '../vault/vault.ts';
import type { Wallet } from '../wallet/wallet.ts';

type OpenWallet = () => Promise<Result<Wallet, Failure>>;

/** The wallet; `vault_locked` if its password is not known for that reason. */
export function unlessLocked(wallet: OpenWallet, vault: Pick<Vault, 'state'>): OpenWallet {
  return async () => {
    const opened = await wallet();
    if (opened.ok || opened.error.code !== 'wallet_login_needed') return opened;
    const state = await vault.state();
    if (!state.ok) return state;
    return state.value === 'locked' ? err(failure('vault_locked')) : opened;
  };
}

/**
 * The same for what the user wants to go on: asks for the password first, unless the user closed that
 * window a short while ago. A page that reloads itself must not open it again and again.
 */
export function askingToUnlock(
  wallet: OpenWallet,
  unlocks: Pick<UnlockWindow, 'ask'>,
  rejections: SettlePorts['rejections'],
): OpenWallet {
  const key = `${UNLOCK}|`;
  return async () => {
    const opened = await wallet();
    if (opened.ok || opened.error.code !== 'vault_locked') return opened;
    if (await rejections.has(key)) return opened;
    if (await unlocks.ask()) return wallet();
    await rejections.add(key);
    return opened;
  };
}
