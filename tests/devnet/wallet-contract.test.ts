import { createServer, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { piconero } from '../../src/money/piconero.ts';
import { moneroRpc, type RpcLogin, sendBy } from '../../src/wallet/monero-rpc.ts';
import type { PreparedTransfer, Wallet } from '../../src/wallet/wallet.ts';
import { codeOf, unwrap } from '../unit/fakes/samples.ts';
import { walletContract } from '../unit/wallet/wallet-contract.ts';
import { type Devnet, startDevnet } from './devnet.ts';
import { listenOnLoopback } from './listen.ts';
import { postByNode } from './node-post.ts';
import { startWalletRpc, type WalletRpc } from './wallet-rpc.ts';

const PRICE = piconero(1_000_000n);
/** A stagenet address with a good checksum: the donation address that Monero's documents give. */
const STAGENET =
  '53teqCAESLxeJ1REzGMAat1ZeHvuajvDiXqboEocPaDRRmqWoVPzy46GLo866qRFjbNhfkNckyhST3WEvBviDwpUDd7DSzB';

/** Monero's own donation address: nobody here pays it. */
const STRANGER =
  '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A';

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet();
});
afterAll(() => devnet?.stop());

sendBy(postByNode);

function loginOf({ login }: WalletRpc): RpcLogin | null {
  return login === undefined ? null : { username: login.user, password: login.password };
}

function open(rpc: WalletRpc) {
  return moneroRpc(rpc.url, loginOf(rpc));
}

/** Pays the merchant the smallest price, in the pool. */
async function pay(wallet: Wallet): Promise<PreparedTransfer> {
  const transfer = unwrap(await wallet.prepare(devnet.merchant.address, PRICE));
  unwrap(await wallet.relay(transfer));
  return transfer;
}

walletContract('a real monero-wallet-rpc', async () => ({
  wallet: open(devnet.payer),
  payee: devnet.merchant.address,
  stranger: STRANGER,
  mine: async (blocks) => void (await devnet.mine(blocks)),
  drop: () => devnet.chain.emptyPool(),
  history: () => devnet.payer.history(),
}));

describe('a real monero-wallet-rpc', () => {
  it('says when a mined reward unlocks that is all it has', async () => {
    const poor = open(await devnet.poorWallet());
    expect(unwrap(await poor.outputs())).toEqual({ ready: 0, total: 1, nextInBlocks: 59 });
    for (const refused of [
      await poor.prepare(devnet.merchant.address, PRICE),
      await poor.prepareSplit(2),
    ]) {
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'wallet_funds_locked', detail: { minutes: '118' } },
      });
    }
  });

  it('proves a payment after it is mined, but not where it lost the keys or never had them', async () => {
    await devnet.mine(10);
    const payer = open(devnet.payer);
    const { txid } = await pay(payer);
    await devnet.mine(1);
    unwrap(await payer.prove(txid, devnet.merchant.address, null));

    const rpc = await devnet.walletWithoutLogin();
    const other = open(rpc);
    unwrap(await other.height());
    expect(codeOf(await other.prove(txid, devnet.merchant.address, null))).toBe(
      'wallet_transaction_unknown',
    );
    expect(codeOf(await other.prepareSplit(2))).toBe('wallet_funds_missing');
    expect(unwrap(await other.identity())).not.toBe(unwrap(await payer.identity()));

    const { key: seed } = await devnet.payer.call<{ key: string }>('query_key', {
      key_type: 'mnemonic',
    });
    await rpc.call('close_wallet');
    await rpc.call('restore_deterministic_wallet', {
      filename: 'restored',
      password: '',
      seed,
      restore_height: 0,
    });
    await rpc.refresh();
    expect(unwrap(await other.lookup(txid)).kind).toBe('mined');
    expect(await other.prove(txid, devnet.merchant.address, null)).toMatchObject({
      error: { code: 'wallet_error', detail: { message: expect.stringContaining('secret key') } },
    });
    expect(unwrap(await other.identity())).toBe(unwrap(await payer.identity()));
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

/** What happens to `/sendrawtransaction` on the way from a wallet to its node. */
type Trouble = 'none' | 'request lost' | 'answer lost' | 'all lost';

describe('a real monero-wallet-rpc whose node is far away', () => {
  let rpc: WalletRpc;
  let wallet: Wallet;
  let trouble: Trouble = 'none';
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const node = createServer((incoming, outgoing) => {
      const relaying = incoming.url === '/sendrawtransaction';
      if (trouble === 'all lost' || (relaying && trouble === 'request lost')) {
        if (trouble === 'request lost') trouble = 'none';
        incoming.socket.destroy();
        return;
      }
      const { host: _host, ...headers } = incoming.headers;
      const upstream = request(
        new URL(incoming.url ?? '/', devnet.chain.rpcUrl),
        { method: incoming.method ?? 'POST', headers },
        (answer) => {
          if (relaying && trouble === 'answer lost') {
            trouble = 'none';
            answer.resume().on('end', () => incoming.socket.destroy());
            return;
          }
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      upstream.on('error', () => outgoing.destroy());
      incoming.pipe(upstream);
    });
    const { origin, stop } = await listenOnLoopback(node);
    stops.push(stop);
    rpc = await startWalletRpc({ chain: { rpcUrl: origin }, name: 'far' });
    stops.push(rpc.stop);
    await devnet.chain.mine(4, rpc.address);
    await devnet.mine(60);
    await rpc.refresh();
    wallet = open(rpc);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  it.each<Trouble>(['request lost', 'answer lost'])(
    'relays a payment once although it failed to at first: %s',
    async (happens) => {
      const { address } = devnet.merchant;
      const transfer = unwrap(await wallet.prepare(address, PRICE));
      trouble = happens;
      unwrap(await wallet.relay(transfer));
      expect(trouble).toBe('none');
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
      unwrap(await wallet.prove(transfer.txid, address, null));
      await devnet.mine(1);
      // Handing it over twice leaves no phantom in the balance.
      unwrap(await wallet.height());
      const { balance } = unwrap(await wallet.report());
      await rpc.call('rescan_spent');
      expect(unwrap(await wallet.report()).balance).toBe(balance);
    },
  );

  it('cannot say what became of a payment when the node went away', async () => {
    const { address } = devnet.merchant;
    const transfer = unwrap(await wallet.prepare(address, PRICE));
    trouble = 'all lost';
    for (const failed of [
      await wallet.relay(transfer),
      await wallet.lookup(transfer.txid),
      await wallet.prove(transfer.txid, address, null),
      await wallet.prepare(address, PRICE),
      await wallet.prepareSplit(2),
    ]) {
      expect(codeOf(failed)).toBe('wallet_daemon_unreachable');
    }
    trouble = 'none';
    expect(await devnet.chain.place(transfer.txid)).toBe('unknown');
    unwrap(await wallet.relay(transfer));
    expect(await devnet.chain.place(transfer.txid)).toBe('pool');
    await devnet.mine(1);
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
