import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Bytes } from './encoding.ts';
import { type Cost, derivation, keyFrom, newDerivation } from './password-key.ts';
import { checkOf, FORMAT, readRecord } from './record.ts';
import { open, seal, sealed } from './sealed.ts';

/** The vault's header: its data key, wrapped by the key that the password makes. */
const header = v.object({ version: v.number(), derivation, key: sealed, check: v.string() });

export type Header = v.InferOutput<typeof header>;

/** The header for a data key under a password, with a salt of its own. */
export async function wrap(dataKey: Bytes, password: string, cost: Cost): Promise<Header> {
  const by = newDerivation(cost);
  const key = await seal(await keyFrom(password, by), dataKey, boundTo(by));
  const record = { version: FORMAT, derivation: by, key };
  return { ...record, check: await checkOf(record) };
}

/** Errors: `storage_newer`, `vault_damaged`. */
export async function readHeader(stored: unknown): Promise<Result<Header, Failure>> {
  const read = readRecord(header, stored);
  if (!read.ok) return read;
  const { check, ...record } = read.value;
  return (await checkOf(record)) === check ? read : err(failure('vault_damaged'));
}

/** The data key. Errors: `vault_wrong_password`. */
export async function unwrap(
  { derivation: by, key }: Header,
  password: string,
): Promise<Result<Bytes, Failure>> {
  const dataKey = await open(await keyFrom(password, by), key, boundTo(by));
  return dataKey === null ? err(failure('vault_wrong_password')) : ok(dataKey);
}

function boundTo({ name, N, r, p, salt }: Header['derivation']): string {
  return JSON.stringify(['tollpass vault', FORMAT, name, N, r, p, salt]);
}
