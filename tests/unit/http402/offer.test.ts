import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOffers } from '../../../src/http402/offer.ts';
import { address, readText, tpatText, unwrap } from '../fakes/samples.ts';

describe('readOffers', () => {
  it('puts the cheapest of several offers first, wherever they stand', () => {
    const offers = ['3000', '1000', '2000'].map((price) => tpatText({ min_amt: price }));
    for (const headers of [offers, [offers.join(', ')], [...offers].reverse()]) {
      const prices = unwrap(readOffers(headers)).map(({ amount }) => amount);
      expect(prices).toEqual([1000n, 2000n, 3000n]);
    }
  });

  it('takes the first of two that cost the same', () => {
    const [one, other] = [address('one'), address('two')];
    const read = readText(tpatText({ address: one }), tpatText({ address: other }));
    expect(unwrap(read).address).toBe(one);
  });

  it('passes over schemes it does not know and offers it cannot read', () => {
    const headers = ['Basic realm="a"', tpatText({ ttl: '0' }), 'Negotiate abc==', tpatText()];
    expect(unwrap(readText(...headers)).blocks).toBe(5);
    expect(unwrap(readText(`Basic realm="a", ${tpatText()}`)).blocks).toBe(5);
  });

  it.each([
    ['no header', [], 'challenge_missing'],
    ['an empty header', [''], 'challenge_missing'],
    ['another scheme', ['Basic realm="members"'], 'scheme_unknown'],
    ['several other schemes', ['Basic realm="a", L402 macaroon="x"'], 'scheme_unknown'],
    [
      'a readable scheme with a bad offer',
      ['Basic realm="a"', 'TPAT ttl="5"'],
      'offer_address_invalid',
    ],
    ['a malformed header', ['TPAT address="4'], 'challenge_malformed'],
    ['a malformed header beside a good one', [tpatText(), 'X a="'], 'challenge_malformed'],
    ['a flood', Array(100).fill(tpatText()), 'challenge_too_long'],
  ])('says of %s: %s', (_, headers, code) => {
    expect(readOffers(headers as string[])).toEqual({ ok: false, error: code });
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'])(
    'knows no scheme by the name of %s',
    (scheme) => {
      expect(readText(`${scheme} a="1"`)).toEqual({ ok: false, error: 'scheme_unknown' });
    },
  );

  it('answers every string with an offer or a code, and never throws', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('TPAT', 'tpat', '__proto__', 'constructor'), fc.string())
        .map(([scheme, rest]) => `${scheme} ${rest}`),
      fc
        .record({ min_amt: fc.string(), ttl: fc.string(), ast: fc.string(), hash: fc.string() })
        .map((params) => tpatText(params)),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 4 }), (headers) => {
        const read = readText(...headers);
        if (read.ok) {
          expect(read.value.amount > 0n && Number(read.value.blocks) > 0).toBe(true);
          expect(read.value.restMs === null || read.value.restMs > 0).toBe(true);
        } else {
          expect(read.error).toMatch(/^(challenge|scheme|offer)_[a-z_]+$/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
