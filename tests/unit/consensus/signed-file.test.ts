import { describe, expect, it } from 'vitest';
import {
  readSignedTransaction,
  writeSignedTransaction,
} from '../../../src/consensus/signed-file.ts';
import { withTimeoutHeight } from '../../../src/consensus/wire.ts';
import type { Signed } from '../../../src/signers/signing.ts';
import { encodeDraft } from '../../devnet/cosmos-tx.ts';
import { createConsensusWorld, move, PLAYER } from '../fakes/consensus-world.ts';
import { signDoc } from '../fakes/node-signer.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

function signed(timeoutHeight: number | null, sequence = '0') {
  const doc = encodeDraft({
    ...move('file'),
    fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
    accountNumber: '7',
    sequence,
  });
  return signDoc(PLAYER.key, timeoutHeight === null ? doc : withTimeoutHeight(doc, timeoutHeight));
}

const fileOf = (change: (file: Record<string, unknown>) => unknown) =>
  JSON.stringify(change(JSON.parse(writeSignedTransaction(signed(31)))));

describe('a signed transaction in a file', () => {
  it('has the shape that people know, and the bytes that are sent', () => {
    const one = signed(31);
    expect(JSON.parse(writeSignedTransaction(one))).toEqual({
      body: { messages: [{ '@type': '/structs.structs.MsgFleetMove' }], memo: 'file' },
      auth_info: {
        signer_infos: [{}],
        fee: { amount: [{ denom: 'ualpha', amount: '0' }], gas_limit: '500000' },
      },
      signatures: [one.signature],
      tx_bytes: one.txBytes,
    });
  });

  it('is read back', () => {
    const one = signed(31, '5');
    const { signature, txBytes, txHash } = one;
    expect(unwrap(readSignedTransaction(writeSignedTransaction(one)))).toMatchObject({
      signature,
      txBytes,
      txHash,
      sequence: '5',
      timeoutHeight: '31',
      publicKey: PLAYER.publicKey,
    });
  });

  it('may name no height at which it expires', () => {
    const text = writeSignedTransaction(signed(null));
    expect(unwrap(readSignedTransaction(text)).timeoutHeight).toBe('0');
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no bytes', fileOf(({ tx_bytes, ...rest }) => rest)],
    ['other bytes', fileOf((file) => ({ ...file, tx_bytes: 'AQID' }))],
    ['another signature', fileOf((file) => ({ ...file, signatures: ['AQID'] }))],
    ['no signature', fileOf((file) => ({ ...file, signatures: [] }))],
    ['no body', fileOf((file) => ({ ...file, body: null }))],
    ['too much', ' '.repeat(1_000_001)],
  ])('is not taken: %s', (_, text) => {
    expect(codeOf(readSignedTransaction(text))).toBe('signed_file_unreadable');
  });
});

const flightOf = (one: Signed, timeoutHeight: number) => ({
  signed: one,
  sequence: '0',
  timeoutHeight,
});

describe('a signed transaction from a file', () => {
  const { chainId, address } = move('file');

  it('is handed over, and followed to its block', async () => {
    const world = createConsensusWorld();
    const life = world.start();
    unwrap(await life.submitSigned({ id: 'file', chainId, address, ...flightOf(signed(31), 31) }));
    const record = unwrap(await world.clock.until(life.settled('file')));
    expect(record?.state.stage).toBe('included');
    expect(world.included('file')).toHaveLength(1);
    expect(world.asked).toEqual([]);
  });

  it('is not signed anew if another has its sequence', async () => {
    const world = createConsensusWorld();
    world.otherClient();
    world.lcd.mine();
    const life = world.start();
    unwrap(await life.submitSigned({ id: 'file', chainId, address, ...flightOf(signed(31), 31) }));
    const record = unwrap(await world.clock.until(life.settled('file')));
    expect(record?.state).toMatchObject({ failure: { code: 'sequence_mismatch' } });
    expect(world.signer.signatures).toBe(0);
  });

  it('that never expires is followed for a while, and nobody says that it never will be', async () => {
    const world = createConsensusWorld();
    const life = world.start();
    world.lcd.full = true;
    unwrap(
      await life.submitSigned({ id: 'file', chainId, address, ...flightOf(signed(null), 31) }),
    );
    const record = unwrap(await world.clock.until(life.settled('file')));
    expect(record?.state).toMatchObject({ failure: { code: 'transaction_unfollowed' } });
    expect(world.lcd.height()).toBeGreaterThan(31);
  });
});
