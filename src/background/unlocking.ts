import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
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
 * Asks for the password, unless the user closed that window a short while ago. A page that reloads
 * itself must not open it again and again.
 *
 * @returns whether it was unlocked
 */
async function askOnce(
  unlocks: Pick<UnlockWindow, 'ask'>,
  rejections: SettlePorts['rejections'],
): Promise<boolean> {
  const key = `${UNLOCK}|`;
  if (await rejections.has(key)) return false;
  if (await unlocks.ask()) return true;
  await rejections.add(key);
  return false;
}

/**
 * The wallet, for what the user wants to go on: asks for the password first.
 *
 * @param isInPassing what needs it now goes on by itself: then nobody is asked
 */
export function askingToUnlock(
  wallet: OpenWallet,
  unlocks: Pick<UnlockWindow, 'ask'>,
  rejections: SettlePorts['rejections'],
  isInPassing: () => boolean,
): OpenWallet {
  return async () => {
    const opened = await wallet();
    if (opened.ok || opened.error.code !== 'vault_locked' || isInPassing()) return opened;
    return (await askOnce(unlocks, rejections)) ? wallet() : opened;
  };
}

/** The vault for a login that a page waits for: asks for the password where it is locked. */
export async function unlockToLogIn(
  vault: Pick<Vault, 'state'>,
  unlocks: Pick<UnlockWindow, 'ask'>,
  rejections: SettlePorts['rejections'],
): Promise<Result<null, Failure>> {
  const state = await vault.state();
  if (!state.ok) return state;
  if (state.value !== 'locked' || (await askOnce(unlocks, rejections))) return ok(null);
  return err(failure('login_locked'));
}
