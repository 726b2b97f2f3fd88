import { expect, test } from 'vitest';
import { readXmr402, xmr402Challenge, xmr402Nonce } from '../../devnet/xmr402-text.ts';

const challenge = { address: '8abc', amount: 1_000_000n, message: 'f00d' };

test('writes the challenge of v2.0 and of v2.1', () => {
  expect(xmr402Challenge(challenge)).toBe(
    'XMR402 address="8abc", amount="1000000", message="f00d"',
  );
  expect(xmr402Challenge({ ...challenge, timestamp: 1711468800000, sse: true })).toBe(
    'XMR402 address="8abc", amount="1000000", message="f00d", timestamp="1711468800000", features="sse"',
  );
});

test('reads a credential as strictly as the guards', () => {
  const read = { txid: 'f00d', proof: 'OutProofV2x' };
  expect(readXmr402('XMR402 txid="f00d", proof="OutProofV2x"')).toEqual(read);
  expect(readXmr402('XMR402  txid="f00d",proof="OutProofV2x"')).toEqual(read);
  for (const malformed of [
    'XMR402',
    'XMR402 f00d:OutProofV2x',
    'XMR402 proof="OutProofV2x", txid="f00d"',
    'XMR402 txid="f00d" , proof="OutProofV2x"',
    'XMR402 txid="", proof="OutProofV2x"',
    'XMR402 txid="f00d", proof="OutProofV2x", more="1"',
  ]) {
    expect(readXmr402(malformed), malformed).toBe('malformed');
  }
  for (const other of [undefined, '', 'xmr402 txid="f00d", proof="x"', 'TPAT f00d:x']) {
    expect(readXmr402(other)).toBeUndefined();
  }
});

test('the nonce is the same for the same request, and another for any other', () => {
  const binding = { clientIp: '127.0.0.1', url: '/a?b=1', payload: 'body' };
  const nonce = xmr402Nonce('secret', binding, 7);
  expect(nonce).toMatch(/^[0-9a-f]{16}$/);
  expect(xmr402Nonce('secret', { ...binding, payload: Buffer.from('body') }, 7)).toBe(nonce);
  const others = [
    xmr402Nonce('other', binding, 7),
    xmr402Nonce('secret', binding, 8),
    xmr402Nonce('secret', { ...binding, clientIp: '127.0.0.2' }, 7),
    xmr402Nonce('secret', { ...binding, url: '/a?b=2' }, 7),
    xmr402Nonce('secret', { ...binding, payload: '' }, 7),
  ];
  expect(new Set([nonce, ...others]).size).toBe(6);
});
