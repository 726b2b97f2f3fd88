import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toBytes, toText } from '../../../src/vault/encoding.ts';

describe('bytes as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fromBase64(toBase64(new Uint8Array(bytes)))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('may be many', () => {
    const bytes = new Uint8Array(1_000_003).map((_, index) => index % 251);
    const read = fromBase64(toBase64(bytes)) ?? new Uint8Array();
    expect(Buffer.compare(read, bytes)).toBe(0);
  });

  // Each of these is decoded by `atob` to what `AQ==` is, or is nothing at all.
  it.each(['AQ', 'AR==', 'AQ==\n', ' AQ==', 'AQ=', 'A', '=', '\u{1f511}'])(
    'are not read from %j, which is not how they are written',
    (text) => {
      expect(fromBase64(text)).toBeNull();
    },
  );

  it('that are a text come back letter for letter', () => {
    const text = '\uFEFFcaf\u00e9 \u{1f511}';
    expect(toText(toBytes(text))).toBe(text);
  });
});
