import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type SignerPorts, signerHandlers } from '../../../src/background/signer-actions.ts';
import { failureView } from '../../../src/background/views.ts';
import type { Input } from '../../../src/messages/contract.ts';
import type { Sender } from '../../../src/messages/router.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { openSignerStorage } from '../../../src/platform/signer-storage.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PASSWORD = 'open sesame';
const WORDS = 'abandon abandon abandon about';
const HEX = 'ab'.repeat(32);
const CHAIN = {
  chainId: 'structstestnet-111',
  prefix: 'structs',
  coinType: 118,
  rest: 'http://127.0.0.1:1317',
  rpc: null,
  denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
  gasPrice: null,
  fixed: null,
};
const FROM: Sender = { kind: 'extension', tabId: null, frameId: null, origin: null, url: null };

/** A vault that is open, or not. */
function fakeVault() {
  const kept = new Map<string, string>();
  const vault = {
    kept,
    isOpen: true,
    fails: false,
    state: async () => ok(vault.isOpen ? ('unlocked' as const) : ('locked' as const)),
    async put({ id, text }: { id: string; text: string }) {
      if (!vault.isOpen) return err(failure('storage_failed'));
      if (vault.fails) return err(failure('storage_failed'));
      kept.set(id, text);
      return ok(null);
    },
    get: async (id: string) =>
      vault.isOpen ? ok(kept.get(id) ?? null) : err(failure('storage_failed')),
    async remove(id: string) {
      kept.delete(id);
      return ok(null);
    },
    check: async (password: string) =>
      password === PASSWORD ? ok(null) : err(failure('rejected_by_user')),
  };
  return vault;
}

function open() {
  const vault = fakeVault();
  const storage = openSignerStorage(openLocalStorage());
  let ids = 0;
  const ports: SignerPorts = {
    ...storage,
    vault,
    signing: {
      newMnemonic: async (count) => `word `.repeat(count).trim(),
      derive: async (source, { index }, prefix) => {
        const text = source.kind === 'mnemonic' ? source.words : source.hex;
        if (text.includes('wrong')) return err(failure('mnemonic_wrong'));
        return ok({ address: `${prefix}1of${text.length}at${index}`, publicKey: `02${index}` });
      },
    },
    readChain: async (rest) =>
      rest === CHAIN.rest ? ok(CHAIN) : err(failure('page_gone', { url: rest })),
    newId: () => {
      ids += 1;
      return `s${ids}`;
    },
    done: (result) =>
      result.ok ? { ok: true } : { ok: false, failure: failureView(result.error) },
  };
  const handlers = signerHandlers(ports);
  return {
    vault,
    handlers,
    read: () => handlers['signers.read']({}, FROM),
    addChain: () => handlers['chain.add']({ rest: CHAIN.rest, rpc: null }, FROM),
    add: (source: Input<'signer.add'>['source'], name = 'Fleet', chainId = CHAIN.chainId) =>
      handlers['signer.add']({ name, chainId, source }, FROM),
  };
}

const BY_WORDS = { kind: 'mnemonic', words: WORDS } as const;

beforeEach(() => browserState.reset());

