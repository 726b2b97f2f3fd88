import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Postponed, postponedTolls } from '../../../src/background/postponed.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { openSiteMemory } from '../../../src/platform/site-memory.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { type FakeWallet, fakeWallet } from '../fakes/fake-wallet.ts';
import { codeOf, ORIGIN, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const TAB = 7;
const PAGE = `${ORIGIN}/article`;
const memory = openSiteMemory(() => 1000);

let wallet: FakeWallet | null;
let postponed: Postponed;
/** Starts the background anew. */
function start(): void {
  postponed = postponedTolls(
    openSiteMemory(() => 1000),
    async () => (wallet === null ? err(failure('wallet_not_connected')) : ok(wallet)),
  );
}
beforeEach(async () => {
  browserState.reset();
  wallet = fakeWallet(0);
  start();
  browserState.showTab(TAB, PAGE);
  const trouble = { origin: ORIGIN, url: `${ORIGIN}/api`, tabId: TAB, toll: null };
  await memory.addTrouble(trouble, failure('wallet_funds_locked'));
});

describe('a toll that is postponed', () => {
  it('has its page loaded again as soon as the wallet can pay, once', async () => {
    unwrap(await postponed.add(ORIGIN));
    expect(await postponed.check()).toBe(true);
    expect(browserState.reloads(TAB)).toBe(0);
    start();
    wallet = fakeWallet(1);
    expect(await postponed.check()).toBe(false);
    expect(browserState.reloads(TAB)).toBe(1);
    expect(await postponed.check()).toBe(false);
    expect(browserState.reloads(TAB)).toBe(1);
  });

  it('is asked about once of each tab, however often the user wants it', async () => {
    unwrap(await postponed.add(ORIGIN));
    unwrap(await postponed.add(ORIGIN));
    wallet = fakeWallet(1);
    await postponed.check();
    expect(browserState.reloads(TAB)).toBe(1);
  });

  it('waits while the wallet is away, or not connected', async () => {
    unwrap(await postponed.add(ORIGIN));
    wallet = fakeWallet(1);
    wallet.dead = true;
    expect(await postponed.check()).toBe(true);
    const { calls } = wallet;
    expect(calls.get('outputs')).toBe(1);
    wallet = null;
    expect(await postponed.check()).toBe(true);
    expect(browserState.reloads(TAB)).toBe(0);
    wallet = fakeWallet(1);
    expect(await postponed.check()).toBe(false);
    expect(browserState.reloads(TAB)).toBe(1);
  });

  it.each<[string, () => void]>([
    ['went elsewhere', () => browserState.showTab(TAB, `${ORIGIN}/other`)],
    ['shows what we may not see', () => browserState.showTab(TAB)],
    ['was closed', () => browserState.closeTab(TAB)],
  ])('is forgotten with its tab, which %s; others are not', async (_, leave) => {
    unwrap(await postponed.add(ORIGIN));
    browserState.showTab(8, 'https://b.example/');
    const other = { origin: 'https://b.example', url: 'https://b.example/', tabId: 8, toll: null };
    await memory.addTrouble(other, failure('wallet_funds_locked'));
    unwrap(await postponed.add(other.origin));
    leave();
    wallet = fakeWallet(1);
    expect(await postponed.check()).toBe(false);
    expect(browserState.reloads(TAB)).toBe(0);
    expect(browserState.reloads(8)).toBe(1);
  });

  it('is refused where no page waits for it', async () => {
    expect(codeOf(await postponed.add('https://b.example'))).toBe('page_gone');
    browserState.closeTab(TAB);
    expect(codeOf(await postponed.add(ORIGIN))).toBe('page_gone');
    expect(await memory.postponed()).toEqual([]);
  });

  it('does not bother the wallet where nothing waits', async () => {
    expect(await postponed.check()).toBe(false);
    expect(wallet?.calls.size).toBe(0);
  });
});
