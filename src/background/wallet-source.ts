import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { isSecure } from '../payments/policy.ts';
import type { WalletLogin } from '../platform/settings-storage.ts';
import { walletPost } from '../platform/wallet-post.ts';
import type { Wallet } from '../wallet/wallet.ts';

/**
 * Opens the wallet behind a login. The adapter is evaluated at the first use: a worker that wakes
 * for anything else does not pay for it.
 *
 * Errors: `wallet_not_connected`, `wallet_login_needed`, `wallet_url_invalid`,
 * `wallet_url_insecure`.
 */
export async function openWallet(login: WalletLogin | null): Promise<Result<Wallet, Failure>> {
  if (login === null) return err(failure('wallet_not_connected'));
  const { url, username, password } = login;
  if (!URL.canParse(url) || !/^https?:\/\//.test(url)) {
    return err(failure('wallet_url_invalid', { url }));
  }
  // Digest hides the password from an eavesdropper, but nothing else that is said.
  // What the user allows sites in Tor and I2P is not for wallets.
  const secure = isSecure(new URL(url).origin, { hiddenServices: false });
  if (!secure) return err(failure('wallet_url_insecure', { url }));
  // An empty password is none: monero-ts throws on it.
  if (username !== '' && !password) return err(failure('wallet_login_needed', { url }));
  const { moneroRpc, sendBy } = await import('../wallet/monero-rpc.ts');
  if (walletPost !== null) sendBy(walletPost);
  return ok(moneroRpc(url, username === '' ? null : { username, password: password ?? '' }));
}

/** Keeps the wallet of the current login open, and opens another when the login changes. */
export function walletSource(
  login: () => Promise<Result<WalletLogin | null, Failure>>,
): () => Promise<Result<Wallet, Failure>> {
  let open: { key: string; wallet: Promise<Result<Wallet, Failure>> } | null = null;
  return async () => {
    const current = await login();
    if (!current.ok) return current;
    const key = JSON.stringify(current.value);
    if (open?.key !== key) open = { key, wallet: openWallet(current.value) };
    return open.wallet;
  };
}
