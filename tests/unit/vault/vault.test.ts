import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { openVaultSession } from '../../../src/platform/vault-storage.ts';
import { openVault, type Vault, type VaultState } from '../../../src/vault/vault.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PASSWORD = 'correct horse';
const WRONG = 'wrong horse';
const CHEAP = { N: 16, r: 8, p: 1 };
const MINUTE = 60_000;
const SECRET = { id: 'wallet', kind: 'wallet-login', text: 's3cret w\u00f6rds' };

let now: number;
let states: VaultState[];
let remindAt: number | null;
/** The background starts: what it knew is gone, what is stored is not. */
const start = (cost = CHEAP): Vault =>
  openVault(
    {
      store: openLocalStorage(),
      session: openVaultSession(),
      now: () => now,
      remindAt: (time) => {
        remindAt = time;
      },
      changed: (state) => void states.push(state),
    },
    cost,
  );
let vault: Vault;
beforeEach(() => {
  browserState.reset();
  now = Date.UTC(2026, 10, 3, 12);
  states = [];
  remindAt = null;
  vault = start();
});

/** The browser is closed and started. */
function restart(): void {
  const kept = ['schema', 'vault', 'secret:wallet', 'auto-lock']
    .map((key) => [key, browserState.local.value(key)] as const)
    .filter(([, value]) => value !== undefined);
  browserState.reset();
  for (const [key, value] of kept) browserState.local.put(key, value);
  vault = start();
}

async function made(): Promise<void> {
  unwrap(await vault.create(PASSWORD, [SECRET]));
}

describe('a vault', () => {
  it('is not there at first, and keeps nothing', async () => {
    expect(unwrap(await vault.state())).toBe('none');
    expect(codeOf(await vault.put(SECRET))).toBe('vault_missing');
    expect(codeOf(await vault.get('wallet'))).toBe('vault_missing');
    expect(codeOf(await vault.unlock(PASSWORD))).toBe('vault_missing');
    expect(codeOf(await vault.changePassword(PASSWORD, PASSWORD))).toBe('vault_missing');
    expect(browserState.local.value('secret:wallet')).toBeUndefined();
  });

  it('is made in one write with what it is to hold, and is unlocked then', async () => {
    await made();
    expect(browserState.local.written()).toContainEqual(['vault', 'secret:wallet']);
    expect(unwrap(await vault.state())).toBe('unlocked');
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
    expect(unwrap(await vault.list())).toEqual([{ id: 'wallet', kind: 'wallet-login' }]);
    expect(states).toEqual(['unlocked']);
  });

  it('is made once', async () => {
    await made();
    const before = browserState.local.text();
    expect(codeOf(await vault.create('another horse', []))).toBe('vault_exists');
    expect(browserState.local.text()).toBe(before);
  });

  it('is made of two at once by one', async () => {
    const made = await Promise.all([vault.create(PASSWORD, []), vault.create('another horse', [])]);
    expect(made.map(({ ok }) => ok)).toEqual([true, false]);
    await vault.lock();
    unwrap(await vault.unlock(PASSWORD));
  });

  it('wants a password of eight characters, also when it is changed', async () => {
    expect(codeOf(await vault.create('seven77', []))).toBe('vault_password_weak');
    expect(browserState.local.value('vault')).toBeUndefined();
    await made();
    expect(codeOf(await vault.changePassword(PASSWORD, 'seven77'))).toBe('vault_password_weak');
  });

  it('has neither password, nor key, nor secret on the disk', async () => {
    await made();
    const key = (browserState.session.value('vault-key') as { key: string }).key;
    for (const text of [PASSWORD, SECRET.text, 's3cret', key, btoa(PASSWORD)]) {
      expect(browserState.local.text()).not.toContain(text);
    }
    expect(browserState.session.text()).not.toContain(PASSWORD);
    expect(browserState.sessionAccess()).toBe('TRUSTED_CONTEXTS');
  });

  it('stays unlocked when the background dies, and is locked when the browser was closed', async () => {
    await made();
    vault = start();
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
    restart();
    expect(unwrap(await vault.state())).toBe('locked');
    expect(codeOf(await vault.get('wallet'))).toBe('vault_locked');
    expect(codeOf(await vault.put(SECRET))).toBe('vault_locked');
    expect(codeOf(await vault.remove('wallet'))).toBe('vault_locked');
    expect(unwrap(await vault.list())).toEqual([{ id: 'wallet', kind: 'wallet-login' }]);
    unwrap(await vault.unlock(PASSWORD));
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
  });

  it('locks on demand, for later lives too', async () => {
    await made();
    unwrap(await vault.lock());
    expect(unwrap(await vault.state())).toBe('locked');
    expect(unwrap(await start().state())).toBe('locked');
    expect(browserState.session.value('vault-key')).toBeUndefined();
    expect(states).toEqual(['unlocked', 'locked']);
  });

  it('keeps, replaces and removes', async () => {
    await made();
    unwrap(await vault.put({ ...SECRET, text: 'two' }));
    unwrap(await vault.put({ id: 'nats', kind: 'password', text: '' }));
    expect(unwrap(await vault.get('wallet'))).toBe('two');
    expect(unwrap(await vault.get('nats'))).toBe('');
    unwrap(await vault.remove('wallet'));
    expect(unwrap(await vault.get('wallet'))).toBeNull();
    expect(unwrap(await vault.list())).toEqual([{ id: 'nats', kind: 'password' }]);
    expect(browserState.local.value('secret:wallet')).toBeUndefined();
  });

  it('never encrypts twice alike', async () => {
    await made();
    const one = browserState.local.value('secret:wallet');
    unwrap(await vault.put(SECRET));
    expect(browserState.local.value('secret:wallet')).not.toEqual(one);
  });
});

