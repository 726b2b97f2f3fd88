import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CHANGED } from '../../../src/page/channel.ts';
import { type AminoDoc, keplrShape } from '../../../src/page/keplr-shape.ts';
import type { Tollpass } from '../../../src/page/provider.d.ts';
import { ALICE, CHAIN } from '../fakes/fake-signer.ts';

const ACCOUNT = { address: ALICE.address, publicKey: ALICE.publicKey };
const PUB_KEY = {
  type: 'tendermint/PubKeySecp256k1',
  value: Buffer.from(ALICE.publicKey, 'hex').toString('base64'),
};

/** A provider that notes what it is asked, with one account. */
function fakeTollpass(over: Partial<Tollpass> = {}) {
  const asked: unknown[][] = [];
  const note =
    <T>(name: string, value: T) =>
    async (...args: unknown[]): Promise<T> => {
      asked.push([name, ...args]);
      return value;
    };
  const tollpass: Tollpass = {
    connect: note('connect', [ACCOUNT]),
    accounts: note('accounts', [ACCOUNT]),
    signDirect: note('signDirect', {
      signature: 'c2ln',
      txBytes: 'dHg=',
      txHash: 'AB',
      json: {},
    }),
    signArbitrary: note('signArbitrary', { signature: 'dGV4dA==', publicKey: ALICE.publicKey }),
    signStructsLogin: note('signStructsLogin', { signature: 'ab', publicKey: ALICE.publicKey }),
    send: note('send', { txHash: 'AB' }),
    broadcast: note('broadcast', { txHash: 'ABCD' }),
    streams: { subscribe: () => Promise.reject(new Error('no stream')) },
    ...over,
  };
  return { tollpass, asked };
}

function adr36(data: string, over: Partial<AminoDoc> = {}): AminoDoc {
  return {
    chain_id: '',
    account_number: '0',
    sequence: '0',
    fee: { gas: '0', amount: [] },
    msgs: [
      {
        type: 'sign/MsgSignData',
        value: { signer: ALICE.address, data: Buffer.from(data).toString('base64') },
      },
    ],
    memo: '',
    ...over,
  };
}

describe('what has the shape of Keplr', () => {
  it('has our version, and says that it is an extension', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const keplr = keplrShape(fakeTollpass().tollpass);
    expect(keplr).toMatchObject({ mode: 'extension', version });
  });

  it('connects each chain that is enabled', async () => {
    const { tollpass, asked } = fakeTollpass();
    await keplrShape(tollpass).enable(['a-1', 'b-1']);
    await keplrShape(tollpass).enable('c-1');
    await keplrShape(tollpass).experimentalSuggestChain({ chainId: 'd-1' });
    expect(asked).toEqual(['a-1', 'b-1', 'c-1', 'd-1'].map((chainId) => ['connect', { chainId }]));
  });

  it('gives the key as Keplr does', async () => {
    const key = await keplrShape(fakeTollpass().tollpass).getKey(CHAIN);
    expect(key).toMatchObject({
      name: 'Tollpass',
      algo: 'secp256k1',
      bech32Address: ALICE.address,
      isNanoLedger: false,
      isKeystone: false,
    });
    expect(Buffer.from(key.pubKey).toString('hex')).toBe(ALICE.publicKey);
    // RIPEMD-160 of SHA-256 of the key is what the address spells.
    expect(Buffer.from(key.address).toString('hex')).toBe(await hash160(ALICE.publicKey));
  });

  it('signs a transaction as it came', async () => {
    const { tollpass, asked } = fakeTollpass();
    const doc = {
      bodyBytes: Uint8Array.of(10, 255),
      authInfoBytes: new Uint8Array(),
      chainId: CHAIN,
      accountNumber: 42n,
    };
    const signed = await keplrShape(tollpass).signDirect(CHAIN, ALICE.address, doc);
    expect(signed).toEqual({ signed: doc, signature: { pub_key: PUB_KEY, signature: 'c2ln' } });
    expect(asked).toContainEqual([
      'signDirect',
      CHAIN,
      ALICE.address,
      { bodyBytes: 'Cv8=', authInfoBytes: '', chainId: CHAIN, accountNumber: '42' },
    ]);
  });

  it('signs a text, given as text or as bytes, and as an amino document of ADR-36', async () => {
    const { tollpass, asked } = fakeTollpass();
    const keplr = keplrShape(tollpass);
    const signature = { pub_key: PUB_KEY, signature: 'dGV4dA==' };
    expect(await keplr.signArbitrary(CHAIN, ALICE.address, 'grüß')).toEqual(signature);
    await keplr.signArbitrary(CHAIN, ALICE.address, new TextEncoder().encode('grüß'));
    const doc = adr36('grüß');
    expect(await keplr.signAmino(CHAIN, ALICE.address, doc)).toEqual({ signed: doc, signature });
    expect(asked).toEqual(
      Array.from({ length: 3 }, () => ['signArbitrary', CHAIN, ALICE.address, 'grüß']),
    );
  });

  it.each<[string, AminoDoc]>([
    ['a message of the game', adr36('', { msgs: [{ type: 'structs/MsgFleetMove', value: {} }] })],
    ['a transfer', adr36('', { msgs: [{ type: 'cosmos-sdk/MsgSend', value: {} }] })],
    ['a chain', adr36('x', { chain_id: CHAIN })],
    ['a sequence', adr36('x', { sequence: '7' })],
    ['an account number', adr36('x', { account_number: '42' })],
    ['a memo', adr36('x', { memo: 'hi' })],
    ['a fee', adr36('x', { fee: { gas: '0', amount: [{ denom: 'ualpha', amount: '1' }] } })],
    ['gas', adr36('x', { fee: { gas: '1', amount: [] } })],
    ['no message', adr36('x', { msgs: [] })],
    ['two messages', adr36('x', { msgs: [...adr36('x').msgs, ...adr36('x').msgs] })],
    [
      'another signer',
      adr36('x', {
        msgs: [{ type: 'sign/MsgSignData', value: { signer: 'structs1b', data: '' } }],
      }),
    ],
  ])('signs no amino document with %s', async (_, doc) => {
    const { tollpass, asked } = fakeTollpass();
    await expect(keplrShape(tollpass).signAmino(CHAIN, ALICE.address, doc)).rejects.toThrow(
      'SIGN_MODE_DIRECT',
    );
    expect(asked).toEqual([]);
  });

  it('signs no bytes that are no text', async () => {
    const { tollpass, asked } = fakeTollpass();
    const bytes = Uint8Array.of(0xff, 0xfe);
    await expect(keplrShape(tollpass).signArbitrary(CHAIN, ALICE.address, bytes)).rejects.toThrow();
    expect(asked).toEqual([]);
  });

  it('has signers for cosmjs', async () => {
    const keplr = keplrShape(fakeTollpass().tollpass);
    const auto = await keplr.getOfflineSignerAuto(CHAIN);
    expect(await auto.getAccounts()).toMatchObject([{ address: ALICE.address, algo: 'secp256k1' }]);
    expect(Object.keys(keplr.getOfflineSigner(CHAIN)).sort()).toEqual([
      'getAccounts',
      'signAmino',
      'signDirect',
    ]);
    expect(keplr.getOfflineSignerOnlyAmino(CHAIN)).not.toHaveProperty('signDirect');
  });

  it('sends a transaction, and gives its hash as bytes', async () => {
    const { tollpass, asked } = fakeTollpass();
    const hash = await keplrShape(tollpass).sendTx(CHAIN, Uint8Array.of(1, 2));
    expect([...hash]).toEqual([0xab, 0xcd]);
    expect(asked).toEqual([['broadcast', CHAIN, 'AQI=']]);
  });
});

