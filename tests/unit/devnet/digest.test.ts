import { expect, test } from 'vitest';
import { digestHeader, readDigestChallenge } from '../../devnet/digest.ts';

test('answers the example of RFC 2617, section 3.5', () => {
  const challenge = readDigestChallenge([
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  ]);
  if (!challenge) throw new Error('the challenge was not read');
  const login = { user: 'Mufasa', password: 'Circle Of Life' };
  const header = digestHeader(challenge, login, 'GET', '/dir/index.html', 1, '0a4f113b');
  expect(header).toContain('response="6629fae49393a05397450978507c4ef1"');
  expect(header).toContain('nc=00000001');
  expect(header).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
});

test('picks plain MD5 from the two challenges of monero-wallet-rpc', () => {
  const offer = (algorithm: string, nonce: string) =>
    `Digest qop="auth",algorithm=${algorithm},realm="monero-rpc",nonce="${nonce}",stale=false`;
  expect(readDigestChallenge([offer('MD5-sess', 'a=='), offer('MD5', 'b==')])).toEqual({
    realm: 'monero-rpc',
    nonce: 'b==',
    qop: 'auth',
    opaque: undefined,
  });
});

test('reads no challenge where there is none', () => {
  expect(readDigestChallenge([])).toBeUndefined();
  expect(readDigestChallenge(['Basic realm="x"', 'Digest realm="no nonce"'])).toBeUndefined();
});
