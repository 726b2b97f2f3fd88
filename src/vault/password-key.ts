import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Bytes, fromBase64, toBase64, toBytes } from './encoding.ts';
import { importKey } from './sealed.ts';

/** What scrypt is to cost (RFC 7914, section 2). It takes 128 × N × r bytes of memory. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB, and about 0.7 s in a browser: what is typed once a day may cost that, a guess too. */
export const COST: Cost = { N: 2 ** 17, r: 8, p: 1 };

/** More than this nobody waits for, and no browser gives: a record that wants it was tampered with. */
const MOST_MEMORY = 2 ** 29;
const MOST_PARALLEL = 16;

const SALT_BYTES = 32;
const KEY_BYTES = 32;

/** At least so many characters are asked for. */
export const SHORTEST_PASSWORD = 8;

/** How the browser's other work gets its turn while a key is derived. */
const TURN_MS = 40;

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

/** How a key is derived, as it is written down beside what the key opens. */
export const derivation = v.pipe(
  v.object({ name: v.literal('scrypt'), N: whole, r: whole, p: whole, salt: v.string() }),
  v.check(({ N, r, p, salt }) => {
    const isPowerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
    const fits = 128 * N * r <= MOST_MEMORY && p <= MOST_PARALLEL;
    return isPowerOfTwo && fits && fromBase64(salt)?.length === SALT_BYTES;
  }),
);

export type Derivation = v.InferOutput<typeof derivation>;

/** A derivation with a salt of its own. */
export function newDerivation({ N, r, p }: Cost): Derivation {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { name: 'scrypt', N, r, p, salt: toBase64(salt) };
}

/** Whether a derivation is cheaper to guess at than `cost`. */
export function isWeaker({ N, r, p }: Cost, cost: Cost): boolean {
  return N * r < cost.N * cost.r || N * r * p < cost.N * cost.r * cost.p;
}

/** The key that a password makes. What looks the same is the same password (NFKC). */
export async function keyFrom(password: string, { N, r, p, salt }: Derivation): Promise<CryptoKey> {
  return importKey(await scrypt(password, fromBase64(salt) ?? new Uint8Array(), { N, r, p }));
}

/** The bytes of that key. */
export async function scrypt(
  password: string,
  salt: Bytes,
  cost: Cost,
  bytes = KEY_BYTES,
): Promise<Bytes> {
  // Of use where a password is typed, and not at every wake of the background.
  const { scryptAsync } = await import('@noble/hashes/scrypt.js');
  const typed = toBytes(password.normalize('NFKC'));
  const derived = await scryptAsync(typed, salt, { ...cost, dkLen: bytes, asyncTick: TURN_MS });
  return new Uint8Array(derived);
}

/** Errors: `vault_password_weak`. */
export function checkStrength(password: string): Result<null, Failure> {
  return [...password.normalize('NFKC')].length < SHORTEST_PASSWORD
    ? err(failure('vault_password_weak', { shortest: String(SHORTEST_PASSWORD) }))
    : ok(null);
}
