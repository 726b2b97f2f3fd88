import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browserState } from '../fakes/fake-browser.ts';
import { arrival, ORIGIN, offer, pass, pico, toll, txid, unwrap } from '../fakes/samples.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PASSWORD = 'correct horse';
const LOGIN = { url: 'http://127.0.0.1:18083', username: 'me', password: 's3cret-p4ss' };
const { password: _, ...ADDRESS } = LOGIN;
const done = { ok: true };
const refused = (code: string) => ({ ok: false, failure: { code } });

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});

/** The browser is closed and started: what is on the disk stays. */
function restart(): void {
  const stored = JSON.parse(browserState.local.text()) as [string, string][];
  browserState.reset();
  for (const [key, text] of stored) browserState.local.put(key, JSON.parse(text));
  background = openBackground();
}

const create = (password = PASSWORD) => background.call('vault.create', { password });
const unlock = (password = PASSWORD) => background.call('vault.unlock', { password });
const walletKnown = async () => (await background.call('overview', { url: null })).wallet;

describe("the wallet's password", () => {
  it('stays in memory while there is no vault', async () => {
    await background.call('wallet.connect', LOGIN);
    expect(browserState.session.text()).toContain('p4ss');
    expect(await background.call('vault.read')).toEqual({
      ...done,
      state: 'none',
      idleMinutes: 30,
      asked: false,
    });
    restart();
    expect(await walletKnown()).toBe('login_needed');
  });

  it('moves into the vault when that is made', async () => {
    await background.call('wallet.connect', LOGIN);
    expect(await create()).toEqual(done);
    expect(browserState.session.text()).not.toContain('p4ss');
    expect(browserState.local.text()).not.toContain('p4ss');
    expect(unwrap(await background.settings.wallet())).toEqual(LOGIN);
  });

  it('is known after a restart of the browser once the vault is unlocked', async () => {
    await background.call('wallet.connect', LOGIN);
    await create();
    restart();
    expect(await background.call('overview', { url: null })).toMatchObject({
      wallet: 'login_needed',
      vault: 'locked',
    });
    expect(unwrap(await background.settings.wallet())).toEqual({ ...ADDRESS, password: null });
    expect(await unlock()).toEqual(done);
    expect(await walletKnown()).toBe('set');
    expect(unwrap(await background.settings.wallet())).toEqual(LOGIN);
  });

  it('goes into the vault that is there, and nowhere else', async () => {
    await create();
    expect(await background.call('wallet.connect', LOGIN)).toEqual(done);
    expect(browserState.session.text() + browserState.local.text()).not.toContain('p4ss');
    expect(unwrap(await background.vault.list())).toEqual([{ id: 'wallet', kind: 'wallet-login' }]);
    expect(unwrap(await background.settings.wallet())).toEqual(LOGIN);
  });

  it('is not taken while the vault is locked, and the wallet stays what it was', async () => {
    await background.call('wallet.connect', LOGIN);
    await create();
    await background.call('vault.lock');
    const other = { ...LOGIN, url: 'http://127.0.0.1:1' };
    expect(await background.call('wallet.connect', other)).toEqual(refused('vault_locked'));
    await unlock();
    expect(unwrap(await background.settings.wallet())).toEqual(LOGIN);
  });

  it('cannot be used for a test while the vault is locked', async () => {
    await background.call('wallet.connect', LOGIN);
    await create();
    await background.call('vault.lock');
    expect(await background.call('wallet.test', { ...LOGIN, password: null })).toEqual(
      refused('vault_locked'),
    );
  });

  it('is for the wallet that it was entered for, and for no other', async () => {
    await background.call('wallet.connect', LOGIN);
    await create();
    await background.settings.update((before) => ({ ...before, walletUrl: 'http://127.0.0.1:1' }));
    expect(unwrap(await background.settings.wallet())).toMatchObject({ password: null });
  });

  it('is a failure where it was damaged', async () => {
    await background.call('wallet.connect', LOGIN);
    await create();
    browserState.local.put('secret:wallet', 'x');
    const vault = openBackground();
    expect(await vault.settings.wallet()).toMatchObject({ error: { code: 'vault_damaged' } });
  });

  it('is in no answer', async () => {
    await background.call('wallet.connect', LOGIN);
    const said = [
      await create(),
      await background.call('vault.read'),
      await background.call('settings.read'),
      await background.call('overview', { url: null }),
      await unlock('wr0ng-p4ss'),
      await unlock(),
      await background.call('vault.change_password', { before: PASSWORD, after: 'x' }),
      await background.call('vault.backup', { password: 'an0ther-p4ss', own: false }),
      await background.call('activity.export', { format: 'json' }),
    ];
    const key = (browserState.session.value('vault-key') as { key: string }).key;
    for (const secret of ['p4ss', PASSWORD, key])
      expect(JSON.stringify(said)).not.toContain(secret);
  });
});

