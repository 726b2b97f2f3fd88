import { describe, expect, it } from 'vitest';
import { signedFileHandlers } from '../../../src/background/signed-file-actions.ts';
import { failureView } from '../../../src/background/views.ts';
import type { Chain } from '../../../src/consensus/chain.ts';
import { restOf } from '../../../src/consensus/rest.ts';
import { writeSignedTransaction } from '../../../src/consensus/signed-file.ts';
import { withTimeoutHeight } from '../../../src/consensus/wire.ts';
import type { Sender } from '../../../src/messages/router.ts';
import { ok } from '../../../src/outcome/result.ts';
import { localSigning } from '../../../src/signers/local-signing.ts';
import type { Draft } from '../../../src/signers/signing.ts';
import { createLcd } from '../../devnet/lcd.ts';
import { createConsensusWorld, FRIEND, PLAYER, send } from '../fakes/consensus-world.ts';
import { LCD_ADDRESS, lcdFetch } from '../fakes/lcd-fetch.ts';
import { signDoc } from '../fakes/node-signer.ts';
import { unwrap } from '../fakes/samples.ts';

const FROM: Sender = { kind: 'extension', tabId: null, frameId: null, origin: null, url: null };
const CHAIN = 'structstestnet-111';
const MINE = { name: 'Mine', address: PLAYER.address, publicKey: PLAYER.publicKey };

const signing = localSigning(() => 0, 'en');

/** The user has one account, on the chain of the world and on another that has the same prefix. */
function open() {
  const world = createConsensusWorld();
  const life = world.start();
  const elsewhere = createLcd('elsewhere-1');
  elsewhere.fund(FRIEND.address, 1n);
  elsewhere.fund(PLAYER.address, 1n);
  const rests = new Map([
    ['elsewhere-1', restOf(LCD_ADDRESS, lcdFetch(elsewhere).fetch)],
    [CHAIN, restOf(LCD_ADDRESS, world.net.fetch)],
  ]);
  let ids = 0;
  const handlers = signedFileHandlers({
    chains: {
      read: async () => ok([...rests.keys()].map((chainId) => ({ chainId }) as Chain)),
    },
    signer: {
      accounts: async () => ok([MINE]),
      chain: async () => ok({ denoms: world.chain.denoms, descriptors: [] }),
      async rest(chainId) {
        const rest = rests.get(chainId);
        if (rest === undefined) throw new Error(`no chain ${chainId}`);
        return ok(rest);
      },
    },
    signing,
    transactions: life,
    storage: world.storage,
    newId: () => {
      ids += 1;
      return `file-${ids}`;
    },
    done: (result) =>
      result.ok ? { ok: true } : { ok: false, failure: failureView(result.error) },
  });
  const accountNumber = String(world.lcd.accounts.get(PLAYER.address)?.number);

  /** What somebody else signed, as the file that they keep. */
  async function fileOf({
    key = PLAYER,
    expires = 31 as number | null,
    ...of
  }: Partial<Draft> & { key?: typeof PLAYER; expires?: number | null } = {}): Promise<string> {
    const draft = {
      ...send('file'),
      fee: { amount: [{ denom: 'ualpha', amount: '2500' }], gasLimit: '100000' },
      accountNumber,
      sequence: '0',
      publicKey: key.publicKey,
      ...of,
    };
    const doc = unwrap(await signing.build(draft));
    const signed = signDoc(key.key, expires === null ? doc : withTimeoutHeight(doc, expires));
    return writeSignedTransaction(signed);
  }
  return {
    world,
    life,
    fileOf,
    look: (text: string) => handlers['signed_file.look']({ text }, FROM),
    send: (text: string) => handlers['signed_file.send']({ text }, FROM),
  };
}

