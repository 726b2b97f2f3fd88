import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Limits, SiteRule } from '../../../src/payments/policy.ts';
import { openSettings, type SettingsStorage } from '../../../src/platform/settings-storage.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, ORIGIN, pico, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const upTo = (amount: number): SiteRule => ({ kind: 'up_to', amount: pico(amount) });
const LIMITS: Limits = {
  threshold: pico(2n ** 64n - 1n),
  siteDay: pico(1),
  day: pico(0),
  month: pico(30),
  sites: new Map<string, SiteRule>([
    [ORIGIN, upTo(5)],
    ['https://a.example', { kind: 'ask' }],
    ['https://b.example', { kind: 'never' }],
  ]),
  hiddenServices: true,
};
/** Settings as they lie on the disk. */
const STORED = {
  walletUrl: null,
  walletUsername: '',
  threshold: '5',
  siteDay: null,
  day: null,
  month: null,
  sites: {},
};

const LOGIN = { url: 'http://127.0.0.1:18083', username: 'me', password: 's3cret-p4ss' };

let settings: SettingsStorage;
const reopen = () => openSettings(openLocalStorage());
beforeEach(() => {
  browserState.reset();
  settings = reopen();
});

describe('settings', () => {
  it('at first always ask, and know no wallet', async () => {
    expect(unwrap(await settings.read())).toEqual({
      walletUrl: null,
      walletUsername: '',
      limits: {
        threshold: 0n,
        siteDay: null,
        day: null,
        month: null,
        sites: new Map(),
        hiddenServices: false,
      },
    });
    expect(unwrap(await settings.wallet())).toBeNull();
  });

  it('read back what was set, also in the next life', async () => {
    await settings.update((before) => ({
      ...before,
      limits: LIMITS,
    }));
    for (const of of [settings, reopen()]) {
      expect(unwrap(await of.read()).limits).toEqual(LIMITS);
    }
  });

  it('lose none of 20 changes at once', async () => {
    const changes = Array.from({ length: 20 }, (_, index) =>
      settings.update((before) => ({
        ...before,
        limits: {
          ...before.limits,
          sites: new Map([...before.limits.sites, [`https://${index}.example`, upTo(index)]]),
        },
      })),
    );
    await Promise.all(changes);
    expect(unwrap(await settings.read()).limits.sites.size).toBe(20);
  });

  it.each<[string, unknown]>([
    ['text', 'x'],
    ['no threshold', { ...STORED, threshold: undefined }],
    ['a negative threshold', { ...STORED, threshold: '-1' }],
    ['a number for a threshold', { ...STORED, threshold: 5 }],
    ['a threshold too wide', { ...STORED, threshold: '99999999999999999999' }],
    ['no word of a month', { ...STORED, month: undefined }],
    ['a limit for a day in words', { ...STORED, day: 'all' }],
    ['a limit in words', { ...STORED, sites: { a: 'all' } }],
    ['a limit of layout 1', { ...STORED, sites: { a: '5' } }],
    ['a rule without its amount', { ...STORED, sites: { a: { kind: 'up_to' } } }],
    ['a rule of another make', { ...STORED, sites: { a: { kind: 'always' } } }],
  ])('that cannot be read allow nothing, and stay as they are: %s', async (_, broken) => {
    browserState.local.put('schema', 2);
    browserState.local.put('settings', broken);
    const before = browserState.local.text();
    expect(codeOf(await settings.read())).toBe('storage_failed');
    expect(codeOf(await settings.update((same) => same))).toBe('storage_failed');
    expect(codeOf(await settings.connect(LOGIN))).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
  });

  it('of a newer version are not read and not overwritten', async () => {
    browserState.local.put('schema', 3);
    const before = browserState.local.text();
    expect(codeOf(await settings.read())).toBe('storage_newer');
    expect(codeOf(await settings.connect(LOGIN))).toBe('storage_newer');
    expect(browserState.local.text()).toBe(before);
  });
});

describe('the wallet login', () => {
  it('is known whole until the browser closes, and then without its password', async () => {
    unwrap(await settings.connect(LOGIN));
    expect(unwrap(await settings.wallet())).toEqual(LOGIN);
    expect(unwrap(await reopen().wallet())).toEqual(LOGIN);
    const disk = browserState.local.value('settings');
    browserState.reset();
    browserState.local.put('schema', 2);
    browserState.local.put('settings', disk);
    expect(unwrap(await reopen().wallet())).toEqual({ ...LOGIN, password: null });
  });

  it('never has its password on the disk', async () => {
    await settings.connect(LOGIN);
    await settings.update((before) => ({ ...before, walletUsername: 'you' }));
    await settings.connect({ ...LOGIN, password: 'an0ther-p4ss' });
    expect(browserState.local.text()).toContain(LOGIN.url);
    expect(browserState.local.text()).not.toMatch(/p4ss/);
    expect(browserState.session.text()).toContain('an0ther-p4ss');
  });

  it('leaves the limits alone', async () => {
    await settings.update((before) => ({ ...before, limits: LIMITS }));
    await settings.connect(LOGIN);
    expect(unwrap(await settings.read()).limits).toEqual(LIMITS);
  });
});