describe('a toll while the vault is locked', () => {
  beforeEach(async () => {
    background.state.needsLogin = true;
    await background.call('wallet.connect', LOGIN);
    await background.call('limits.set', { threshold: '10000000000' });
    await create();
    restart();
    background.state.needsLogin = true;
  });
  const settle = (name = 'shop') => {
    const { address } = toll({ address: name });
    return background.settler.settle(
      arrival({ offer: { ...offer(), address: `4${address}`.padEnd(95, '1') } }),
    );
  };
  const asked = async () => {
    const read = await background.call('vault.read');
    return read.ok && read.asked;
  };
  /** Encryption takes its time elsewhere: no count of turns tells when it is done. */
  const window = () => vi.waitFor(() => expect(browserState.windows()).toHaveLength(1));

  it('asks for the password once, and is paid after it', async () => {
    const tolls = [settle('a'), settle('b')];
    await window();
    expect(await asked()).toBe(true);
    expect(browserState.windows()).toHaveLength(1);
    expect(await background.call('question.read')).toBeNull();
    expect(background.state.wallet?.calls.get('prepare')).toBeUndefined();
    const states = (await background.call('overview', { url: null })).tolls.map((of) => of.state);
    expect(states).toEqual(['unlocking', 'unlocking']);
    expect(await unlock('wrong horse')).toMatchObject(refused('vault_wrong_password'));
    expect(await asked()).toBe(true);
    await background.clock.advance(1000);
    await unlock();
    for (const one of tolls) unwrap(await one);
    expect(await asked()).toBe(false);
    expect(background.state.wallet?.relayed).toHaveLength(2);
  });

  it('gives the page its 402 if the window is closed, and does not ask again for a while', async () => {
    const first = settle();
    await window();
    browserState.closeWindow(browserState.windows()[0]?.id ?? 0);
    expect(await first).toMatchObject({ error: { code: 'vault_locked' } });
    expect(await settle()).toMatchObject({ error: { code: 'vault_locked' } });
    expect(browserState.windows()).toHaveLength(0);
    const refusedFor = async () => (await background.call('overview', { url: null })).unlockRefused;
    expect(await refusedFor()).toBe(true);
    await background.clock.advance(600_001);
    expect(await refusedFor()).toBe(false);
    void settle();
    await window();
    expect(browserState.windows()).toHaveLength(1);
  });

  it('asks again when the user wants to be asked', async () => {
    const first = settle();
    await window();
    browserState.closeWindow(browserState.windows()[0]?.id ?? 0);
    await first;
    await background.call('toll.forgive', { origin: ORIGIN });
    const second = settle();
    await window();
    expect(await asked()).toBe(true);
    await unlock();
    unwrap(await second);
  });

  it('is let through without a word by a pass', async () => {
    await background.put({ pass: pass({ height: 5, boughtAt: background.clock.now() }) });
    expect(unwrap(await background.settler.settle(arrival()))).toBe('repeat');
    expect(browserState.windows()).toHaveLength(0);
    expect(browserState.rules()).toHaveLength(1);
  });
});

