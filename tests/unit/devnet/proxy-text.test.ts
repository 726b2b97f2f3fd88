import { expect, test } from 'vitest';
import { decimalXmr, printMoney, proxyChallenge, readProxyToken } from '../../devnet/proxy-text.ts';

const terms = {
  scheme: 'Bearer',
  address: '4abc',
  minAmount: 10_000_000_000n,
  minConfirmations: 3,
  maxConfirmations: 150,
} as const;
const TXID = '59632c9de3453907ada348fe47233d6c6648a2d21b08d716fad54c40ee0c1cac';

test('writes the challenge that the documents of the proxy show', () => {
  const asked =
    'Bearer realm="xmr402 proxy",currency="XMR",address="4abc",min_amount="0.01",min_confirmations="3",max_confirmations="150"';
  expect(proxyChallenge(terms)).toBe(asked);
  expect(proxyChallenge(terms, 'token is valid only for 150 confirmations')).toBe(
    `${asked},error="invalid_token",error_description="token is valid only for 150 confirmations"`,
  );
  expect(proxyChallenge({ ...terms, scheme: 'Basic' })).toMatch(/^Basic realm="xmr402 proxy",/);
});

test('reads a token, plain or in base64', () => {
  const token = { txid: TXID, proof: 'OutProofV2x' };
  const text = `${TXID}:OutProofV2x`;
  expect(readProxyToken('Bearer', `Bearer ${text}`)).toEqual(token);
  expect(readProxyToken('Bearer', `Bearer${text} `)).toEqual(token);
  expect(readProxyToken('Basic', `Basic ${btoa(text)}`)).toEqual(token);
  expect(readProxyToken('Bearer', `Bearer ${text}:more`)).toEqual({
    txid: TXID,
    proof: 'OutProofV2x:more',
  });
});

test('says why it could not read a token', () => {
  const why = (authorization: string) => readProxyToken('Bearer', authorization);
  const scheme = { why: 'incorrect authorization scheme, must be Bearer' };
  expect(why(`bearer ${TXID}:x`)).toEqual(scheme);
  expect(why(`Basic ${btoa(`${TXID}:x`)}`)).toEqual(scheme);
  for (const text of ['Bearer', 'Bearer x', `Bearer ${TXID}`, `Bearer ${TXID}:`, 'Bearer :x']) {
    expect(why(text), text).toEqual({ why: 'invalid token' });
  }
  expect(why('Bearer abc:x')).toEqual({ why: 'malformed txid' });
  expect(why(`Bearer ${TXID}0:x`)).toEqual({ why: 'malformed txid' });
});

test('writes amounts as an operator and as Monero do', () => {
  expect([0n, 1n, 10_000_000_000n, 10n ** 13n, 12_500_000_000_000n].map(decimalXmr)).toEqual([
    '0',
    '0.000000000001',
    '0.01',
    '10',
    '12.5',
  ]);
  expect(printMoney(10_000_000_000n)).toBe('0.010000000000');
});
