import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { toBytes, toText } from './encoding.ts';
import { type Cost, derivation, keyFrom, newDerivation } from './password-key.ts';
import { checkOf } from './record.ts';
import { open, seal, sealed } from './sealed.ts';

/**
 * A backup's file: JSON, of which the payload (JSON too) is encrypted under a password of its own.
 * When it was made, and how the key is derived, can be read by anybody.
 */
const VERSION = 1;

const envelope = v.object({
  tollpass: v.literal('backup'),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const file = v.object({
  ...envelope.entries,
  at: v.pipe(v.number(), v.integer()),
  derivation,
  payload: sealed,
  check: v.string(),
});

type Head = Pick<v.InferOutput<typeof file>, 'at' | 'derivation'>;

/** The file's text. */
export async function makeBackup(
  payload: unknown,
  password: string,
  at: number,
  cost: Cost,
): Promise<string> {
  const head: Head = { at, derivation: newDerivation(cost) };
  const key = await keyFrom(password, head.derivation);
  const record = {
    tollpass: 'backup',
    version: VERSION,
    ...head,
    payload: await seal(key, toBytes(JSON.stringify(payload)), boundTo(head)),
  };
  return `${JSON.stringify({ ...record, check: await checkOf(record) })}\n`;
}

/**
 * Reads a file.
 *
 * Errors: `backup_unreadable` (no backup, or a damaged one), `backup_newer`, `vault_wrong_password`.
 */
export async function readBackup(
  text: string,
  password: string,
): Promise<Result<{ readonly at: number; readonly payload: unknown }, Failure>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err(failure('backup_unreadable'));
  }
  const known = v.safeParse(envelope, parsed);
  if (known.success && known.output.version > VERSION) return err(failure('backup_newer'));
  const read = v.safeParse(file, parsed);
  if (!read.success) return err(failure('backup_unreadable'));
  const { check, ...record } = read.output;
  if ((await checkOf(record)) !== check) return err(failure('backup_unreadable'));
  const key = await keyFrom(password, record.derivation);
  const bytes = await open(key, record.payload, boundTo(record));
  if (bytes === null) return err(failure('vault_wrong_password'));
  return ok({ at: record.at, payload: JSON.parse(toText(bytes)) });
}

function boundTo({ at, derivation: { name, N, r, p, salt } }: Head): string {
  return JSON.stringify(['tollpass backup', VERSION, at, name, N, r, p, salt]);
}
