import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';

/** The calls of monero-wallet-rpc that we make. */
export type WalletCall =
  | 'get_address'
  | 'get_balance'
  | 'get_height'
  | 'get_transfer_by_txid'
  | 'get_tx_proof'
  | 'get_version'
  | 'refresh'
  | 'relay_tx'
  | 'transfer'
  | 'validate_address';

/** Error codes of wallet_rpc_server_error_codes.h, as far as they mean something of their own. */
const BY_RPC_CODE: Readonly<Record<number, FailureCode>> = {
  [-2]: 'wallet_address_refused',
  [-13]: 'wallet_not_open',
  [-17]: 'wallet_funds_missing',
  [-37]: 'wallet_funds_locked',
  [-38]: 'wallet_daemon_unreachable',
};
const WRONG_TXID = -8;
const UNAUTHORISED = 401;
/** How axios says it, below monero-ts. */
const TIMED_OUT = /timeout of \d+ms exceeded/;

/**
 * Turns what monero-ts throws into a failure, once. The message of a foreign error is not shown:
 * it holds stacks and parameters.
 */
export function walletFailure(cause: unknown, method: WalletCall, url: string): Failure {
  const { code, message } = read(cause);
  if (code === UNAUTHORISED) return failure('wallet_login_wrong', { url }, cause);
  if (code === undefined) {
    return TIMED_OUT.test(message)
      ? failure('wallet_timed_out', { url, method }, cause)
      : failure('wallet_unreachable', { url }, cause);
  }
  if (code > 0) return failure('wallet_error', { url, method, message: `HTTP ${code}` }, cause);
  // -4 is every other trouble of a transfer; the daemon's absence is told by its text alone.
  if (/no connection to daemon|daemon is busy|failed to get|get_outs/i.test(message)) {
    return failure('wallet_daemon_unreachable', { url }, cause);
  }
  const known = BY_RPC_CODE[code];
  if (known !== undefined) return failure(known, { url }, cause);
  return failure(
    'wallet_error',
    { url, method, rpc: String(code), message: short(message) },
    cause,
  );
}

/** Whether the wallet said that it does not know a transaction. */
export function isUnknownTxid(error: Failure): boolean {
  return error.detail?.rpc === String(WRONG_TXID);
}

function read(cause: unknown): { code: number | undefined; message: string } {
  if (typeof cause !== 'object' || cause === null) return { code: undefined, message: '' };
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? message : '',
  };
}

/** The wallet's own words: one line of them. */
function short(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 200);
}
