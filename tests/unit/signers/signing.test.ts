import { createHash, createPublicKey, ECDH, verify } from 'node:crypto';
import { Bip39, EnglishMnemonic } from '@cosmjs/crypto';
import { makeSignBytes, makeSignDoc } from '@cosmjs/proto-signing';
import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { MsgExec, MsgGrant } from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DirectDoc } from '../../../src/signers/signing.ts';
import { adr36Bytes } from '../../../src/signers/texts.ts';
import {
  ABANDON,
  ADDRESS,
  CONTEXT,
  FIRST,
  FLEET_MOVE,
  must,
  OTHER_ADDRESS,
  PUBLIC_KEY,
  signing,
  TEST,
} from './samples.ts';

const LOGIN = `LOGIN_GUILD0-1ADDRESS${ADDRESS}DATETIME1715000000`;
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Node's own OpenSSL, which has nothing in common with what signs. */
function isValid(publicKey: string, bytes: Uint8Array | string, signature: Buffer): boolean {
  const point = ECDH.convertKey(publicKey, 'secp256k1', 'hex', undefined, 'uncompressed') as Buffer;
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'secp256k1',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  return verify('sha256', Buffer.from(bytes), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function signBytes(doc: DirectDoc): Uint8Array {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  return makeSignBytes(
    makeSignDoc(
      bytes(doc.bodyBytes),
      bytes(doc.authInfoBytes),
      doc.chainId,
      BigInt(doc.accountNumber),
    ),
  );
}

function isLowS(signature: Buffer): boolean {
  return BigInt(`0x${signature.subarray(32).toString('hex')}`) <= HALF_ORDER;
}

describe('keys', () => {
  it('lead to the addresses of the vectors', async () => {
    expect(await must(signing.derive(ABANDON, FIRST, 'structs'))).toEqual({
      address: ADDRESS,
      publicKey: PUBLIC_KEY,
    });
    expect(await must(signing.derive(TEST, FIRST, 'structs'))).toEqual({
      address: OTHER_ADDRESS,
      publicKey: '0223aa679d6d5344e201e0df9f02ab15a84726eee0dfb4e953c46a9e2cb52349dc',
    });
  });

  it.each([
    ['capitals', ABANDON.kind === 'mnemonic' ? ABANDON.words.toUpperCase() : ''],
    ['spaces and lines', ` ${`abandon\n\t `.repeat(11)}about \n`],
    ['ideographic spaces', `${'abandon\u{3000}'.repeat(11)}about`],
    ['full-width letters', `${'\u{ff41}bandon '.repeat(11)}about`],
  ])('forgive %s', async (_, words) => {
    const account = await must(signing.derive({ kind: 'mnemonic', words }, FIRST, 'structs'));
    expect(account.address).toBe(ADDRESS);
  });

  it.each([
    ['a wrong checksum', 'abandon '.repeat(12)],
    ['a word of no list', `${'abandon '.repeat(11)}tollpass`],
    ['15 words', `${'abandon '.repeat(14)}address`],
    ['nothing', ''],
  ])('refuse %s as words', async (_, words) => {
    expect(await signing.derive({ kind: 'mnemonic', words }, FIRST, 'structs')).toEqual({
      ok: false,
      error: { code: 'mnemonic_wrong' },
    });
  });

  it.each([
    ['too short', '11'.repeat(31)],
    ['zero', '00'.repeat(32)],
    ['the order', 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'],
    ['beyond the order', 'ff'.repeat(32)],
    ['no hex', 'zz'.repeat(32)],
  ])('refuse a private key that is %s', async (_, hex) => {
    expect(await signing.derive({ kind: 'private_key', hex }, FIRST, 'structs')).toEqual({
      ok: false,
      error: { code: 'private_key_wrong' },
    });
  });

  it('can be given as such', async () => {
    const last = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140';
    for (const hex of [last, `${'0'.repeat(63)}1`]) {
      expect((await signing.derive({ kind: 'private_key', hex }, FIRST, 'structs')).ok).toBe(true);
    }
    const hex = 'c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104';
    const account = await must(signing.derive({ kind: 'private_key', hex }, FIRST, 'structs'));
    expect(account).toEqual({ address: ADDRESS, publicKey: PUBLIC_KEY });
  });

  it('differ by index and coin type, and carry the prefix', async () => {
    const accounts = await Promise.all([
      must(signing.derive(ABANDON, FIRST, 'cosmos')),
      must(signing.derive(ABANDON, { coinType: 118, index: 1 }, 'cosmos')),
      must(signing.derive(ABANDON, { coinType: 60, index: 0 }, 'cosmos')),
    ]);
    expect(new Set(accounts.map(({ address }) => address)).size).toBe(3);
    expect(accounts[0].address).toBe('cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4');
  });

  it.each([12, 24] as const)('are made new of %i words, no two alike', async (count) => {
    const made = await Promise.all([signing.newMnemonic(count), signing.newMnemonic(count)]);
    expect(made[0]).not.toBe(made[1]);
    for (const words of made) {
      expect(words.split(' ')).toHaveLength(count);
      expect((await signing.derive({ kind: 'mnemonic', words }, FIRST, 'structs')).ok).toBe(true);
    }
  });

  it('come of the same seed as BIP-39 libraries make', async () => {
    const words = await signing.newMnemonic(24);
    const { Slip10, Slip10Curve, stringToPath } = await import('@cosmjs/crypto');
    const seed = await Bip39.mnemonicToSeed(new EnglishMnemonic(words));
    const { privkey } = Slip10.derivePath(
      Slip10Curve.Secp256k1,
      seed,
      stringToPath("m/44'/118'/0'/0/3"),
    );
    const hex = Buffer.from(privkey).toString('hex');
    expect(
      await must(
        signing.derive({ kind: 'mnemonic', words }, { coinType: 118, index: 3 }, 'structs'),
      ),
    ).toEqual(await must(signing.derive({ kind: 'private_key', hex }, FIRST, 'structs')));
  });
});

describe('a direct signature', () => {
  it('is that of the vectors', async () => {
    const doc = await must(signing.build(FLEET_MOVE));
    expect(sha256(signBytes(doc)).toString('hex')).toBe(
      'c628bd5fd79203e0053be993a20065813be8aae07ceb30525fb68eb1b04f58b4',
    );
    const signed = await must(signing.signDirect(ABANDON, FIRST, doc));
    expect(signed.signature).toBe(
      'i6ZZO+pxqfX/qoSCMr8VQBfnJEHUaJAeobClzrDk6fwFTfC9wVw22uZ71GushGYzGsyITZyX6ibJi2tRjO/0ZQ==',
    );
    expect(signed.txHash).toBe('8E6D80A820EBD3DCB5712434AD7DF47A186F21628E41FD5CBD4907EDBA9AEAEB');
    expect(sha256(Buffer.from(signed.txBytes, 'base64')).toString('hex').toUpperCase()).toBe(
      signed.txHash,
    );
    const raw = TxRaw.decode(Buffer.from(signed.txBytes, 'base64'));
    expect(Buffer.from(raw.signatures[0] ?? []).toString('base64')).toBe(signed.signature);
    expect(signed.json).toEqual({
      body: {
        messages: [
          {
            '@type': '/structs.structs.MsgFleetMove',
            creator: ADDRESS,
            fleetId: '9-11',
            destinationLocationId: '2-1',
          },
        ],
        memo: '',
      },
      auth_info: {
        signer_infos: [
          {
            public_key: {
              '@type': '/cosmos.crypto.secp256k1.PubKey',
              key: Buffer.from(PUBLIC_KEY, 'hex').toString('base64'),
            },
            mode_info: { single: { mode: 'SIGN_MODE_DIRECT' } },
            sequence: '7',
          },
        ],
        fee: {
          amount: [{ denom: 'ualpha', amount: '0' }],
          gas_limit: '500000',
          payer: '',
          granter: '',
        },
      },
      signatures: [signed.signature],
    });
  });

  it('is valid and has a low s, whatever is signed', async () => {
    const hex = 'c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104';
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.bigInt(0n, 2n ** 64n - 1n), async (memo, sequence) => {
        const doc = await must(
          signing.build({ ...FLEET_MOVE, memo, sequence: sequence.toString() }),
        );
        const signed = await must(signing.signDirect({ kind: 'private_key', hex }, FIRST, doc));
        const signature = Buffer.from(signed.signature, 'base64');
        expect(signature).toHaveLength(64);
        expect(isLowS(signature)).toBe(true);
        expect(isValid(PUBLIC_KEY, signBytes(doc), signature)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is over the account number as protobuf has it, in the range that cosmjs has wrong', async () => {
    const doc = { ...(await must(signing.build(FLEET_MOVE))), accountNumber: '2147483648' };
    const { signature } = await must(signing.signDirect(ABANDON, FIRST, doc));
    const before = signBytes({ ...doc, accountNumber: '0' });
    const bytes = Buffer.concat([before, Buffer.from('208080808008', 'hex')]);
    expect(isValid(PUBLIC_KEY, bytes, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('is not made over what is no transaction', async () => {
    const doc = await must(signing.build(FLEET_MOVE));
    const broken = [
      { ...doc, bodyBytes: 'CgE' },
      { ...doc, bodyBytes: Buffer.from('0aff01', 'hex').toString('base64') },
      { ...doc, authInfoBytes: Buffer.from('0a0512', 'hex').toString('base64') },
      { ...doc, accountNumber: '-1' },
      { ...doc, accountNumber: (2n ** 64n).toString() },
      { ...doc, bodyBytes: 'A'.repeat(200_000) },
    ];
    for (const one of broken) {
      expect(await signing.signDirect(ABANDON, FIRST, one)).toEqual({
        ok: false,
        error: { code: 'transaction_unreadable' },
      });
    }
  });

  it('names what a message holds packed as chains do, at any depth', async () => {
    const grant = {
      granter: ADDRESS,
      grantee: OTHER_ADDRESS,
      grant: {
        authorization: {
          '@type': '/cosmos.authz.v1beta1.GenericAuthorization',
          msg: '/cosmos.bank.v1beta1.MsgSend',
        },
      },
    };
    const value = {
      grantee: ADDRESS,
      msgs: [{ '@type': '/cosmos.authz.v1beta1.MsgGrant', ...grant }],
    };
    const messages = [{ typeUrl: '/cosmos.authz.v1beta1.MsgExec', value }];
    const doc = await must(signing.build({ ...FLEET_MOVE, messages }));
    const [packed] = TxBody.decode(Buffer.from(doc.bodyBytes, 'base64')).messages;
    const [inner] = MsgExec.decode(packed?.value ?? new Uint8Array()).msgs;
    expect(inner?.typeUrl).toBe('/cosmos.authz.v1beta1.MsgGrant');
    const { authorization } = MsgGrant.decode(inner?.value ?? new Uint8Array()).grant;
    expect(authorization?.typeUrl).toBe('/cosmos.authz.v1beta1.GenericAuthorization');
    expect(GenericAuthorization.decode(authorization?.value ?? new Uint8Array()).msg).toBe(
      '/cosmos.bank.v1beta1.MsgSend',
    );
    const { warnings } = await must(signing.describe(doc, CONTEXT));
    expect(warnings).toContain('grants_rights');
    expect(warnings).not.toContain('unknown_message');
  });

  it('is put to what it was made over, and to nothing else', async () => {
    const doc = await must(signing.build(FLEET_MOVE));
    const signed = await must(signing.signDirect(ABANDON, FIRST, doc));
    const { signature } = signed;
    expect(await signing.verify(PUBLIC_KEY, doc, signature)).toEqual({ ok: true, value: signed });
    const other = await must(signing.derive(TEST, FIRST, 'structs'));
    const wrong: [string, DirectDoc, string][] = [
      [other.publicKey, doc, signature],
      ['00', doc, signature],
      [PUBLIC_KEY, { ...doc, chainId: 'other-1' }, signature],
      [PUBLIC_KEY, { ...doc, accountNumber: '43' }, signature],
      [PUBLIC_KEY, doc, Buffer.alloc(64).toString('base64')],
      [PUBLIC_KEY, doc, 'AAAA'],
      [PUBLIC_KEY, doc, '?'],
    ];
    for (const [key, of, made] of wrong) {
      expect(await signing.verify(key, of, made)).toEqual({
        ok: false,
        error: { code: 'signature_refused' },
      });
    }
  });

  it('names the type of a message that cannot be encoded, and nothing of the key', async () => {
    const with_ = (typeUrl: string, value: Record<string, unknown>) =>
      signing.build({ ...FLEET_MOVE, messages: [{ typeUrl, value }] });
    const unusable = (type: string) => ({
      ok: false,
      error: { code: 'message_unusable', detail: { type } },
    });
    const move = '/structs.structs.MsgFleetMove';
    expect(await with_('/structs.structs.MsgUnheardOf', {})).toEqual(
      unusable('/structs.structs.MsgUnheardOf'),
    );
    expect(await with_(move, { fleetId: 9 })).toEqual(unusable(move));
    expect(await with_(move, { fleet: '9-1' })).toEqual(unusable(move));
    expect((await signing.build({ ...FLEET_MOVE, sequence: '1.5' })).ok).toBe(false);
    expect((await signing.build({ ...FLEET_MOVE, publicKey: '00' })).ok).toBe(false);
    const gasLimit = (2n ** 64n).toString();
    expect((await signing.build({ ...FLEET_MOVE, fee: { amount: [], gasLimit } })).ok).toBe(false);
  });
});

describe('a signed text', () => {
  it('is that of the vectors for the web app', async () => {
    const signed = await must(signing.signText(ABANDON, FIRST, 'structs', 'structs_login', LOGIN));
    expect(signed).toEqual({
      signature:
        'c340c1620e49bb210092e4f00e8c59053680d282e415369e5208c9a8efb21dbb041a25c97269b3ecd39a8c8d31909c687e656a791199ae11afb345ddea63c4a3',
      publicKey: PUBLIC_KEY,
    });
    expect(isValid(PUBLIC_KEY, LOGIN, Buffer.from(signed.signature, 'hex'))).toBe(true);
  });

  it('is that of the vectors for ADR-36', async () => {
    expect(sha256(adr36Bytes(LOGIN, ADDRESS)).toString('hex')).toBe(
      'f9c0ad9ebded27b22785e6f9319906f763ed7184f98deacec8346859aa0b2448',
    );
    const signed = await must(signing.signText(ABANDON, FIRST, 'structs', 'adr36', LOGIN));
    expect(signed.signature).toBe(
      'oFdqzeucegbkLy8FR72++tYNss9oSkmld47efvHw4Sosf80wLMP9OG55htQ0rJHRizwwhW5B6sY4vdoDXGmiTQ==',
    );
    const signature = Buffer.from(signed.signature, 'base64');
    expect(isValid(PUBLIC_KEY, adr36Bytes(LOGIN, ADDRESS), signature)).toBe(true);
  });

  it.each([
    ['a sign-up', `GUILD0-12ADDRESS${ADDRESS}NONCE0`],
    ['a new device', `PLAYER1-42ADDRESS${ADDRESS}`],
    ['a login of now', `LOGIN_GUILD0-1ADDRESS${ADDRESS}DATETIME1715001800`],
  ])('may be %s', async (_, text) => {
    const signed = await must(signing.signText(ABANDON, FIRST, 'structs', 'structs_login', text));
    expect(isValid(PUBLIC_KEY, text, Buffer.from(signed.signature, 'hex'))).toBe(true);
  });

  it.each([
    ['of any other kind', 'Hello'],
    ['with something before it', ` ${LOGIN}`],
    ['with something after it', `${LOGIN}\n`],
    ['with another line', `x\n${LOGIN}`],
    ['for another address', LOGIN.replace(ADDRESS, OTHER_ADDRESS)],
    ['with an address in capitals', LOGIN.replace(ADDRESS, ADDRESS.toUpperCase())],
    ['for what is no guild', LOGIN.replace('0-1', '1-1')],
    ['with a guild of leading zeros', LOGIN.replace('0-1', '0-01')],
    ['for a time with a point', LOGIN.replace('1715000000', '1715000000.5')],
    ['for a time with an exponent', LOGIN.replace('1715000000', '1e9')],
    ['for a negative time', LOGIN.replace('1715000000', '-1')],
    ['for a time far ahead', LOGIN.replace('1715000000', '1815000000')],
    ['for a huge time', LOGIN.replace('1715000000', '9'.repeat(40))],
    ['with another nonce', `GUILD0-1ADDRESS${ADDRESS}NONCE1`],
    ['without an end', `LOGIN_GUILD0-1ADDRESS${ADDRESS}`],
    ['with digits of another script', LOGIN.replace('0-1', '0-\u{0661}')],
  ])('is refused for the web app if it is a text %s', async (_, text) => {
    expect(await signing.signText(ABANDON, FIRST, 'structs', 'structs_login', text)).toEqual({
      ok: false,
      error: { code: 'text_refused' },
    });
  });
});