describe('a password', () => {
  it('that is wrong opens nothing, and is not kept', async () => {
    await made();
    restart();
    expect(codeOf(await vault.unlock(WRONG))).toBe('vault_wrong_password');
    expect(unwrap(await vault.state())).toBe('locked');
    expect(browserState.local.text() + browserState.session.text()).not.toContain(WRONG);
  });

  it('is changed in one write, of the header alone', async () => {
    await made();
    const before = browserState.local.value('secret:wallet');
    const writes = browserState.local.writes();
    unwrap(await vault.changePassword(PASSWORD, 'another horse'));
    expect(browserState.local.written().slice(writes)).toEqual([['vault']]);
    expect(browserState.local.value('secret:wallet')).toEqual(before);
    restart();
    expect(codeOf(await vault.unlock(PASSWORD))).toBe('vault_wrong_password');
    now += MINUTE;
    unwrap(await vault.unlock('another horse'));
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
  });

  it('is not changed by who does not know it', async () => {
    await made();
    const before = browserState.local.value('vault');
    expect(codeOf(await vault.changePassword(WRONG, 'another horse'))).toBe('vault_wrong_password');
    expect(browserState.local.value('vault')).toEqual(before);
  });

  it('is checked without unlocking', async () => {
    await made();
    unwrap(await vault.lock());
    unwrap(await vault.check(PASSWORD));
    expect(codeOf(await vault.check(WRONG))).toBe('vault_wrong_password');
    expect(unwrap(await vault.state())).toBe('locked');
  });

  it('costs today what it is to cost, from the next unlock on', async () => {
    await made();
    restart();
    vault = start({ N: 32, r: 8, p: 1 });
    unwrap(await vault.unlock(PASSWORD));
    expect(browserState.local.value('vault')).toMatchObject({ derivation: { N: 32 } });
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
    // One that costs more is left as it is.
    restart();
    unwrap(await vault.unlock(PASSWORD));
    expect(browserState.local.value('vault')).toMatchObject({ derivation: { N: 32 } });
  });

  it('opens it although it cannot be made to cost more', async () => {
    await made();
    restart();
    vault = start({ N: 32, r: 8, p: 1 });
    browserState.local.failing = 'writes';
    unwrap(await vault.unlock(PASSWORD));
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
    expect(browserState.local.value('vault')).toMatchObject({ derivation: { N: 16 } });
  });
});

