import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Cost } from './password-key.ts';
import { openUnderPassword, passwordSealed, sealUnderPassword } from './password-sealed.ts';
import { checkOf } from './record.ts';

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
  ...passwordSealed.entries,
  check: v.string(),
});

/** The file's text. */
export async function makeBackup(
  payload: unknown,
  password: string,
  at: number,
  cost: Cost,
): Promise<string> {
  const record = {
    tollpass: 'backup',
    version: VERSION,
    at,
    ...(await sealUnderPassword(payload, password, labelOf(at), cost)),
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
  const payload = await openUnderPassword(record, password, labelOf(record.at));
  return payload === undefined
    ? err(failure('vault_wrong_password'))
    : ok({ at: record.at, payload });
}

function labelOf(at: number): readonly (string | number)[] {
  return ['tollpass backup', VERSION, at];
}
