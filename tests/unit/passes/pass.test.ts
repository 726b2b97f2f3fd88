import { describe, expect, it } from 'vitest';
import {
  blocksFor,
  blocksLeft,
  passCredential,
  passOffer,
  restsUntil,
  withUrl,
} from '../../../src/passes/pass.ts';
import { tollKey } from '../../../src/passes/toll.ts';
import { address, ORIGIN, offer, pass, pico, toll, txid } from '../fakes/samples.ts';

describe('a pass', () => {
  it('has one block less left at its first confirmation, and none below zero', () => {
    const five = pass({ blocks: 5 });
    expect([0, 1, 4, 5, 6, 1000].map((count) => blocksLeft(five, count))).toEqual([
      5, 4, 1, 0, 0, 0,
    ]);
  });

  it('rests from its use on for as long as the site said', () => {
    const used = pass({ restMs: 1000, lastUsedAt: 5000 });
    expect(restsUntil(used, 5000)).toBe(6000);
    expect(restsUntil(used, 5999)).toBe(6000);
    expect(restsUntil(used, 6000)).toBeNull();
  });

  it('does not rest if it was never used, or if the site knows no rest', () => {
    expect(restsUntil(pass({ restMs: 1000 }), 0)).toBeNull();
    expect(restsUntil(pass({ lastUsedAt: 0 }), 1)).toBeNull();
  });

  it('is shown in the Authorization header', () => {
    const shown = pass({ txid: txid(3), proof: 'OutProofV2z' });
    expect(passCredential(shown)).toBe(`TPAT ${txid(3)}:OutProofV2z`);
    expect(passCredential(shown, 'OutProofV2y')).toBe(`TPAT ${txid(3)}:OutProofV2y`);
  });

  it('opens a page for as many blocks as the site counts at the price that it asks now', () => {
    const paid = pass({ paid: pico(5_000_000) });
    const at = (amount: number, of = {}) => blocksFor(paid, offer({ amount: pico(amount), ...of }));
    expect([1_000_000, 2_000_000, 5_000_000, 5_000_001].map((price) => at(price))).toEqual([
      25, 10, 5, 0,
    ]);
    expect(at(1_000_000, { extensible: false })).toBe(5);
    expect(at(5_000_001, { extensible: false })).toBe(0);
    expect(at(1_000_000, { blocks: null })).toBeNull();
    expect(at(5_000_001, { blocks: null })).toBe(0);
  });

  it('tells the offer that it was bought by, for one time', () => {
    const thrice = pass({ paid: pico(3_000_000), blocks: 15 });
    expect(passOffer(thrice)).toEqual(offer());
  });

  it('remembers its newest 32 URLs, each once, the latest last', () => {
    let kept = pass({ urls: [] });
    for (let page = 0; page < 40; page += 1) kept = withUrl(kept, `${ORIGIN}/${page}`);
    expect(kept.urls).toHaveLength(32);
    expect(kept.urls[0]).toBe(`${ORIGIN}/8`);
    expect(withUrl(kept, `${ORIGIN}/20`).urls.at(-1)).toBe(`${ORIGIN}/20`);
    expect(withUrl(kept, `${ORIGIN}/20`).urls).toHaveLength(32);
    expect(withUrl(kept, `${ORIGIN}/39`)).toBe(kept);
  });
});

describe('tollKey', () => {
  it('tells tolls apart by origin, dialect and address, and by nothing else', () => {
    const keys = [
      toll(),
      toll({ origin: `${ORIGIN}:8443` }),
      toll({ dialect: 'OTHER' as 'TPAT' }),
      toll({ address: address('author') }),
    ].map(tollKey);
    expect(new Set(keys).size).toBe(4);
    expect(tollKey(toll())).toBe(keys[0]);
  });
});