describe('wrong passwords', () => {
  it('have to wait 1, 2, 4 seconds and so on, a minute at most', async () => {
    await made();
    restart();
    const waits: number[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      expect(codeOf(await vault.unlock(WRONG))).toBe('vault_wrong_password');
      const refused = await vault.unlock(PASSWORD);
      if (refused.ok || refused.error.code !== 'vault_wait') throw new Error('did not wait');
      const seconds = Number(refused.error.detail?.seconds);
      waits.push(seconds);
      now += seconds * 1000 - 1;
      expect(codeOf(await vault.unlock(PASSWORD))).toBe('vault_wait');
      now += 1;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    unwrap(await vault.unlock(PASSWORD));
    unwrap(await vault.lock());
    expect(codeOf(await vault.unlock(WRONG))).toBe('vault_wrong_password');
    now += 1000;
    unwrap(await vault.unlock(PASSWORD));
  });

  it('count from their beginning, though the background is killed before they are found wrong', async () => {
    await made();
    await vault.lock();
    now += MINUTE;
    void vault.unlock(WRONG);
    await vi.waitFor(() => expect(browserState.session.value('vault-attempts')).toBeDefined());
    expect(codeOf(await start().unlock(PASSWORD))).toBe('vault_wait');
  });

  it('wait from when they were found wrong: looking at them takes most of a second', async () => {
    await made();
    await vault.lock();
    const begun = now;
    vi.spyOn(globalThis.crypto.subtle, 'decrypt').mockImplementationOnce(async () => {
      now += 700;
      throw new DOMException('not this key', 'OperationError');
    });
    expect(codeOf(await vault.unlock(WRONG))).toBe('vault_wrong_password');
    expect(browserState.session.value('vault-attempts')).toEqual({ wrong: 1, until: begun + 1700 });
  });

  it('wait in the next life of the background too', async () => {
    await made();
    await vault.lock();
    for (let tries = 0; tries < 5; tries += 1) {
      now += MINUTE;
      await vault.unlock(WRONG);
    }
    vault = start();
    const refused = await vault.unlock(PASSWORD);
    expect(refused).toMatchObject({ error: { code: 'vault_wait', detail: { seconds: '16' } } });
  });

  it('of many at once, all but one wait', async () => {
    await made();
    await vault.lock();
    const tried = await Promise.all(
      Array.from({ length: 10 }, (_, index) => vault.unlock(`${WRONG} ${index}`)),
    );
    const codes = tried.map((result) => codeOf(result));
    expect(codes).toEqual(['vault_wrong_password', ...Array(9).fill('vault_wait')]);
  });

  it('count for a change of password as well', async () => {
    await made();
    await vault.changePassword(WRONG, 'another horse');
    expect(codeOf(await vault.changePassword(PASSWORD, 'another horse'))).toBe('vault_wait');
    expect(codeOf(await vault.check(PASSWORD))).toBe('vault_wait');
  });

  it('are no reason to wait for ever when the clock is turned back', async () => {
    await made();
    await vault.lock();
    await vault.unlock(WRONG);
    now -= 60 * MINUTE;
    unwrap(await vault.unlock(PASSWORD));
  });
});

describe('a vault that nobody uses', () => {
  const idle = async (minutes: number): Promise<VaultState> => {
    now += minutes * MINUTE;
    await vault.lockIfIdle();
    return unwrap(await vault.state());
  };

  it('locks itself after 30 minutes', async () => {
    await made();
    expect(remindAt).toBe(now + 30 * MINUTE);
    expect(await idle(29)).toBe('unlocked');
    expect(await idle(1)).toBe('locked');
    expect(browserState.session.value('vault-key')).toBeUndefined();
    expect(remindAt).toBeNull();
  });

  it('locks itself although the background died in between', async () => {
    await made();
    now += 30 * MINUTE;
    vault = start();
    await vault.lockIfIdle();
    expect(browserState.session.value('vault-key')).toBeUndefined();
  });

  it('gives nothing out after that, though no alarm came', async () => {
    await made();
    now += 31 * MINUTE;
    expect(codeOf(await vault.get('wallet'))).toBe('vault_locked');
    expect(browserState.session.value('vault-key')).toBeUndefined();
    expect(unwrap(await start().state())).toBe('locked');
  });

  it('stays open while it is used, and notes that now and then only', async () => {
    await made();
    const writes = browserState.session.writes();
    for (let minute = 0; minute < 60; minute += 1) {
      now += MINUTE;
      await vault.used();
      await vault.used();
      now += 1000;
      await vault.used();
    }
    expect(browserState.session.writes() - writes).toBe(60);
    expect(unwrap(await start().state())).toBe('unlocked');
    expect(remindAt).toBe(now - 1000 + 30 * MINUTE);
  });

  it('is not opened again by being used', async () => {
    await made();
    now += 31 * MINUTE;
    await vault.used();
    expect(unwrap(await vault.state())).toBe('locked');
  });

  it.each([5, 15, 60])('locks itself after the %i minutes that were chosen', async (minutes) => {
    await made();
    unwrap(await vault.setIdleMinutes(minutes));
    expect(remindAt).toBe(now + minutes * MINUTE);
    expect(await idle(minutes - 1)).toBe('unlocked');
    expect(await idle(1)).toBe('locked');
    restart();
    expect(unwrap(await vault.idleMinutes())).toBe(minutes);
  });

  it('stays open until the browser closes if that was chosen', async () => {
    await made();
    unwrap(await vault.setIdleMinutes(null));
    expect(remindAt).toBeNull();
    expect(await idle(100_000)).toBe('unlocked');
    restart();
    expect(unwrap(await vault.state())).toBe('locked');
  });

  it.each([0, -5, 'x', 1.5, {}])(
    'takes a stored choice of %j for the usual one',
    async (choice) => {
      browserState.local.put('schema', 2);
      browserState.local.put('auto-lock', choice);
      expect(unwrap(await vault.idleMinutes())).toBe(30);
    },
  );
});

describe('damage', () => {
  /** Every record that differs from a good one in one bit of one character. */
  function* flips(key: string): Generator<[string, unknown]> {
    const text = JSON.stringify(browserState.local.value(key));
    for (let at = 0; at < text.length; at += 1) {
      for (const bit of [1, 16]) {
        const flipped = String.fromCharCode(text.charCodeAt(at) ^ bit);
        const changed = text.slice(0, at) + flipped + text.slice(at + 1);
        let parsed: unknown;
        try {
          parsed = JSON.parse(changed);
        } catch {
          continue;
        }
        yield [changed, parsed];
      }
    }
  }

  it('of any bit of the header is found, and nothing is written over it', async () => {
    await made();
    restart();
    let tried = 0;
    const codes = new Set<string>();
    for (const [text, header] of flips('vault')) {
      browserState.local.put('vault', header);
      vault = start();
      const before = browserState.local.text();
      for (const result of [
        await vault.unlock(PASSWORD),
        await vault.create(PASSWORD, []),
        await vault.changePassword(PASSWORD, 'another horse'),
        await vault.state(),
      ]) {
        expect(result.ok, text).toBe(false);
        if (!result.ok) codes.add(result.error.code);
      }
      expect(browserState.local.text()).toBe(before);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(300);
    expect([...codes]).toEqual(['vault_damaged']);
  });

  it('of any bit of a secret is found', async () => {
    await made();
    let tried = 0;
    const good = browserState.local.value('secret:wallet');
    for (const [text, record] of flips('secret:wallet')) {
      browserState.local.put('secret:wallet', record);
      vault = start();
      const read = await vault.get('wallet');
      expect(read.ok, text).toBe(false);
      if (!read.ok) expect(['storage_newer', 'vault_damaged']).toContain(read.error.code);
      tried += 1;
      browserState.local.put('secret:wallet', good);
    }
    expect(tried).toBeGreaterThan(100);
    vault = start();
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
  });

  it('is what a secret in the place of another is', async () => {
    await made();
    unwrap(await vault.put({ id: 'nats', kind: 'wallet-login', text: 'other' }));
    browserState.local.put('secret:wallet', browserState.local.value('secret:nats'));
    expect(codeOf(await start().get('wallet'))).toBe('vault_damaged');
  });

  it('is what secrets without their header are: no new one is made over them', async () => {
    await made();
    const secret = browserState.local.value('secret:wallet');
    browserState.reset();
    browserState.local.put('schema', 2);
    browserState.local.put('secret:wallet', secret);
    expect(codeOf(await start().create(PASSWORD, []))).toBe('vault_damaged');
  });

  it.each<[string, unknown]>([
    ['text', 'x'],
    ['a number', 5],
    ['a list', []],
    ['no version', { key: {} }],
    ['a version of 0', { version: 0 }],
  ])('of a secret that is %s: neither read nor replaced', async (_, broken) => {
    await made();
    browserState.local.put('secret:wallet', broken);
    vault = start();
    for (const result of [
      await vault.get('wallet'),
      await vault.put(SECRET),
      await vault.remove('wallet'),
    ]) {
      expect(codeOf(result)).toBe('vault_damaged');
    }
    expect(browserState.local.value('secret:wallet')).toEqual(broken);
  });
});

describe('a newer version', () => {
  it('keeps its header', async () => {
    await made();
    const header = { ...(browserState.local.value('vault') as object), version: 2 };
    browserState.local.put('vault', header);
    vault = start();
    for (const result of [
      await vault.state(),
      await vault.unlock(PASSWORD),
      await vault.create(PASSWORD, []),
      await vault.changePassword(PASSWORD, 'another horse'),
    ]) {
      expect(codeOf(result)).toBe('storage_newer');
    }
    expect(browserState.local.value('vault')).toEqual(header);
  });

  it('keeps its secret', async () => {
    await made();
    const secret = { ...(browserState.local.value('secret:wallet') as object), version: 2 };
    browserState.local.put('secret:wallet', secret);
    vault = start();
    expect(codeOf(await vault.get('wallet'))).toBe('storage_newer');
    expect(codeOf(await vault.put(SECRET))).toBe('storage_newer');
    expect(codeOf(await vault.remove('wallet'))).toBe('storage_newer');
    expect(browserState.local.value('secret:wallet')).toEqual(secret);
  });
});

describe('storage that fails', () => {
  it('while the vault is made leaves none', async () => {
    await start().state();
    browserState.local.failing = 'writes';
    expect(codeOf(await vault.create(PASSWORD, [SECRET]))).toBe('storage_failed');
    browserState.local.failing = null;
    expect(unwrap(await start().state())).toBe('none');
    await made();
  });

  it('while the password is changed leaves the one before', async () => {
    await made();
    browserState.local.failing = 'writes';
    expect(codeOf(await vault.changePassword(PASSWORD, 'another horse'))).toBe('storage_failed');
    browserState.local.failing = null;
    restart();
    unwrap(await vault.unlock(PASSWORD));
  });

  it('while a secret is replaced leaves the one before', async () => {
    await made();
    browserState.local.failing = 'writes';
    expect(codeOf(await vault.put({ ...SECRET, text: 'two' }))).toBe('storage_failed');
    browserState.local.failing = null;
    expect(unwrap(await vault.get('wallet'))).toBe(SECRET.text);
  });

  it('of the session does not unlock', async () => {
    await made();
    await vault.lock();
    browserState.session.failing = 'writes';
    expect(codeOf(await vault.unlock(PASSWORD))).toBe('storage_failed');
    expect(unwrap(await vault.state())).toBe('locked');
    browserState.session.failing = 'reads';
    expect(codeOf(await start().state())).toBe('storage_failed');
  });

  it('of the session still locks for this life', async () => {
    await made();
    browserState.session.failing = 'all';
    expect(codeOf(await vault.lock())).toBe('storage_failed');
    expect(codeOf(await vault.get('wallet'))).toBe('vault_locked');
  });
});
