import { describe, expect, it } from 'vitest';
import { piconero } from '../../../src/money/piconero.ts';
import { fakeWallet } from '../fakes/fake-wallet.ts';
import { address, codeOf, unwrap } from '../fakes/samples.ts';
import { walletContract } from './wallet-contract.ts';

walletContract('the fake one', async () => {
  const wallet = fakeWallet();
  return {
    wallet,
    payee: address('payee'),
    stranger: address('stranger'),
    mine: async (blocks) => wallet.mine(blocks),
    drop: async (txid) => wallet.forget(txid),
    history: async () => [...wallet.relayed],
  };
});

const PRICE = piconero(1_000_000n);

describe('the fake wallet', () => {
  it('notes as a violation that a mined transaction is relayed', async () => {
    const wallet = fakeWallet();
    const transfer = unwrap(await wallet.prepare(address('payee'), PRICE));
    await wallet.relay(transfer);
    await wallet.relay(transfer);
    expect(wallet.violations).toEqual([]);
    wallet.mine();
    expect((await wallet.relay(transfer)).ok).toBe(true);
    expect(wallet.violations).toHaveLength(1);
  });

  it('lets one output make one payment in ten blocks', async () => {
    const wallet = fakeWallet(1);
    await wallet.relay(unwrap(await wallet.prepare(address('payee'), PRICE)));
    expect(codeOf(await wallet.prepare(address('payee'), PRICE))).toBe('wallet_funds_locked');
    wallet.mine(10);
    expect((await wallet.prepare(address('payee'), PRICE)).ok).toBe(true);
  });

  it('refuses the second of two payments that spend the same output', async () => {
    const wallet = fakeWallet(1);
    const first = unwrap(await wallet.prepare(address('payee'), PRICE));
    const second = unwrap(await wallet.prepare(address('payee'), PRICE));
    expect((await wallet.relay(first)).ok).toBe(true);
    expect(codeOf(await wallet.relay(second))).toBe('wallet_relay_refused');
  });

  it('knows nothing of what another wallet paid that was open before', async () => {
    const wallet = fakeWallet();
    const identity = unwrap(await wallet.identity());
    const transfer = unwrap(await wallet.prepare(address('payee'), PRICE));
    unwrap(await wallet.relay(transfer));
    wallet.name = 'another';
    expect(unwrap(await wallet.identity())).not.toBe(identity);
    expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'unknown' });
    wallet.name = 'own';
    expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
  });

  it('forgets the change of a payment with the payment', async () => {
    const wallet = fakeWallet(1);
    const before = unwrap(await wallet.report());
    const transfer = unwrap(await wallet.prepare(address('payee'), PRICE));
    unwrap(await wallet.relay(transfer));
    wallet.mine();
    wallet.forget(transfer.txid);
    expect(unwrap(await wallet.report()).balance).toBe(before.balance);
    expect(unwrap(await wallet.outputs())).toEqual({ ready: 1, total: 1, nextInBlocks: null });
    unwrap(await wallet.relay(transfer));
    expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
  });

  it('has no money to split if it never had any', async () => {
    expect(codeOf(await fakeWallet(0).prepareSplit(2))).toBe('wallet_funds_missing');
  });
});