describe('a signer', () => {
  it('is kept in two halves: its name for everybody, its words in the vault', async () => {
    const { vault, add, addChain, read } = open();
    await addChain();
    expect(await add(BY_WORDS)).toEqual({ ok: true });
    expect(await read()).toMatchObject({
      vault: 'unlocked',
      signers: [
        {
          id: 's1',
          name: 'Fleet',
          kind: 'mnemonic',
          accounts: [{ chainId: CHAIN.chainId, index: 0, publicKey: '020' }],
        },
      ],
    });
    expect([...vault.kept]).toEqual([['signer:s1', WORDS]]);
    expect(browserState.local.text()).not.toContain('abandon');
  });

  it('keeps its words as they are to be read out, however they were typed', async () => {
    const { vault, add, addChain } = open();
    await addChain();
    await add({ kind: 'mnemonic', words: `  ${WORDS.toUpperCase().replaceAll(' ', '\t ')}\n` });
    expect([...vault.kept.values()]).toEqual([WORDS]);
  });

  it('is not kept where its words are wrong, or its key can be put nowhere', async () => {
    const { vault, add, addChain, read } = open();
    await addChain();
    expect(await add({ kind: 'mnemonic', words: 'wrong words' })).toMatchObject({
      failure: { code: 'mnemonic_wrong' },
    });
    vault.fails = true;
    expect(await add(BY_WORDS)).toMatchObject({ failure: { code: 'storage_failed' } });
    expect((await read()).signers).toEqual([]);
    expect(vault.kept.size).toBe(0);
  });

  it('is not added twice, nor on a chain that nobody knows', async () => {
    const { vault, add, addChain } = open();
    expect(await add(BY_WORDS)).toMatchObject({ failure: { code: 'chain_unknown' } });
    await addChain();
    await add(BY_WORDS);
    expect(await add(BY_WORDS, 'Again')).toMatchObject({
      failure: { code: 'account_known', detail: { name: 'Fleet' } },
    });
    expect(vault.kept.size).toBe(1);
  });

  it('has more addresses where it has words, and each once', async () => {
    const { add, addChain, handlers, read } = open();
    await addChain();
    await add(BY_WORDS);
    await add({ kind: 'private_key', hex: HEX }, 'Key');
    const more = (id: string, index: number) =>
      handlers['signer.account']({ id, chainId: CHAIN.chainId, index }, FROM);
    expect(await more('s1', 1)).toEqual({ ok: true });
    expect(await more('s1', 1)).toMatchObject({ failure: { code: 'account_known' } });
    expect(await more('s2', 1)).toMatchObject({ failure: { code: 'account_none' } });
    expect(await more('s3', 0)).toMatchObject({ failure: { code: 'signer_gone' } });
    expect((await read()).signers.map(({ accounts }) => accounts.length)).toEqual([2, 1]);
  });

  it('gets both of two addresses that are added at once', async () => {
    const { add, addChain, handlers, read } = open();
    await addChain();
    await add(BY_WORDS);
    await Promise.all(
      [1, 2].map((index) =>
        handlers['signer.account']({ id: 's1', chainId: CHAIN.chainId, index }, FROM),
      ),
    );
    expect((await read()).signers[0]?.accounts.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('shows its words to nobody without the password', async () => {
    const { add, addChain, handlers } = open();
    await addChain();
    await add(BY_WORDS);
    const reveal = (password: string) => handlers['signer.reveal']({ id: 's1', password }, FROM);
    expect(await reveal('guess')).toMatchObject({ ok: false });
    expect(JSON.stringify(await reveal('guess'))).not.toContain('abandon');
    expect(await reveal(PASSWORD)).toEqual({ ok: true, text: WORDS });
  });

  it('is deleted with its key, by the password alone', async () => {
    const { vault, add, addChain, handlers, read } = open();
    await addChain();
    await add(BY_WORDS);
    const remove = (password: string) => handlers['signer.delete']({ id: 's1', password }, FROM);
    expect(await remove('guess')).toMatchObject({ ok: false });
    expect(vault.kept.size).toBe(1);
    expect(await remove(PASSWORD)).toEqual({ ok: true });
    expect([(await read()).signers, vault.kept.size]).toEqual([[], 0]);
  });

  it('that is only watched needs neither vault nor password', async () => {
    const { vault, add, addChain, handlers, read } = open();
    await addChain();
    vault.isOpen = false;
    const watched = {
      kind: 'watch',
      address: 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a',
    } as const;
    expect(
      await add({ kind: 'watch', address: 'cosmos1vlthgax23ca9syk7xgaz347xmf4nunefw3cnv8' }),
    ).toMatchObject({
      failure: { code: 'address_wrong', detail: { prefix: 'structs' } },
    });
    expect(await add(watched)).toEqual({ ok: true });
    expect((await read()).signers).toMatchObject([{ kind: 'watch' }]);
    expect(await handlers['signer.reveal']({ id: 's1', password: PASSWORD }, FROM)).toMatchObject({
      ok: false,
    });
    expect(await handlers['signer.delete']({ id: 's1', password: '' }, FROM)).toEqual({ ok: true });
  });

  it('is renamed', async () => {
    const { add, addChain, handlers, read } = open();
    await addChain();
    await add(BY_WORDS);
    expect(await handlers['signer.rename']({ id: 's1', name: 'Other' }, FROM)).toEqual({
      ok: true,
    });
    expect((await read()).signers[0]?.name).toBe('Other');
    expect(await handlers['signer.rename']({ id: 's9', name: 'Other' }, FROM)).toMatchObject({
      failure: { code: 'signer_gone' },
    });
  });
});

describe('a chain', () => {
  it('is added once, and again with what its node says now', async () => {
    const { addChain, read } = open();
    await addChain();
    await addChain();
    const { chainId, prefix, coinType, rest, rpc } = CHAIN;
    expect((await read()).chains).toEqual([{ chainId, prefix, coinType, rest, rpc }]);
  });

  it('stays while a signer has an address on it', async () => {
    const { add, addChain, handlers, read } = open();
    await addChain();
    await add(BY_WORDS);
    const remove = () => handlers['chain.remove']({ chainId: CHAIN.chainId }, FROM);
    expect(await remove()).toMatchObject({ failure: { code: 'chain_in_use' } });
    await handlers['signer.delete']({ id: 's1', password: PASSWORD }, FROM);
    expect(await remove()).toEqual({ ok: true });
    expect((await read()).chains).toEqual([]);
  });
});

describe('storage of signers that cannot be read', () => {
  it('is not written over', async () => {
    const { add, addChain } = open();
    await addChain();
    browserState.local.put('signers', 'rubbish');
    const before = browserState.local.text();
    expect(await add(BY_WORDS)).toMatchObject({ failure: { code: 'storage_failed' } });
    expect(browserState.local.text()).toBe(before);
  });
});
