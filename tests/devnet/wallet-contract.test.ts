import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { piconero } from '../../src/money/piconero.ts';
import { moneroRpc, type RpcLogin } from '../../src/wallet/monero-rpc.ts';
import { codeOf, unwrap } from '../unit/fakes/samples.ts';
import { walletContract } from '../unit/wallet/wallet-contract.ts';
import { type Devnet, startDevnet } from './devnet.ts';
import type { WalletRpc } from './wallet-rpc.ts';

const PRICE = piconero(1_000_000n);
/** A stagenet address with a good checksum: the donation address that Monero's documents give. */
const STAGENET =
  '53teqCAESLxeJ1REzGMAat1ZeHvuajvDiXqboEocPaDRRmqWoVPzy46GLo866qRFjbNhfkNckyhST3WEvBviDwpUDd7DSzB';

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet();
});
afterAll(() => devnet?.stop());

function loginOf({ login }: WalletRpc): RpcLogin | null {
  return login === undefined ? null : { username: login.user, password: login.password };
}

function open(rpc: WalletRpc) {
  return moneroRpc(rpc.url, loginOf(rpc));
}

walletContract('a real monero-wallet-rpc', async () => ({
  wallet: open(devnet.payer),
  payee: devnet.merchant.address,
  mine: async (blocks) => void (await devnet.mine(blocks)),
  history: () => devnet.payer.history(),
}));

describe('a real monero-wallet-rpc', () => {
  it('says -37 as locked money', async () => {
    const poor = await devnet.poorWallet();
    const prepared = await open(poor).prepare(devnet.merchant.address, PRICE);
    expect(codeOf(prepared)).toBe('wallet_funds_locked');
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['a wrong name', { username: 'wrong' }],
  ])('says that the login is wrong: %s', async (_, wrong) => {
    const right = loginOf(devnet.payer) ?? { username: '', password: '' };
    const wallet = moneroRpc(devnet.payer.url, { ...right, ...wrong });
    for (const answer of [
      await wallet.report(),
      await wallet.prepare(devnet.merchant.address, PRICE),
    ]) {
      expect(codeOf(answer)).toBe('wallet_login_wrong');
    }
  });

  it('says that the login is wrong where none is given', async () => {
    expect(codeOf(await moneroRpc(devnet.payer.url, null).report())).toBe('wallet_login_wrong');
  });

  it('is known to need no login, with and without one given', async () => {
    const free = await devnet.walletWithoutLogin();
    for (const login of [null, { username: 'a', password: 'b' }]) {
      expect(unwrap(await moneroRpc(free.url, login).report()).loginRequired).toBe(false);
    }
  });

  it('names both networks where an address is of another one', async () => {
    const prepared = await open(devnet.payer).prepare(STAGENET, PRICE);
    expect(prepared).toMatchObject({
      ok: false,
      error: {
        code: 'wallet_wrong_network',
        detail: { wallet: 'mainnet', site: 'stagenet' },
      },
    });
  });

  it('refuses an address whose checksum is wrong', async () => {
    const { address } = devnet.merchant;
    const last = address.endsWith('1') ? '2' : '1';
    const prepared = await open(devnet.payer).prepare(address.slice(0, -1) + last, PRICE);
    expect(codeOf(prepared)).toBe('wallet_address_refused');
  });

  it('keeps its answers apart: 20 calls at once over one login', async () => {
    const wallet = open(devnet.payer);
    const answers = await Promise.all(Array.from({ length: 20 }, () => wallet.height()));
    const heights = new Set(answers.map((answer) => unwrap(answer)));
    expect(heights.size).toBe(1);
  });

  it('keeps an amount exact that is wider than a number', async () => {
    // More than the payer has, but less than the chain's width: it must be refused for that.
    const prepared = await open(devnet.payer).prepare(
      devnet.merchant.address,
      piconero(2n ** 53n + 1n),
    );
    const amount = prepared.ok ? prepared.value.amount : null;
    expect(amount ?? codeOf(prepared)).toBe(prepared.ok ? 2n ** 53n + 1n : 'wallet_funds_missing');
  });
});

describe('no monero-wallet-rpc at all', () => {
  it('is a wallet out of reach where nothing listens', async () => {
    const dead = moneroRpc('http://127.0.0.1:9', { username: 'a', password: 'b' });
    expect(codeOf(await dead.report())).toBe('wallet_unreachable');
    expect(codeOf(await dead.prepare(devnet.merchant.address, PRICE))).toBe('wallet_unreachable');
    expect(codeOf(await dead.lookup('f'.repeat(64)))).toBe('wallet_unreachable');
  });
});
