import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import type { Payer } from '../payments/pay.ts';
import type { SettingsStorage } from '../platform/settings-storage.ts';
import type { Vault } from '../vault/vault.ts';
import type { PreparedTransfer, Wallet } from '../wallet/wallet.ts';
import { unlessLocked } from './unlocking.ts';
import { failureView } from './views.ts';
import { openWallet } from './wallet-source.ts';

type WalletHandlers = Pick<
  Handlers,
  'wallet.test' | 'wallet.connect' | 'wallet.outputs' | 'wallet.split' | 'wallet.split.confirm'
>;

interface WalletPorts {
  readonly settings: SettingsStorage;
  readonly vault: Pick<Vault, 'state'>;
  readonly payer: Pick<Payer, 'relaySplit'>;
  wallet(): Promise<Result<Wallet, Failure>>;
  /** Turns a result into the answer of a message, and tells open pages. */
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** The handlers for what a user does with the wallet itself. */
export function walletHandlers(ports: WalletPorts): WalletHandlers {
  const { settings, vault, payer, wallet, done } = ports;
  /** The split that was prepared last: shown to the user, and sent only if it is confirmed. */
  let split: { readonly id: string; readonly transfer: PreparedTransfer } | null = null;

  /** Fills in the password that is kept in memory where the form left it out. */
  async function completed(login: {
    url: string;
    username: string;
    password: string | null;
  }): Promise<{ url: string; username: string; password: string }> {
    const url = login.url.trim();
    const known = await settings.wallet();
    const same = known.ok && known.value?.url === url && known.value.username === login.username;
    const password = login.password ?? (same ? known.value?.password : null) ?? '';
    return { url, username: login.username, password };
  }

  return {
    async 'wallet.test'(input) {
      const login = await completed(input);
      const opened = await unlessLocked(() => openWallet(login), vault)();
      const report = opened.ok ? await opened.value.report() : opened;
      if (!report.ok) return { ok: false, failure: failureView(report.error) };
      const { balance, unlocked } = report.value;
      return {
        ok: true,
        report: { ...report.value, balance: balance.toString(), unlocked: unlocked.toString() },
      };
    },
    async 'wallet.connect'(input) {
      const login = await completed(input);
      const opened = await unlessLocked(() => openWallet(login), vault)();
      const connected = opened.ok ? await settings.connect(login) : opened;
      // Another wallet could not spend what this one signed, and would not be asked for it.
      if (connected.ok) split = null;
      return done(connected);
    },
    async 'wallet.outputs'() {
      const opened = await wallet();
      const outputs = opened.ok ? await opened.value.outputs() : opened;
      return outputs.ok
        ? { ok: true, ...outputs.value }
        : { ok: false, failure: failureView(outputs.error) };
    },
    async 'wallet.split'({ parts }) {
      const opened = await wallet();
      const prepared = opened.ok ? await opened.value.prepareSplit(parts) : opened;
      if (!prepared.ok) return { ok: false, failure: failureView(prepared.error) };
      const transfer = prepared.value;
      split = { id: crypto.randomUUID(), transfer };
      const { amount, fee } = transfer;
      return { ok: true, id: split.id, parts, each: amount.toString(), fee: fee.toString() };
    },
    async 'wallet.split.confirm'({ id }) {
      if (split?.id !== id) return done(err(failure('approval_outdated')));
      const { transfer } = split;
      split = null;
      return done(await payer.relaySplit(transfer));
    },
  };
}
