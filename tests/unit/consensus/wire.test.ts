import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromBase64,
  hashOf,
  readList,
  readSigned,
  toBase64,
  unsignedTx,
  withTimeoutHeight,
} from '../../../src/consensus/wire.ts';
import { decodeTx, encodeDraft, txHashOf } from '../../devnet/cosmos-tx.ts';
import { field, message } from '../../devnet/protobuf.ts';
import { account, signDoc } from '../fakes/node-signer.ts';

const { key, publicKey, address } = account(1);

const draft = (memo: string, sequence = '7') => ({
  messages: [{ typeUrl: '/structs.structs.MsgFleetMove', value: { creator: address } }],
  memo,
  fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
  chainId: 'c-1',
  accountNumber: '42',
  sequence,
  publicKey,
});

describe('the height at which a transaction expires', () => {
  it('is put where the chain wants it, and nothing else is changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 50 }), (memo, height) => {
        const doc = encodeDraft(draft(memo));
        const limited = withTimeoutHeight(doc, height);
        const tx = decodeTx(Buffer.from(signDoc(key, limited).txBytes, 'base64'));
        expect(tx.timeoutHeight).toBe(height);
        expect(tx.memo).toBe(memo);
        expect(tx.messages).toHaveLength(1);
        expect({ ...limited, bodyBytes: '' }).toEqual({ ...doc, bodyBytes: '' });
      }),
    );
  });
});

describe('a transaction for a simulation', () => {
  it('is as long as the signed one', () => {
    const doc = encodeDraft(draft('a'));
    const tx = decodeTx(Buffer.from(unsignedTx(doc), 'base64'));
    expect(tx.signature).toEqual(Buffer.alloc(64));
    expect(unsignedTx(doc)).toHaveLength(signDoc(key, doc).txBytes.length);
  });
});

describe('a signed transaction', () => {
  it('says what is needed to follow it', () => {
    const doc = withTimeoutHeight(encodeDraft(draft('a', '18446744073709551615')), 31);
    const signed = signDoc(key, doc);
    expect(readSigned(signed.txBytes)).toEqual({
      bodyBytes: doc.bodyBytes,
      authInfoBytes: doc.authInfoBytes,
      publicKey,
      signatures: [signed.signature],
      sequence: '18446744073709551615',
      timeoutHeight: '31',
    });
    expect(hashOf(signed.txBytes)).toBe(txHashOf(Buffer.from(signed.txBytes, 'base64')));
    const first = signDoc(key, encodeDraft(draft('', '0')));
    expect(readSigned(first.txBytes)).toMatchObject({ sequence: '0', timeoutHeight: '0' });
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['no signature', message(field(1, ''), field(2, message(field(1, ''))))],
    [
      'two signers',
      message(field(1, ''), field(2, message(field(1, ''), field(1, ''))), field(3, '')),
    ],
    ['two signatures', message(field(1, ''), field(2, field(1, '')), field(3, ''), field(3, ''))],
    ['a length past the end', Buffer.from([10, 200, 1])],
    ['a varint without an end', Buffer.from(Array(12).fill(255))],
  ])('is not one: %s', (_, bytes) => {
    expect(readSigned(toBase64(bytes))).toBeNull();
  });

  it('is read from any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readSigned(toBase64(bytes));
        readList(bytes);
      }),
    );
    expect(readSigned('not base64!')).toBeNull();
  });
});

describe('base64', () => {
  it('goes both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('a list', () => {
  it('is its first field, again and again', () => {
    const list = message(field(1, 'a'), field(1, 'bc'), field(2, 'no'));
    expect(readList(Uint8Array.from(list))?.map(toBase64)).toEqual(['YQ==', 'YmM=']);
  });
});
