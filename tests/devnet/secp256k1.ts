// Keys of Cosmos accounts by Node's own OpenSSL.
import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  ECDH,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

const CURVE = 'secp256k1';
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The compressed public key of a private one, both in lower-case hex. */
export function publicKeyOf(privateKey: string): string {
  const key = createECDH(CURVE);
  key.setPrivateKey(privateKey, 'hex');
  return key.getPublicKey('hex', 'compressed');
}

/** Signs the SHA-256 of bytes: r‖s with a low s. */
export function signBytes(privateKey: string, bytes: Buffer): Buffer {
  const { x, y } = pointOf(publicKeyOf(privateKey));
  const d = Buffer.from(privateKey, 'hex').toString('base64url');
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: CURVE, x, y, d } });
  const signature = sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${signature.toString('hex', 32)}`);
  if (s <= ORDER / 2n) return signature;
  const low = (ORDER - s).toString(16).padStart(64, '0');
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(low, 'hex')]);
}

/** Whether a signature is good, and has the low s that chains insist on. */
export function isSignedBy(publicKey: string, bytes: Buffer, signature: Buffer): boolean {
  if (signature.length !== 64) return false;
  if (BigInt(`0x${signature.toString('hex', 32)}`) > ORDER / 2n) return false;
  const { x, y } = pointOf(publicKey);
  const key: KeyObject = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: CURVE, x, y } });
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** The address of a public key: bech32 of RIPEMD-160 of SHA-256. */
export function addressOf(publicKey: string, prefix: string): string {
  const inner = createHash('sha256').update(publicKey, 'hex').digest();
  return bech32(prefix, createHash('ripemd160').update(inner).digest());
}

function pointOf(publicKey: string): { x: string; y: string } {
  const point = ECDH.convertKey(publicKey, CURVE, 'hex', undefined, 'uncompressed') as Buffer;
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
  return { x: coordinate(1), y: coordinate(33) };
}

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** BIP-173. */
function bech32(prefix: string, bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const words = (bits.match(/.{1,5}/g) ?? []).map((five) =>
    Number.parseInt(five.padEnd(5, '0'), 2),
  );
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = checksum([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => LETTERS[word]).join('')}`;
}

function checksum(values: readonly number[]): number {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return sum;
}