describe('a backup', () => {
  const PAID = { txid: txid(1), height: 5, boughtAt: 2000, signedAt: 1000 };
  const save = async (password = PASSWORD, own = false): Promise<string> => {
    const made = await background.call('vault.backup', { password, own });
    if (!made.ok) throw new Error(made.failure.code);
    return made.text;
  };
  const restore = (text: string, password = PASSWORD) =>
    background.call('vault.restore', { text, password });
  /** A browser that Tollpass was just installed in. */
  function elsewhere(): void {
    browserState.reset();
    background = openBackground();
  }

  it('brings everything to another browser: settings, passes, payments, what was kept', async () => {
    await background.call('wallet.connect', LOGIN);
    await background.call('limits.set', { threshold: '7' });
    await background.call('site.rule', { origin: ORIGIN, rule: { kind: 'never' } });
    await background.put({ pass: pass(PAID) });
    await create();
    const text = await save(PASSWORD, true);
    elsewhere();
    expect(await background.call('vault.look', { text, password: PASSWORD })).toEqual({
      ...done,
      at: background.clock.now(),
      payments: 1,
      passes: 1,
      sites: 1,
      secrets: 1,
      hasVault: true,
    });
    expect((await background.call('overview', { url: null })).passes).toEqual([]);
    expect(browserState.local.value('vault')).toBeUndefined();

    expect(await restore(text)).toEqual(done);
    const overview = await background.call('overview', { url: ORIGIN });
    expect(overview).toMatchObject({
      wallet: 'login_needed',
      vault: 'locked',
      siteRule: { kind: 'never' },
      budget: { threshold: '7' },
      passes: [{ txid: txid(1) }],
    });
    expect(browserState.rules()).toHaveLength(1);
    expect(
      (await background.call('activity.read', { search: '', after: null })).entries,
    ).toHaveLength(1);
    await unlock();
    expect(unwrap(await background.settings.wallet())).toEqual(LOGIN);
  });

  it('under the own password needs that', async () => {
    await create();
    expect(await background.call('vault.backup', { password: 'wrong horse', own: true })).toEqual(
      refused('vault_wrong_password'),
    );
  });

  it('can be made without a vault, and is restored without touching the one that is there', async () => {
    await background.call('limits.set', { threshold: '7' });
    const text = await save();
    elsewhere();
    await background.call('wallet.connect', LOGIN);
    await create('another horse');
    expect(await restore(text)).toEqual(done);
    expect(unwrap(await background.vault.state())).toBe('unlocked');
    expect(unwrap(await background.vault.get('wallet'))).toContain('p4ss');
  });

  it('wants a password that is long enough', async () => {
    expect(await background.call('vault.backup', { password: 'short', own: false })).toMatchObject(
      refused('vault_password_weak'),
    );
  });

  it('in the place of another vault takes it away whole, and locks', async () => {
    await create();
    const text = await save();
    elsewhere();
    await create('another horse');
    await background.vault.put({ id: 'nats', kind: 'password', text: 'x' });
    expect(await restore(text)).toEqual(done);
    expect(unwrap(await background.vault.state())).toBe('locked');
    expect(unwrap(await background.vault.list())).toEqual([]);
    expect(browserState.local.value('secret:nats')).toBeUndefined();
    await unlock();
    await background.vault.put({ id: 'nats', kind: 'password', text: 'y' });
    expect(unwrap(await background.vault.get('nats'))).toBe('y');
  });

  it('keeps what was paid after it: the toll is let through and not paid again', async () => {
    const text = await save();
    await background.put({ pass: pass({ ...PAID, boughtAt: background.clock.now() }) });
    await restore(text);
    expect(unwrap(await background.settler.settle(arrival()))).toBe('repeat');
    expect(background.state.wallet?.calls.get('prepare')).toBeUndefined();
    const { entries } = await background.call('activity.read', { search: '', after: null });
    expect(entries).toHaveLength(1);
  });

  it('is what is shown at once, though the records before it were read already', async () => {
    await background.put({ pass: pass({ ...PAID, txid: txid(2) }) });
    const text = await save();
    await background.put({ pass: pass({ ...PAID, txid: txid(3), ended: 'expired' }) });
    const shown = async () =>
      (await background.call('overview', { url: null })).passes.map((one) => one.txid);
    expect(await shown()).toEqual([txid(3)]);
    await restore(text);
    expect(await shown()).toEqual([txid(2)]);
  });

  it('is restored between two changes of the journal, and both are in it', async () => {
    await background.put({ pass: pass(PAID) });
    const text = await save();
    const other = toll({ origin: 'https://other.example' });
    const [, restored] = await Promise.all([
      background.put({ pass: pass({ ...PAID, txid: txid(2), toll: other }) }, other),
      restore(text),
      background.put({ pass: pass({ ...PAID, uses: 9 }) }),
    ]);
    expect(restored).toEqual(done);
    const { passes } = await background.call('overview', { url: null });
    expect(passes.map(({ txid: of, uses }) => [of, uses]).sort()).toEqual([
      [txid(1), 9],
      [txid(2), 0],
    ]);
  });

  it('is restored in one write', async () => {
    await background.put({ pass: pass(PAID) });
    await create();
    const text = await save();
    const writes = browserState.local.writes();
    await restore(text);
    expect(browserState.local.writes() - writes).toBe(1);
  });

  it('that cannot be written changes nothing', async () => {
    await background.call('limits.set', { threshold: '7' });
    const text = await save();
    await background.call('limits.set', { threshold: '8' });
    const before = browserState.local.text();
    browserState.local.failing = 'writes';
    expect(await restore(text)).toMatchObject(refused('storage_failed'));
    browserState.local.failing = null;
    expect(browserState.local.text()).toBe(before);
  });

  it.each([
    ['another password', 'wrong horse', (text: string) => text, 'vault_wrong_password'],
    ['a cut', PASSWORD, (text: string) => text.slice(0, -9), 'backup_unreadable'],
    [
      'a newer version',
      PASSWORD,
      (text: string) => text.replace('"version":1', '"version":2'),
      'backup_newer',
    ],
  ])('with %s is neither shown nor restored', async (_what, password, change, code) => {
    const text = change(await save());
    const before = browserState.local.text();
    for (const name of ['vault.look', 'vault.restore'] as const) {
      expect(await background.call(name, { text, password })).toMatchObject(refused(code));
    }
    expect(browserState.local.text()).toBe(before);
  });

  it('of a newer layout is not restored', async () => {
    const text = await save();
    browserState.local.put('schema', 3);
    const { makeBackup } = await import('../../../src/vault/backup-file.ts');
    const newer = await makeBackup({ schema: 3 }, PASSWORD, 1, { N: 2, r: 1, p: 1 });
    const odd = await makeBackup({ settings: {} }, PASSWORD, 1, { N: 2, r: 1, p: 1 });
    elsewhere();
    expect(await restore(newer)).toEqual(refused('backup_newer'));
    expect(await restore(odd)).toEqual(refused('backup_unreadable'));
    expect(await restore(text)).toEqual(done);
  });

  it('of an older layout is brought up to date', async () => {
    const { makeBackup } = await import('../../../src/vault/backup-file.ts');
    const settings = {
      walletUrl: LOGIN.url,
      walletUsername: '',
      threshold: '7',
      sites: { [ORIGIN]: '5' },
    };
    const older = await makeBackup({ schema: 1, settings }, PASSWORD, 1, { N: 2, r: 1, p: 1 });
    expect(await restore(older)).toEqual(done);
    expect(unwrap(await background.settings.read()).limits).toMatchObject({
      threshold: pico(7),
      sites: new Map([[ORIGIN, { kind: 'up_to', amount: pico(5) }]]),
    });
    expect(browserState.local.value('schema')).toBe(2);
  });
});

describe('the lock', () => {
  it('is set for later when it is unlocked, and by the choice in the settings', async () => {
    await create();
    const now = background.clock.now();
    expect(browserState.alarms().get('lock')).toBe(now + 30 * 60_000);
    expect(await background.call('vault.auto_lock', { minutes: 5 })).toEqual(done);
    expect(browserState.alarms().get('lock')).toBe(now + 5 * 60_000);
    await background.call('vault.auto_lock', { minutes: null });
    expect(browserState.alarms().has('lock')).toBe(false);
  });
});