describe('window.keplr', () => {
  afterEach(() => vi.unstubAllGlobals());

  async function load(page: Record<string, unknown>, later?: () => void) {
    const parsed = Object.assign(new EventTarget(), {
      readyState: later === undefined ? 'complete' : 'loading',
    });
    vi.stubGlobal('document', parsed);
    const events = new EventTarget();
    vi.stubGlobal('window', page);
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
    vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
    let changes = 0;
    events.addEventListener('keplr_keystorechange', () => {
      changes += 1;
    });
    vi.resetModules();
    await import('../../../src/page/keplr.iife.ts');
    later?.();
    parsed.dispatchEvent(new Event('readystatechange'));
    return { events, changes: () => changes };
  }

  it('is ours where there is none, and can be replaced', async () => {
    const page: Record<string, unknown> = { tollpass: fakeTollpass().tollpass };
    const { events, changes } = await load(page);
    expect(page.keplr).toMatchObject({ mode: 'extension' });
    expect(page.getOfflineSigner).toBeTypeOf('function');
    events.dispatchEvent(new Event(CHANGED));
    expect(changes()).toBe(1);
    page.keplr = 'the real one';
    expect(page.keplr).toBe('the real one');
    events.dispatchEvent(new Event(CHANGED));
    expect(changes()).toBe(1);
    Object.defineProperty(page, 'keplr', { value: 'for good', configurable: false });
    expect(page.keplr).toBe('for good');
  });

  it.each([{ keplr: 'the real one' }, { keplr: undefined }])('lets %o alone', async (taken) => {
    const page: Record<string, unknown> = { tollpass: fakeTollpass().tollpass, ...taken };
    await load(page);
    expect(page.keplr).toBe(taken.keplr);
    expect('getOfflineSigner' in page).toBe(false);
  });

  it('comes once the document is parsed, if no other came until then', async () => {
    const page: Record<string, unknown> = { tollpass: fakeTollpass().tollpass };
    await load(page, () => expect('keplr' in page).toBe(false));
    expect(page.keplr).toMatchObject({ mode: 'extension' });

    const other: Record<string, unknown> = { tollpass: fakeTollpass().tollpass };
    await load(other, () => {
      other.keplr = 'the real one';
    });
    expect(other.keplr).toBe('the real one');
  });

  it('is not there where window.tollpass is not', async () => {
    const page: Record<string, unknown> = {};
    await load(page);
    expect(page).toEqual({});
  });
});

async function hash160(hex: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  const sha = createHash('sha256').update(Buffer.from(hex, 'hex')).digest();
  return createHash('ripemd160').update(sha).digest('hex');
}
