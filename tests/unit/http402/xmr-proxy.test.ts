import { describe, expect, it } from 'vitest';
import { credential, readOffers } from '../../../src/http402/offer.ts';
import { address, tpatText, txid, unwrap } from '../fakes/samples.ts';

const SHOP = address('shop');

function text(scheme: string, of: Record<string, string | undefined> = {}): string {
  const params = {
    realm: 'xmr402 proxy',
    currency: 'XMR',
    address: SHOP,
    min_amount: '0.01',
    min_confirmations: '3',
    max_confirmations: '150',
    ...of,
  };
  return `${scheme} ${Object.entries(params)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
    .join(',')}`;
}

function code(of: Record<string, string | undefined>): string {
  const read = readOffers([text('Bearer', of)]);
  return read.ok ? 'ok' : read.error;
}

describe('the challenge of an xmr402 proxy', () => {
  it.each([
    ['Bearer', 402],
    ['Basic', 401],
  ] as const)('by %s, with a %s, is read', (scheme, status) => {
    expect(unwrap(readOffers([text(scheme)], status))).toEqual([
      {
        dialect: scheme,
        address: SHOP,
        amount: 10_000_000_000n,
        needs: 3,
        // Good up to 150 confirmations: over at the 151st.
        blocks: 151,
        extensible: false,
        restMs: null,
        message: null,
        echo: null,
      },
    ]);
  });

  it('says that a token was read, but not which', () => {
    const [offer] = unwrap(
      readOffers([text('Bearer', { error: 'invalid_token', error_description: 'tx in pool' })]),
    );
    expect(offer?.echo).toEqual({ txid: null });
  });

  it.each([
    ['Basic with a 402', 'Basic', 402],
    ['Bearer with a 401', 'Bearer', 401],
  ])('is none of ours as %s', (_, scheme, status) => {
    expect(readOffers([text(scheme)], status)).toEqual({ ok: false, error: 'scheme_unknown' });
  });

  it.each([
    'Basic realm="members"',
    'Basic realm="members", charset="UTF-8"',
    'Bearer realm="api", error="invalid_token"',
    text('Basic', { currency: 'EUR' }),
  ])('is told from a login: %s', (login) => {
    for (const status of [401, 402]) {
      expect(readOffers([login], status)).toEqual({ ok: false, error: 'scheme_unknown' });
    }
  });

  it.each([
    ['0.01', 10_000_000_000n],
    ['1', 1_000_000_000_000n],
    ['0.000000000001', 1n],
    ['12.5', 12_500_000_000_000n],
  ])('of %s XMR is so many piconero', (price, amount) => {
    const [offer] = unwrap(readOffers([text('Bearer', { min_amount: price })]));
    expect(offer?.amount).toBe(amount);
  });

  it.each([
    '-1',
    '1e9',
    '0x10',
    'NaN',
    '',
    '0',
    '0.0',
    '.5',
    '1.',
    '007',
    '+1',
    '1,5',
    ' 1',
    '1 ',
    '0.0000000000001',
    '99999999999',
    undefined,
  ])('of %j XMR is refused', (price) => {
    expect(code({ min_amount: price })).toBe('offer_amount_invalid');
  });

  it.each([
    [undefined, '150'],
    ['3', undefined],
    ['-1', '150'],
    ['3', '-1'],
    ['3.5', '150'],
    ['4', '3'],
    ['721', '10000'],
    ['1e3', '150'],
  ])('for %j to %j confirmations is refused', (least, most) => {
    expect(code({ min_confirmations: least, max_confirmations: most })).toBe('offer_ttl_invalid');
  });

  it('for ever is clamped', () => {
    const [offer] = unwrap(readOffers([text('Bearer', { max_confirmations: '9999999999' })]));
    expect(offer?.blocks).toBe(262_800);
  });

  it('beside another is compared by price', () => {
    const offers = unwrap(readOffers([text('Bearer'), tpatText()]));
    expect(offers.map(({ dialect }) => dialect)).toEqual(['TPAT', 'Bearer']);
  });
});

describe('its credential', () => {
  it.each([
    ['Bearer', `Bearer ${txid(1)}:OutProofV2x`],
    ['Basic', `Basic ${Buffer.from(`${txid(1)}:OutProofV2x`).toString('base64')}`],
  ] as const)('by %s', (dialect, value) => {
    expect(credential(dialect, txid(1), 'OutProofV2x')).toBe(value);
  });
});
