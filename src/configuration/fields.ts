import { isObject, type Json, type Pointer, valueAt, within } from './json.ts';
import { SCHEMA, type Schema } from './schema.ts';

/** What a file has that is not simply of the schema. */
export interface SpecialFields {
  /** The sensitive ones that the schema knows. */
  readonly secrets: readonly Pointer[];
  /** Those that it does not know. */
  readonly unknown: readonly Pointer[];
}

/** Finds them, in a file that fits the schema. What stands within one of them is part of it. */
export function specialFields(file: Json): SpecialFields {
  const found = { secrets: [] as Pointer[], unknown: [] as Pointer[] };
  visit(file, SCHEMA, '', found);
  return found;
}

function visit(
  value: Json,
  referring: Schema,
  at: Pointer,
  found: { readonly secrets: Pointer[]; readonly unknown: Pointer[] },
): void {
  const schema = resolve(referring, value);
  if (schema.writeOnly) {
    found.secrets.push(at);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      visit(item, schema.items ?? {}, within(at, index), found);
    }
    return;
  }
  // Of JSON whose form is not said, as of the sealed secrets, nothing is unknown.
  if (!isObject(value) || (schema.properties ?? schema.additionalProperties) === undefined) return;
  for (const [name, member] of Object.entries(value)) {
    const known = propertyOf(schema, name);
    if (known === undefined) found.unknown.push(within(at, name));
    else visit(member, known, within(at, name), found);
  }
}

function propertyOf(schema: Schema, name: string): Schema | undefined {
  if (Object.hasOwn(schema.properties ?? {}, name)) return schema.properties?.[name];
  return schema.additionalProperties || undefined;
}

function resolve(schema: Schema, value: Json): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice('#/definitions/'.length);
    return resolve(SCHEMA.definitions?.[name] ?? {}, value);
  }
  if (schema.if === undefined) return schema;
  return resolve((Array.isArray(value) ? schema.then : schema.else) ?? {}, value);
}

const SECRET_NAME =
  /pass|secret|token|mnemonic|seed|credential|cookie|auth(?!or)|bearer|private|(?<!pub(?:lic)?[-_]?)key(?!board)|pin$/i;
const SECRET_TEXT = [
  // A key, a hash, a signature, a macaroon
  /[0-9a-f]{40}/i,
  /[A-Za-z0-9+/_=-]{40}/,
  /-----BEGIN /,
  /:\/\/[^\s/?#]*@/,
  // Recovery words
  /^\s*(?:[a-z]+\s+){11,}[a-z]+\s*$/,
];

/**
 * Whether an unknown field has to be kept as if it were sensitive: for its name, or for what it looks
 * like. Nobody said what it is, so what may be a secret is taken for one.
 */
export function mayBeSecret(pointer: Pointer, value: Json): boolean {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (SECRET_NAME.test(name)) return true;
  if (typeof value === 'string') return SECRET_TEXT.some((form) => form.test(value));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([of, member]) => mayBeSecret(within(pointer, of), member));
}

/** All that an export without secrets leaves out. */
export function sensitiveFields(file: Json): readonly Pointer[] {
  const { secrets, unknown } = specialFields(file);
  return [...secrets, ...unknown.filter((at) => mayBeSecret(at, valueAt(file, at) ?? null))];
}
