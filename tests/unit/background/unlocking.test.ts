import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askingToUnlock } from '../../../src/background/unlocking.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { fakeWallet } from '../fakes/fake-wallet.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

describe('a wallet whose password is locked away', () => {
  const wallet = fakeWallet();
  let isLocked = true;
  let isInPassing = false;
  let asked = 0;
  let answer = true;
  const rejected = new Set<string>();
  const open = askingToUnlock(
    async () => (isLocked ? err(failure('vault_locked')) : ok(wallet)),
    {
      async ask() {
        asked += 1;
        isLocked = !answer;
        return answer;
      },
    },
    {
      has: async (key) => rejected.has(key),
      add: async (key) => void rejected.add(key),
    },
    () => isInPassing,
  );
  beforeEach(() => {
    [isLocked, isInPassing, asked, answer] = [true, false, 0, true];
    rejected.clear();
  });

  it('is had once the user unlocks it', async () => {
    expect(await open()).toEqual(ok(wallet));
    expect(await open()).toEqual(ok(wallet));
    expect(asked).toBe(1);
  });

  it('is not asked for again where the user closed the window', async () => {
    answer = false;
    expect(await open()).toEqual(err(failure('vault_locked')));
    expect(await open()).toEqual(err(failure('vault_locked')));
    expect(asked).toBe(1);
  });

  it('asks nobody for what goes on by itself', async () => {
    isInPassing = true;
    expect(await open()).toEqual(err(failure('vault_locked')));
    expect(asked).toBe(0);
  });
});
