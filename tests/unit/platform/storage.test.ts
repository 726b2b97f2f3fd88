import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLocalStorage, sessionStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

describe('local storage', () => {
  it('marks fresh storage with its schema, once', async () => {
    const storage = openLocalStorage();
    await Promise.all([storage.get('a'), storage.get('b'), storage.keys('')]);
    expect(browserState.local.value('schema')).toBe(2);
    expect(browserState.local.writes()).toBe(1);
  });

  it('reads back what was written, and knows keys by their start', async () => {
    const storage = openLocalStorage();
    await storage.set({ 'a:1': { deep: [1] }, 'a:2': 'x', b: null });
    expect(unwrap(await storage.get('a:1'))).toEqual({ deep: [1] });
    expect(unwrap(await storage.get('c'))).toBeUndefined();
    expect(unwrap(await storage.keys('a:'))).toEqual(['a:1', 'a:2']);
  });

  it.each([3, 99, 0, '1', '2', null, {}])(
    'of schema %j is neither read nor written',
    async (schema) => {
      browserState.local.put('schema', schema);
      browserState.local.put('a', 'theirs');
      const before = browserState.local.text();
      const storage = openLocalStorage();
      expect(codeOf(await storage.get('a'))).toBe('storage_newer');
      expect(codeOf(await storage.getMany(['a']))).toBe('storage_newer');
      expect(codeOf(await storage.keys(''))).toBe('storage_newer');
      expect(codeOf(await storage.set({ a: 'ours' }))).toBe('storage_newer');
      expect(browserState.local.text()).toBe(before);
      expect(browserState.local.writes()).toBe(0);
    },
  );

  it.each(['reads', 'writes', 'all'] as const)(
    'that fails its %s is a value, not an exception',
    async (what) => {
      browserState.local.failing = what;
      const storage = openLocalStorage();
      expect(codeOf(await storage.set({ a: 1 }))).toBe('storage_failed');
      browserState.local.failing = null;
      expect((await storage.set({ a: 1 })).ok).toBe(true);
      expect(unwrap(await storage.get('a'))).toBe(1);
    },
  );

  it('knows at once what was just written, and its key, whoever looked before', async () => {
    const storage = openLocalStorage();
    expect(unwrap(await storage.get('a:1'))).toBeUndefined();
    expect(unwrap(await storage.keys('a:'))).toEqual([]);
    const looks = Promise.all([storage.get('a:1'), storage.keys('a:')]);
    await storage.set({ 'a:1': 1 });
    await looks;
    expect(unwrap(await storage.get('a:1'))).toBe(1);
    expect(unwrap(await storage.keys('a:'))).toEqual(['a:1']);
    expect(unwrap(await openLocalStorage().get('a:1'))).toBe(1);
  });

  it('reads many at once, in their order, and sees what was just written among them', async () => {
    const storage = openLocalStorage();
    await openLocalStorage().set({ a: 1, b: 2, c: 3 });
    await storage.set({ b: 'new' });
    expect(unwrap(await storage.getMany(['c', 'none', 'b', 'a']))).toEqual([
      3,
      undefined,
      'new',
      1,
    ]);
    expect(unwrap(await storage.getMany([]))).toEqual([]);
    browserState.local.failing = 'reads';
    expect(codeOf(await storage.getMany(['a', 'c']))).toBe('storage_failed');
  });

  it('writes all entries or none', async () => {
    const storage = openLocalStorage();
    await storage.set({ a: 1, b: 1 });
    browserState.local.failing = 'writes';
    await storage.set({ a: 2, b: 2 });
    browserState.local.failing = null;
    expect([unwrap(await storage.get('a')), unwrap(await storage.get('b'))]).toEqual([1, 1]);
  });
});

describe('session storage', () => {
  it('keeps things apart from what is written to the disk', async () => {
    await sessionStorage.set('a', 'secret');
    expect(await sessionStorage.get('a')).toBe('secret');
    expect(browserState.local.text()).not.toContain('secret');
  });
});
