import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { SERVICES, type Service } from './configuration.ts';
import type { JsonObject } from './json.ts';
import {
  type Fields,
  type Kept,
  type KeptFields,
  placeOf,
  WHOLE,
  withFields,
} from './kept-fields.ts';
import type { Part } from './part.ts';
import { withoutSecrets } from './sealed-secrets.ts';

export interface ConfigurationPorts {
  readonly parts: Readonly<Record<Service, Part>>;
  readonly kept: KeptFields;
}

/**
 * All that Tollpass holds as one AuthenticationConfig.
 *
 * @param withSecrets whether what is sensitive is in it, in the clear: it is to be sealed then
 * Errors: those of the parts.
 */
export async function exportConfiguration(
  { parts, kept }: ConfigurationPorts,
  withSecrets: boolean,
): Promise<Result<JsonObject, Failure>> {
  const fields = await keptFields(kept, withSecrets);
  if (!fields.ok) return fields;
  const file: Record<string, JsonObject[string]> = { version: 1 };
  for (const service of SERVICES) {
    const held = await parts[service].read(withSecrets);
    if (!held.ok) return held;
    const entries = held.value.map(({ key, entry }) =>
      withFields(entry, fields.value(placeOf(service, key))),
    );
    const [first, ...more] = entries;
    if (first !== undefined) file[service] = more.length === 0 ? first : entries;
  }
  const whole = withFields(file, fields.value(WHOLE));
  // A part gives out no secrets unasked; should one do so, they stay here.
  return ok(withSecrets ? whole : withoutSecrets(whole));
}

async function keptFields(
  kept: KeptFields,
  withSecrets: boolean,
): Promise<Result<(place: string) => Fields, Failure>> {
  const plain = await kept.read();
  if (!plain.ok) return plain;
  const secret = withSecrets ? await kept.readSecret() : ok<Kept>({});
  if (!secret.ok) return secret;
  return ok((place) => ({ ...plain.value[place], ...secret.value[place] }));
}
