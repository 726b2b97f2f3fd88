import { expect, test } from 'vitest';
import { challengeText, readCreator, readCredential, readForm } from '../../devnet/challenge.ts';

const terms = {
  flavour: 'prokurilo',
  address: '8abc',
  minAmount: 1_000_000n,
  ttl: 5,
  ast: 3_600_000,
} as const;

test('writes the challenge as prokurilo does', () => {
  expect(challengeText(terms)).toBe(
    'TPAT address="8abc", min_amt="1000000", ttl="5", hash="", signature="", ast="3600000"',
  );
});

test('echoes a refused token without a space between hash and signature', () => {
  expect(challengeText(terms, { txid: 'f00d', proof: 'OutProofV2x' })).toBe(
    'TPAT address="8abc", min_amt="1000000", ttl="5", hash="f00d",signature="OutProofV2x", ast="3600000"',
  );
});

test('xmr-price-proxy writes no ast', () => {
  expect(challengeText({ ...terms, flavour: 'xmr-price-proxy' })).toMatch(/signature=""$/);
});

test('reads a token, with or without a third segment', () => {
  const token = { txid: 'f00d', proof: 'OutProofV2x' };
  expect(readCredential('prokurilo', 'TPAT f00d:OutProofV2x')).toEqual(token);
  expect(readCredential('prokurilo', 'TPAT f00d:OutProofV2x:8other')).toEqual(token);
  expect(readCredential('prokurilo', 'tpat f00d:OutProofV2x')).toEqual(token);
});

test('reads the creator from the third segment', () => {
  expect(readCreator('prokurilo', 'tpat f00d:OutProofV2x:8other')).toBe('8other');
  expect(readCreator('prokurilo', 'TPAT f00d:OutProofV2x:')).toBeUndefined();
  expect(readCreator('xmr-price-proxy', 'TPAT f00d:OutProofV2x')).toBeUndefined();
  expect(readCreator('xmr-price-proxy', undefined)).toBeUndefined();
});

test('reads a payment from the fields of a form', () => {
  const read = (text: string) => readForm(Buffer.from(text));
  const token = { txid: 'f00d', proof: 'OutProof+x' };
  expect(read('tpat_tx_hash=f00d&tpat_tx_proof=OutProof%2Bx&other=1')).toEqual(token);
  expect(
    read('tpat_tx_proof=OutProof%2Bx&tpat_tx_hash=f00d&tpat_subaddress_override=8other'),
  ).toEqual({ ...token, subaddress: '8other' });
  for (const text of ['', 'tpat_tx_hash=f00d', 'tpat_tx_hash=&tpat_tx_proof=x', '{"a":1}']) {
    expect(read(text)).toBeUndefined();
  }
});

test('reads no token from anything else', () => {
  for (const header of [
    undefined,
    '',
    'TPAT',
    'TPAT f00d',
    'TPAT f00d:',
    'Tpat f00d:x',
    'Basic f00d:x',
  ]) {
    expect(readCredential('prokurilo', header)).toBeUndefined();
  }
  expect(readCredential('xmr-price-proxy', 'tpat f00d:OutProofV2x')).toBeUndefined();
});