describe('a signed transaction that the user brings', () => {
  it('is put into words by its bytes, and its signature says of which chain it is', async () => {
    const { fileOf, look, world } = open();
    const text = (await fileOf()).replace('"memo": "file"', '"memo": "something else"');
    expect(await look(text)).toMatchObject({
      ok: true,
      contents: {
        chainId: CHAIN,
        account: { name: 'Mine', address: PLAYER.address },
        messages: [{ title: expect.stringContaining('1.5 alpha'), warnings: ['moves_funds'] }],
        memo: 'file',
        fee: '0.0025 alpha',
        sequence: '0',
        timeoutHeight: 31,
        problem: null,
      },
    });
    expect(world.lcd.waiting()).toBe(0);
  });

  it('is handed over, and followed to its block', async () => {
    const { fileOf, send, world, life } = open();
    expect(await send(await fileOf())).toEqual({ ok: true });
    const record = unwrap(await world.clock.until(life.settled('file-1')));
    expect(record).toMatchObject({
      request: null,
      chainId: CHAIN,
      address: PLAYER.address,
      state: { stage: 'included' },
    });
    expect(world.included('file')).toHaveLength(1);
  });

  it('is followed once, however often it is sent', async () => {
    const { fileOf, send, world } = open();
    const text = await fileOf();
    expect(await send(text)).toEqual({ ok: true });
    expect(await send(text)).toEqual({ ok: true });
    expect(unwrap(await world.storage.open())).toHaveLength(1);
  });

  it('may have no height at which it expires', async () => {
    const { fileOf, look, send, world, life } = open();
    const text = await fileOf({ expires: null });
    expect(await look(text)).toMatchObject({ contents: { timeoutHeight: null, problem: null } });
    expect(await send(text)).toEqual({ ok: true });
    const record = unwrap(await world.clock.until(life.settled('file-1')));
    expect(record?.state.stage).toBe('included');
  });

  it.each<[string, (text: string) => string]>([
    ['no text', () => ''],
    ['no JSON', () => 'tx'],
    ['JSON of something else', () => '{"tollpass":"backup"}'],
    [
      'bytes of something else',
      (text) => text.replace(/"tx_bytes": "[^"]+"/, '"tx_bytes": "AQID"'),
    ],
  ])('is not sent if it is none: %s', async (_, change) => {
    const { fileOf, look, send, world } = open();
    const text = change(await fileOf());
    for (const said of [await look(text), await send(text)]) {
      expect(said).toMatchObject({ ok: false, failure: { code: 'signed_file_unreadable' } });
    }
    expect(world.lcd.waiting()).toBe(0);
  });

  it.each<[string, string, Parameters<ReturnType<typeof open>['fileOf']>[0]]>([
    ['an account of somebody else', 'signed_by_other', { key: FRIEND }],
    ['another chain', 'signed_for_other_chain', { chainId: 'cosmoshub-4' }],
    ['another account number', 'signed_for_other_chain', { accountNumber: '99' }],
  ])('is not sent if it is of %s', async (_, code, of) => {
    const { fileOf, look, send, world } = open();
    const text = await fileOf(of);
    for (const said of [await look(text), await send(text)]) {
      expect(said).toMatchObject({ ok: false, failure: { code } });
    }
    expect(world.lcd.waiting()).toBe(0);
  });

  it('is not sent if one byte of it was changed', async () => {
    const { fileOf, look } = open();
    const file = JSON.parse(await fileOf());
    const bytes = Buffer.from(file.tx_bytes, 'base64');
    bytes.write('FILE', bytes.indexOf('file'));
    const text = JSON.stringify({ ...file, tx_bytes: bytes.toString('base64') });
    expect(await look(text)).toMatchObject({ failure: { code: 'signed_for_other_chain' } });
  });

  it('is shown, but not sent, if its sequence is used', async () => {
    const { fileOf, look, send, world } = open();
    const text = await fileOf();
    world.otherClient();
    world.lcd.mine();
    const problem = { code: 'sequence_used', detail: { sequence: '0', next: '1' } };
    expect(await look(text)).toMatchObject({ ok: true, contents: { problem } });
    expect(await send(text)).toMatchObject({ ok: false, failure: problem });
    expect(unwrap(await world.storage.open())).toEqual([]);
  });

  it('is not sent if a transaction that waits has its sequence', async () => {
    const { fileOf, send, world } = open();
    world.otherClient();
    expect(await send(await fileOf())).toMatchObject({ failure: { code: 'sequence_used' } });
    expect(unwrap(await world.storage.open())).toEqual([]);
  });

  it('is shown, but not sent, if others have to come first', async () => {
    const { fileOf, look, send } = open();
    const text = await fileOf({ sequence: '3' });
    const problem = { code: 'sequence_ahead', detail: { sequence: '3', next: '0' } };
    expect(await look(text)).toMatchObject({ contents: { problem } });
    expect(await send(text)).toMatchObject({ failure: problem });
  });

  it('is shown, but not sent again, if a block holds it', async () => {
    const { fileOf, look, send, world, life } = open();
    const text = await fileOf();
    await send(text);
    await world.clock.until(life.settled('file-1'));
    const problem = { code: 'transaction_included', detail: { height: expect.any(String) } };
    expect(await look(text)).toMatchObject({ contents: { problem } });
    expect(await send(text)).toMatchObject({ failure: problem });
    expect(world.included('file')).toHaveLength(1);
  });

  it('is shown, but not sent, if its height is passed', async () => {
    const { fileOf, look, send, world } = open();
    const text = await fileOf({ expires: 3 });
    while (world.lcd.height() < 3) world.lcd.mine();
    expect(await look(text)).toMatchObject({
      contents: { problem: { code: 'transaction_expired' } },
    });
    expect(await send(text)).toMatchObject({ failure: { code: 'transaction_expired' } });
  });

  it('that the chain refuses is not followed, and it is told why', async () => {
    const { fileOf, send, world } = open();
    world.lcd.gasPriceMilli = 1000n;
    expect(await send(await fileOf())).toMatchObject({ failure: { code: 'fee_missing' } });
    expect(unwrap(await world.storage.open())).toEqual([]);
  });

  it('waits for nothing where its chain does not answer', async () => {
    const { fileOf, look, world } = open();
    const text = await fileOf();
    world.net.dead = true;
    expect(await look(text)).toMatchObject({ failure: { code: 'chain_unreachable' } });
  });
});
