import { describe, expect, it } from 'vitest';
import { credential } from '../../../src/http402/offer.ts';
import { address, codeOf, readText, txid, unwrap } from '../fakes/samples.ts';

const SHOP = address('shop');

function text(of: Record<string, string | undefined> = {}): string {
  const params = { address: SHOP, amount: '1000000', message: 'a3f0c9', ...of };
  return `XMR402 ${Object.entries(params)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
    .join(', ')}`;
}

function code(of: Record<string, string | undefined>): string {
  const read = readText(text(of));
  return read.ok ? 'ok' : read.error;
}

describe('an XMR402 challenge', () => {
  it.each([
    ['version 1', {}],
    ['version 2, with its time', { timestamp: '1711468800000' }],
    ['version 2.1, with a stream of events', { timestamp: '1711468800000', features: 'sse' }],
  ])('of %s is read: taken from the pool, over its message, for no count of blocks', (_, of) => {
    expect(unwrap(readText(text(of)))).toEqual({
      dialect: 'XMR402',
      address: SHOP,
      amount: 1_000_000n,
      needs: 0,
      blocks: null,
      extensible: false,
      restMs: null,
      message: 'a3f0c9',
      echo: null,
    });
  });

  it.each(['-1', '1e9', '0x10', 'NaN', '', '0', '007', '18446744073709551616', '1.5', '+1'])(
    'of the amount %j is refused',
    (amount) => {
      expect(code({ amount })).toBe('offer_amount_invalid');
    },
  );

  it.each([undefined, '', 'two words', 'x'.repeat(513), 'caf\u00e9'])(
    'over the message %j is refused',
    (message) => {
      expect(code({ message })).toBe('offer_message_invalid');
    },
  );

  it.each([undefined, '', SHOP.slice(1), `${SHOP}1`, SHOP.replace('s', '0')])(
    'to be paid at %j is refused',
    (to) => {
      expect(code({ address: to })).toBe('offer_address_invalid');
    },
  );
});

it('an XMR402 credential is two parameters, as its specification has it', () => {
  expect(credential('XMR402', txid(1), 'OutProofV2x')).toBe(
    `XMR402 txid="${txid(1)}", proof="OutProofV2x"`,
  );
});

it('a credential in no dialect of ours is a bug', () => {
  expect(() => credential('LSAT' as 'TPAT', txid(1), 'x')).toThrow(RangeError);
  expect(codeOf({ ok: false, error: { code: 'x' } })).toBe('x');
});
