import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credential } from '../../../src/http402/offer.ts';
import { tpatForm } from '../../../src/http402/tpat.ts';
import { address, readText, tpatText, txid, unwrap } from '../fakes/samples.ts';

const SHOP = address('shop');
const PROOF = `OutProofV2${'Qk'.repeat(60)}`;

describe('a TPAT challenge', () => {
  // The two servers' own words (measured).
  it.each([
    [
      'prokurilo',
      `TPAT address="${SHOP}", min_amt="1000000", ttl="5", hash="", signature="", ast="3600000"`,
      { restMs: 3_600_000, echo: null },
    ],
    [
      'xmr-price-proxy',
      `TPAT address="${SHOP}", min_amt="1000000", ttl="5", hash="", signature=""`,
      { restMs: null, echo: null },
    ],
    [
      'prokurilo, echoing without a space',
      `TPAT address="${SHOP}", min_amt="1000000", ttl="5", hash="${txid(7)}",signature="${PROOF}", ast="3600000"`,
      { restMs: 3_600_000, echo: { txid: txid(7) } },
    ],
    [
      'xmr-price-proxy, echoing without a space',
      `TPAT address="${SHOP}", min_amt="1000000", ttl="5", hash="${txid(7)}",signature="${PROOF}"`,
      { restMs: null, echo: { txid: txid(7) } },
    ],
  ])('of %s is read', (_, text, expected) => {
    expect(unwrap(readText(text))).toEqual({
      dialect: 'TPAT',
      address: SHOP,
      amount: 1_000_000n,
      needs: 1,
      blocks: 5,
      extensible: true,
      message: null,
      ...expected,
    });
  });

  it('is read with unknown parameters, which mean nothing to us', () => {
    expect(unwrap(readText(`${tpatText()}, colour="red"`)).amount).toBe(1_000_000n);
  });

  const HOSTILE_NUMBERS = [
    '-1',
    '1e9',
    '0x10',
    'NaN',
    'Infinity',
    '',
    '0',
    '007',
    '+5',
    '5.0',
    '1_000',
    ' 5',
    '5 ',
    '\u0665',
    (2n ** 64n).toString(),
    '9'.repeat(500),
  ];

  it.each(HOSTILE_NUMBERS)('with the amount "%s" is refused', (amount) => {
    const read = readText(tpatText({ min_amt: amount }));
    expect(read).toEqual({ ok: false, error: 'offer_amount_invalid' });
  });

  it.each(HOSTILE_NUMBERS)('with the ttl "%s" is refused: it buys nothing', (ttl) => {
    expect(readText(tpatText({ ttl }))).toEqual({ ok: false, error: 'offer_ttl_invalid' });
  });

  it.each(HOSTILE_NUMBERS)('with the rest "%s" is refused', (ast) => {
    expect(readText(tpatText({ ast }))).toEqual({ ok: false, error: 'offer_rest_invalid' });
  });

  it.each([
    ['min_amt', 'offer_amount_invalid'],
    ['ttl', 'offer_ttl_invalid'],
    ['address', 'offer_address_invalid'],
  ])('without %s is refused', (name, code) => {
    expect(readText(tpatText({ [name]: undefined }))).toEqual({ ok: false, error: code });
  });

  it.each(['address', 'min_amt', 'ttl', 'hash', 'ast'])('that repeats %s is refused', (name) => {
    const text = `${tpatText({ ast: '3600000' })}, ${name.toUpperCase()}="5"`;
    expect(readText(text)).toEqual({ ok: false, error: 'challenge_malformed' });
  });

  it('with the widest amount of the chain is read exactly', () => {
    const most = (2n ** 64n - 1n).toString();
    expect(unwrap(readText(tpatText({ min_amt: most }))).amount).toBe(2n ** 64n - 1n);
  });

  it('with a huge ttl counts as a year of blocks', () => {
    for (const ttl of ['262801', '4294967296', (2n ** 64n - 1n).toString()]) {
      expect(unwrap(readText(tpatText({ ttl }))).blocks).toBe(262_800);
    }
    expect(unwrap(readText(tpatText({ ttl: '262800' }))).blocks).toBe(262_800);
    expect(unwrap(readText(tpatText({ ttl: '1' }))).blocks).toBe(1);
  });

  it('with a rest below 1000 means minutes, from 1000 on milliseconds, at most 30 days', () => {
    const rest = (ast: string) => unwrap(readText(tpatText({ ast }))).restMs;
    expect(rest('1')).toBe(60_000);
    expect(rest('999')).toBe(999 * 60_000);
    expect(rest('1000')).toBe(1000);
    expect(rest('3600000')).toBe(3_600_000);
    expect(rest((2n ** 64n - 1n).toString())).toBe(30 * 24 * 3_600_000);
  });

  it.each([
    ['an integrated address', `4${'1'.repeat(105)}`],
    ['one character too few', SHOP.slice(1)],
    ['one character too many', `${SHOP}1`],
    ['a letter that base58 does not have', `${SHOP.slice(0, 94)}0`],
    ['white space', `${SHOP.slice(0, 94)} `],
    ['nothing', ''],
    ['an OpenAlias name', 'donate.getmonero.org'],
    ['a URI', `monero:${SHOP}`.slice(0, 95)],
  ])('with %s for an address is refused', (_, of) => {
    expect(readText(tpatText({ address: of }))).toEqual({
      ok: false,
      error: 'offer_address_invalid',
    });
  });

  it('names the refused transaction only if that is one', () => {
    const refused = (hash: string) => unwrap(readText(tpatText({ hash }))).echo;
    expect(refused(txid(9))).toEqual({ txid: txid(9) });
    for (const hash of ['', 'abc', `${txid(9)}0`, txid(15).toUpperCase()]) {
      expect(refused(hash)).toBeNull();
    }
  });

  it('is read back as it was written', () => {
    const terms = fc.record({
      address: fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{95}$/),
      amount: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
      ttl: fc.integer({ min: 1, max: 262_800 }),
      ast: fc.option(fc.integer({ min: 1000, max: 30 * 24 * 3_600_000 })),
      hash: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
    });
    fc.assert(
      fc.property(terms, ({ address: to, amount, ttl, ast, hash }) => {
        const text = tpatText({
          address: to,
          min_amt: amount.toString(),
          ttl: String(ttl),
          ast: ast === null ? undefined : String(ast),
          hash: hash ?? '',
        });
        expect(unwrap(readText(text))).toEqual({
          dialect: 'TPAT',
          address: to,
          amount,
          needs: 1,
          blocks: ttl,
          extensible: true,
          restMs: ast,
          message: null,
          echo: hash === null ? null : { txid: hash },
        });
      }),
    );
  });
});

describe('a TPAT credential', () => {
  it('names the scheme in upper case, since one server takes no other', () => {
    expect(credential('TPAT', txid(1), PROOF)).toBe(`TPAT ${txid(1)}:${PROOF}`);
  });

  it('is two fields where a page is sold by a form', () => {
    expect(tpatForm(txid(1), PROOF)).toEqual({ tpat_tx_hash: txid(1), tpat_tx_proof: PROOF });
  });
});
