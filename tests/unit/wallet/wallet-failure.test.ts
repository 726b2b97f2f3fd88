import { describe, expect, it } from 'vitest';
import { isUnknownTxid, walletFailure } from '../../../src/wallet/wallet-failure.ts';

const URL = 'http://127.0.0.1:18083';

function foreign(code: number | undefined, message: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('walletFailure', () => {
  it.each<[string, number | undefined, string, string]>([
    [
      'a time-out',
      undefined,
      'Request failed without response: POST u due to underlying error:\ntimeout of 30000ms exceeded',
      'wallet_timed_out',
    ],
    ['a refused login', 401, '401 Unauthorized', 'wallet_login_wrong'],
    ['a refused connection', undefined, 'fetch failed', 'wallet_unreachable'],
    ['another HTTP error', 500, '500 Internal Server Error', 'wallet_error'],
    ['a bad address', -2, 'WALLET_RPC_ERROR_CODE_WRONG_ADDRESS: x', 'wallet_address_refused'],
    ['no open wallet', -13, 'No wallet file', 'wallet_not_open'],
    ['too little money', -17, 'not enough money', 'wallet_funds_missing'],
    ['locked money', -37, 'not enough unlocked money', 'wallet_funds_locked'],
    ['no daemon, by its code', -38, 'x', 'wallet_daemon_unreachable'],
    [
      'no daemon, by the text of a transfer',
      -4,
      'failed to get hashes',
      'wallet_daemon_unreachable',
    ],
    [
      'no daemon, by the text of any call',
      -1,
      'no connection to daemon',
      'wallet_daemon_unreachable',
    ],
    ['no daemon, by a code of zero and no text', 0, '', 'wallet_daemon_unreachable'],
    [
      'locked money, by the text of a sweep',
      -4,
      'No unlocked balance in the specified account',
      'wallet_funds_locked',
    ],
    [
      'a transaction that the daemon does not give',
      -1,
      'Failed to get transaction from daemon',
      'wallet_error',
    ],
    ['an amount of zero', -46, 'destination is zero', 'wallet_error'],
    ['an unknown transaction', -8, 'Transaction not found.', 'wallet_error'],
    ['anything else', -99, 'odd', 'wallet_error'],
  ])('takes %s for what it is', (_, code, message, expected) => {
    const cause = foreign(code, message);
    const failed = walletFailure(cause, 'transfer', URL);
    expect(failed.code).toBe(expected);
    expect(failed.detail?.url).toBe(URL);
    expect(failed.cause).toBe(cause);
  });

  it.each([null, undefined, 'text', 5, {}, { code: '401' }, { message: 5 }])(
    'takes %j for a wallet out of reach',
    (cause) => {
      expect(walletFailure(cause, 'transfer', URL).code).toBe('wallet_unreachable');
    },
  );

  it('shows one short line of a foreign message', () => {
    const failed = walletFailure(foreign(-99, `a\n\tb ${'x'.repeat(999)}`), 'transfer', URL);
    expect(failed.detail?.message).toMatch(/^a b x+$/);
    expect(failed.detail?.message?.length).toBe(200);
  });

  it('shows nothing of what was sent where the transport failed', () => {
    const failed = walletFailure(
      foreign(500, 'Authorization: Digest response="s3cret"'),
      'transfer',
      URL,
    );
    expect(JSON.stringify(failed.detail)).not.toContain('s3cret');
  });
});

describe('isUnknownTxid', () => {
  it('is true of the code -8 alone', () => {
    const failed = (code: number) => walletFailure(foreign(code, 'x'), 'get_transfer_by_txid', URL);
    expect(isUnknownTxid(failed(-8))).toBe(true);
    expect([-1, -2, -13, 8, 401].map((code) => isUnknownTxid(failed(code)))).toEqual(
      Array(5).fill(false),
    );
  });
});
