import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPairingCode, writePairingCode } from '../../../src/pairing/pairing-code.ts';

const PAIRING = {
  url: 'http://127.0.0.1:18083',
  username: 'tollpass',
  password: 'Qm9vdHN0cmFw',
  demo: null,
};
const CODE = writePairingCode(PAIRING);

function codeOf(text: string): string | null {
  const read = readPairingCode(text);
  return read.ok ? null : read.error.code;
}

function coded(version: number, text: string): string {
  const bytes = Uint8Array.of(version, ...new TextEncoder().encode(text));
  return `tollpass${createBase58check(sha256).encode(bytes)}`;
}

describe('a pairing code', () => {
  it('is one word, and short enough for a line', () => {
    expect(CODE).toMatch(/^tollpass[1-9A-HJ-NP-Za-km-z]+$/);
    expect(CODE.length).toBeLessThan(90);
  });

  it('says again what it was made of', () => {
    const words = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !/\n/.test(one));
    fc.assert(
      fc.property(fc.webUrl(), words, words, fc.boolean(), (url, username, password, isDemo) => {
        const demo = isDemo ? 'http://127.0.0.1:20001/' : null;
        const pairing = { url, username, password, demo };
        expect(readPairingCode(writePairingCode(pairing))).toEqual({ ok: true, value: pairing });
      }),
    );
  });

  it('is read although a terminal has broken it into lines', () => {
    expect(readPairingCode(` ${CODE.slice(0, 20)}\n  ${CODE.slice(20)}\r\n`)).toMatchObject({
      ok: true,
      value: PAIRING,
    });
  });

  it('with any one letter changed or lost is not taken', () => {
    for (let at = 8; at < CODE.length; at += 1) {
      const other = CODE[at] === 'x' ? 'y' : 'x';
      expect(codeOf(CODE.slice(0, at) + other + CODE.slice(at + 1))).toBe('pairing_code_mistyped');
      expect(codeOf(CODE.slice(0, at) + CODE.slice(at + 1))).toBe('pairing_code_mistyped');
    }
  });

  it('of a version that is not known yet says so', () => {
    expect(codeOf(coded(2, 'whatever comes'))).toBe('pairing_code_newer');
  });

  it.each([
    ['nothing', ''],
    ['a password', 'hunter2'],
    ['an address of Monero', `4${'A'.repeat(94)}`],
    ['letters that are in no code', 'tollpass0OIl'],
    ['the beginning alone', 'tollpass'],
    ['far too much', `tollpass${'1'.repeat(2000)}`],
    ['one field too few', coded(1, 'http://127.0.0.1:1\nuser')],
    ['one field too many', coded(1, 'http://127.0.0.1:1\na\nb\nhttp://127.0.0.1:2/\nc')],
    ['no address', coded(1, 'javascript:alert(1)\na\nb')],
    ['a demo page elsewhere', coded(1, 'http://127.0.0.1:1\na\nb\nhttps://evil.example/')],
    [
      'a demo page that looks like one here',
      coded(1, 'http://127.0.0.1:1\na\nb\nhttp://127.0.0.1@evil.example/'),
    ],
    ['a demo that runs', coded(1, 'http://127.0.0.1:1\na\nb\njavascript:alert(1)')],
  ])('is not %s', (_what, text) => {
    expect(codeOf(text)).toBe('pairing_code_unreadable');
  });

  it('throws nothing, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), (text) => void readPairingCode(`tollpass${text}`)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        void readPairingCode(
          `tollpass${createBase58check(sha256).encode(Uint8Array.of(1, ...bytes))}`,
        );
      }),
    );
  });
});
