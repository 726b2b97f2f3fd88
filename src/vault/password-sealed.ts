import * as v from 'valibot';
import { toBytes, toText } from './encoding.ts';
import { type Cost, derivation, keyFrom, newDerivation } from './password-key.ts';
import { open, seal, sealed } from './sealed.ts';

/** JSON under a password of its own, and how its key is derived. */
export const passwordSealed = v.object({ derivation, payload: sealed });

export type PasswordSealed = v.InferOutput<typeof passwordSealed>;

/** What it is said to be, and all else that must not be altered beside it. */
type Label = readonly (string | number)[];

/** Encrypts JSON for a file: a salt and a nonce of its own each time. */
export async function sealUnderPassword(
  content: unknown,
  password: string,
  label: Label,
  cost: Cost,
): Promise<PasswordSealed> {
  const derived = newDerivation(cost);
  const key = await keyFrom(password, derived);
  const bytes = toBytes(JSON.stringify(content));
  return { derivation: derived, payload: await seal(key, bytes, boundTo(label, derived)) };
}

/** Decrypts it; undefined if it is another password, another label, or was altered. */
export async function openUnderPassword(
  { derivation: derived, payload }: PasswordSealed,
  password: string,
  label: Label,
): Promise<unknown> {
  const key = await keyFrom(password, derived);
  const bytes = await open(key, payload, boundTo(label, derived));
  return bytes === null ? undefined : JSON.parse(toText(bytes));
}

function boundTo(label: Label, { name, N, r, p, salt }: PasswordSealed['derivation']): string {
  return JSON.stringify([...label, name, N, r, p, salt]);
}
