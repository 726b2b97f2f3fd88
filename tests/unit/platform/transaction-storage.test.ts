import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { openTransactions } from '../../../src/platform/transaction-storage.ts';
import { record, SIGNED, transactionStorageContract } from '../consensus/storage-contract.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

const open = () => openTransactions(openLocalStorage());
const fresh = () => {
  browserState.reset();
  return open();
};
transactionStorageContract('storage.local', fresh, open);

describe('transactions in storage.local', () => {
  it('are one entry each, in one write with the list of open ones', async () => {
    const storage = open();
    await storage.read('a');
    const before = browserState.local.writes();
    unwrap(await storage.update('a', () => record()));
    expect(browserState.local.writes()).toBe(before + 1);
    expect(browserState.local.value('open-transactions')).toEqual(['a']);
    const included = record({ state: { stage: 'included', height: 1, signed: SIGNED } });
    unwrap(await storage.update('a', () => included));
    expect(browserState.local.writes()).toBe(before + 2);
    expect(browserState.local.value('open-transactions')).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['text', 'gone'],
    ['null', null],
    ['an empty object', {}],
    ['an unknown stage', { ...record(), state: { stage: 'lost' } }],
    ['a signed one without its bytes', { ...record(), state: { stage: 'signed' } }],
    [
      'a failure that there is not',
      { ...record(), state: { stage: 'ended', signed: null, failure: { code: 'what' } } },
    ],
  ])('are never overwritten if they cannot be read: %s', async (_, broken) => {
    unwrap(await open().update('b', () => record({ id: 'b' })));
    browserState.local.put('transaction:a', broken);
    browserState.local.put('open-transactions', ['a', 'b']);
    const before = browserState.local.text();
    const storage = open();
    expect(codeOf(await storage.read('a'))).toBe('storage_failed');
    expect(codeOf(await storage.update('a', () => record()))).toBe('storage_failed');
    expect(unwrap(await storage.open()).map(({ id }) => id)).toEqual(['b']);
    expect(unwrap(await storage.all()).map(({ id }) => id)).toEqual(['b']);
    expect(browserState.local.text()).toBe(before);
  });

  it('are not written while the list of open ones cannot be read', async () => {
    unwrap(await open().update('b', () => record({ id: 'b' })));
    browserState.local.put('open-transactions', 'gone');
    const before = browserState.local.text();
    expect(codeOf(await open().update('a', () => record()))).toBe('storage_failed');
    expect(codeOf(await open().move('b', null))).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
  });

  it.each(['reads', 'writes', 'all'] as const)('fail while storage fails its %s', async (what) => {
    const storage = open();
    await storage.read('a');
    browserState.local.failing = what;
    expect(codeOf(await storage.update('a', () => record()))).toBe('storage_failed');
    browserState.local.failing = null;
    expect(unwrap(await storage.read('a'))).toBeNull();
  });
});
