import { describe, expect, it } from 'vitest';
import {
  readSignedTransaction,
  writeSignedTransaction,
} from '../../../src/consensus/signed-file.ts';
import { withTimeoutHeight } from '../../../src/consensus/wire.ts';
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
    expect(unwrap(readSignedTransaction(writeSignedTransaction(one)))).toEqual({
      signed: one,
      sequence: '5',
      timeoutHeight: 31,
    });
  });

  it('is not taken if it could be included at any time', () => {
    const text = writeSignedTransaction(signed(null));
    expect(codeOf(readSignedTransaction(text))).toBe('transaction_endless');
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
    expect(codeOf(readSignedTransaction(text))).toBe('transaction_unreadable');
  });
});

describe('a signed transaction from a file', () => {
  const { chainId, address } = move('file');

  it('is handed over, and followed to its block', async () => {
    const world = createConsensusWorld();
    const life = world.start();
    const flight = unwrap(readSignedTransaction(writeSignedTransaction(signed(31))));
    unwrap(await life.submitSigned({ id: 'file', chainId, address, ...flight }));
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
    const flight = unwrap(readSignedTransaction(writeSignedTransaction(signed(31))));
    unwrap(await life.submitSigned({ id: 'file', chainId, address, ...flight }));
    const record = unwrap(await world.clock.until(life.settled('file')));
    expect(record?.state).toMatchObject({ failure: { code: 'sequence_mismatch' } });
    expect(world.signer.signatures).toBe(0);
  });
});
