import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { digestOf } from './encoding.ts';

/** The form of what the vault writes. A higher number is a newer version's: left alone. */
export const FORMAT = 1;

const versioned = v.object({ version: v.pipe(v.number(), v.integer()) });

/**
 * Reads a stored record of this format.
 *
 * Errors: `storage_newer`; `vault_damaged` if it does not parse.
 */
export function readRecord<S extends v.GenericSchema>(
  schema: S,
  stored: unknown,
): Result<v.InferOutput<S>, Failure> {
  const known = v.safeParse(versioned, stored);
  if (known.success && known.output.version > FORMAT) {
    return err(failure('storage_newer', { schema: String(known.output.version) }));
  }
  const read = v.safeParse(schema, stored);
  return read.success && known.success && known.output.version === FORMAT
    ? ok(read.output)
    : err(failure('vault_damaged'));
}

/**
 * A checksum of a record: it tells a wrong password from damage, which look alike to AES-GCM. It is
 * no secret and no protection: whoever forges it only makes his damage look like a wrong password.
 */
export function checkOf(record: object): Promise<string> {
  return digestOf(JSON.stringify(record, (_, value) => sorted(value)));
}

/** Browsers do not keep the order of keys. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
