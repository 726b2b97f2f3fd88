import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../../src/outcome/result.ts';
import { openSignerStorage } from '../../../src/platform/signer-storage.ts';
import { stageStorage } from '../../../src/platform/staged-storage.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

function open() {
  const real = openLocalStorage();
  return { real, ...stageStorage(real) };
}

describe('staged storage', () => {
  it('reads what is there, and what was written to it before', async () => {
    const { real, storage } = open();
    unwrap(await real.set({ 'a:1': 1, 'b:1': 2 }));
    unwrap(await storage.set({ 'a:1': 10, 'a:2': { deep: [1] } }));
    expect(unwrap(await storage.get('a:1'))).toBe(10);
    expect(unwrap(await storage.getMany(['b:1', 'a:2', 'c']))).toEqual([
      2,
      { deep: [1] },
      undefined,
    ]);
    expect(unwrap(await storage.keys('a:')).toSorted()).toEqual(['a:1', 'a:2']);
    expect(unwrap(await storage.all())).toMatchObject({
      'a:1': 10,
      'b:1': 2,
      'a:2': { deep: [1] },
    });
  });

  it('changes nothing until it is committed, and then all in one write', async () => {
    const { real, storage, commit } = open();
    unwrap(await real.set({ a: 1 }));
    const [text, writes] = [browserState.local.text(), browserState.local.writes()];
    unwrap(await storage.set({ a: 2 }));
    unwrap(await storage.set({ b: 3 }));
    expect(browserState.local.text()).toBe(text);
    unwrap(await commit());
    expect(browserState.local.writes()).toBe(writes + 1);
    expect(unwrap(await real.getMany(['a', 'b']))).toEqual([2, 3]);
  });

  it('writes nothing if nothing was written to it', async () => {
    const { storage, commit } = open();
    unwrap(await storage.get('a'));
    const writes = browserState.local.writes();
    unwrap(await commit());
    expect(browserState.local.writes()).toBe(writes);
  });

  it('is not committed over what changed since it was read', async () => {
    const { real, storage, commit } = open();
    unwrap(await storage.get('a'));
    unwrap(await storage.set({ b: 1 }));
    unwrap(await real.set({ a: 'somebody else' }));
    expect(codeOf(await commit())).toBe('configuration_outdated');
    expect(unwrap(await real.get('b'))).toBeUndefined();
  });

  it('keeps what it was given as it was', async () => {
    const { storage, commit, real } = open();
    const list = [1];
    unwrap(await storage.set({ list }));
    list.push(2);
    unwrap(await commit());
    expect(unwrap(await real.get('list'))).toEqual([1]);
  });

  it('fails as the storage does', async () => {
    const { storage, commit } = open();
    unwrap(await storage.set({ a: 1 }));
    browserState.local.failing = 'writes';
    expect(codeOf(await commit())).toBe('storage_failed');
  });

  it('carries stores that know nothing of it', async () => {
    const { real, storage, commit } = open();
    const staged = openSignerStorage(storage);
    const signer = { id: 's1', name: 'Fleet', kind: 'watch', accounts: [] } as const;
    unwrap(await staged.signers.update((list) => ok([...list, signer])));
    unwrap(await staged.signers.update((list) => ok([...list, { ...signer, id: 's2' }])));
    expect(unwrap(await openSignerStorage(real).signers.read())).toEqual([]);
    unwrap(await commit());
    expect(unwrap(await openSignerStorage(real).signers.read())).toHaveLength(2);
  });
});
