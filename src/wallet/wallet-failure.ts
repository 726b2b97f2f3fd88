import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';

/** The calls of monero-wallet-rpc that we make. */
export type WalletCall =
  | 'get_address'
  | 'get_balance'
  | 'get_height'
  | 'get_transfer_by_txid'
  | 'get_transfers'
  | 'get_tx_proof'
  | 'get_version'
  | 'incoming_transfers'
  | 'refresh'
  | 'relay_tx'
  | 'sweep_all'
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
const UNKNOWN_ERROR = -1;
const TRANSFER_ERROR = -4;
const WRONG_TXID = -8;
/** Of `get_tx_proof`, whether the node lacks the transaction or is itself away (measured). */
const NOT_HELD = /failed to get transaction from daemon/i;
const UNAUTHORISED = 401;
/** How `digest-login.ts` says it, below monero-ts. */
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
  // `get_transfer_by_txid` answers 0 and no text where the daemon is absent (measured).
  if (code === 0 && message === '') return failure('wallet_daemon_unreachable', { url }, cause);
  // `sweep_all` has no code for it (measured).
  if (/no unlocked balance/i.test(message)) return failure('wallet_funds_locked', { url }, cause);
  // -4 is every other trouble of a transfer; the daemon's absence is told by its text alone.
  if (NOT_HELD.test(message)) return refusal(code, message, method, url, cause);
  if (/no connection to daemon|daemon is busy|failed to get|get_outs/i.test(message)) {
    return failure('wallet_daemon_unreachable', { url }, cause);
  }
  const known = BY_RPC_CODE[code];
  if (known !== undefined) return failure(known, { url }, cause);
  return refusal(code, message, method, url, cause);
}

function refusal(
  code: number,
  message: string,
  method: WalletCall,
  url: string,
  cause: unknown,
): Failure {
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

/** Whether the wallet said that it could not hand a transaction to its node, for whatever reason. */
export function isUncommitted(error: Failure): boolean {
  return error.detail?.method === 'relay_tx' && error.detail.rpc === String(TRANSFER_ERROR);
}

/** Whether the wallet said that it has no proof of a transaction, for whatever reason. */
export function isUnproven(error: Failure): boolean {
  return error.detail?.rpc === String(UNKNOWN_ERROR) || isUnknownTxid(error);
}

/** Whether the wallet said that its node does not give it a transaction. */
export function isNotHeldByNode(error: Failure): boolean {
  return error.code === 'wallet_error' && NOT_HELD.test(error.detail?.message ?? '');
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
