import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Cost } from '../vault/password-key.ts';
import { openUnderPassword, passwordSealed, sealUnderPassword } from '../vault/password-sealed.ts';
import { checkOf } from '../vault/record.ts';
import { sensitiveFields } from './fields.ts';
import { type Json, type JsonObject, valueAt, without, withValue } from './json.ts';

/** The form of what is sealed. */
const VERSION = 1;

const versioned = v.object({ version: v.number() });
const envelope = v.object({
  version: v.literal(VERSION),
  ...passwordSealed.entries,
  check: v.string(),
});
const content = v.record(v.string(), v.unknown());

/** The file without what is sensitive in it. */
export function withoutSecrets(file: JsonObject): JsonObject {
  return without(file, new Set(sensitiveFields(file))) as JsonObject;
}

/**
 * The file with its sensitive fields under a password: its `secrets` hold them by JSON pointer. They
 * open only in a file that is otherwise the same, so that nobody can have a password sent elsewhere by
 * another address in front of it.
 */
export async function sealSecrets(
  file: JsonObject,
  password: string,
  cost: Cost,
): Promise<JsonObject> {
  const open = withoutSecrets(file);
  const values = Object.fromEntries(sensitiveFields(file).map((at) => [at, valueAt(file, at)]));
  const sealed = await sealUnderPassword(values, password, await labelOf(open), cost);
  const record = { version: VERSION, ...sealed };
  return { ...open, secrets: { ...record, check: await checkOf({ open, record }) } };
}

/**
 * The file with its sealed fields in their places, and without `secrets`.
 *
 * Errors: `configuration_newer`; `configuration_altered` if the file is not what was sealed;
 * `configuration_password_wrong`.
 */
export async function openSecrets(
  file: JsonObject,
  password: string,
): Promise<Result<JsonObject, Failure>> {
  const { secrets, ...open } = file;
  const known = v.safeParse(versioned, secrets);
  if (known.success && known.output.version > VERSION) return err(failure('configuration_newer'));
  const read = v.safeParse(envelope, secrets);
  if (!read.success) return err(failure('configuration_altered'));
  const { check, ...record } = read.output;
  if ((await checkOf({ open, record })) !== check) return err(failure('configuration_altered'));
  const opened = await openUnderPassword(record, password, await labelOf(open));
  if (opened === undefined) return err(failure('configuration_password_wrong'));
  const values = v.safeParse(content, opened);
  if (!values.success) return err(failure('configuration_altered'));
  const whole = Object.entries(values.output).reduce<Json>(
    (before, [at, value]) => withValue(before, at, value as Json),
    open,
  );
  return ok(whole as JsonObject);
}

async function labelOf(open: JsonObject): Promise<readonly (string | number)[]> {
  return ['tollpass configuration', VERSION, await checkOf(open)];
}
