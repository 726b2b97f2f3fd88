import { describe, expect, it } from 'vitest';
import { chainTip } from '../../../src/background/chain-tip.ts';
import { openWallet, walletSource } from '../../../src/background/wallet-source.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { WalletLogin } from '../../../src/platform/settings-storage.ts';
import { fakeWallet } from '../fakes/fake-wallet.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';

const LOGIN: WalletLogin = { url: 'http://127.0.0.1:18083', username: 'me', password: 'pw' };

describe('openWallet', () => {
  it.each([
    '',
    'wallet',
    '127.0.0.1:18083',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'file:///w',
  ])('does not take %j for an address', async (url) => {
    expect(codeOf(await openWallet({ ...LOGIN, url }))).toBe('wallet_url_invalid');
  });

  it.each(['http://10.0.0.2:18083', 'http://wallet.example', 'http://127.0.0.1.example:18083'])(
    'does not talk in the clear to %s',
    async (url) => {
      expect(codeOf(await openWallet({ ...LOGIN, url }))).toBe('wallet_url_insecure');
    },
  );

  it.each([
    'http://127.0.0.1:18083',
    'http://localhost:1',
    'http://[::1]:1',
    'https://wallet.example',
  ])('opens %s', async (url) => {
    expect((await openWallet({ ...LOGIN, url })).ok).toBe(true);
  });

  it('asks for the password that was forgotten, but not where there is no login', async () => {
    expect(codeOf(await openWallet({ ...LOGIN, password: null }))).toBe('wallet_login_needed');
    expect(codeOf(await openWallet({ ...LOGIN, password: '' }))).toBe('wallet_login_needed');
    expect((await openWallet({ ...LOGIN, username: '', password: null })).ok).toBe(true);
    expect(codeOf(await openWallet(null))).toBe('wallet_not_connected');
  });
});

describe('walletSource', () => {
  it('keeps a wallet open while its login stays, and opens another when it changes', async () => {
    let login: WalletLogin | null = LOGIN;
    const source = walletSource(async () => ok(login));
    const first = unwrap(await source());
    expect(unwrap(await source())).toBe(first);
    login = { ...LOGIN, password: 'other' };
    expect(unwrap(await source())).not.toBe(first);
    login = null;
    expect(codeOf(await source())).toBe('wallet_not_connected');
  });

  it('passes on that settings cannot be read', async () => {
    const source = walletSource(async () => err(failure('storage_newer')));
    expect(codeOf(await source())).toBe('storage_newer');
  });
});

describe('chainTip', () => {
  it('answers at once with what is known, and asks the wallet in passing', async () => {
    const wallet = fakeWallet();
    let now = 0;
    let news = 0;
    const tip = chainTip(
      async () => ok(wallet),
      () => now,
      () => {
        news += 1;
      },
    );
    expect(tip.read()).toBeNull();
    await settled();
    expect([tip.read(), news]).toEqual([100, 1]);
    wallet.mine();
    now += 15_000;
    tip.read();
    await settled();
    expect([tip.read(), news]).toEqual([100, 1]);
    now += 1;
    tip.read();
    await settled();
    expect([tip.read(), news]).toEqual([101, 2]);
    expect(wallet.calls.get('height')).toBe(2);
  });

  it('stays at what it knew while the wallet is away', async () => {
    const wallet = fakeWallet();
    wallet.dead = true;
    const tip = chainTip(
      async () => ok(wallet),
      () => 0,
      () => undefined,
    );
    tip.read();
    await settled();
    expect(tip.read()).toBeNull();
  });
});
