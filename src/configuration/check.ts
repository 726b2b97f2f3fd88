import { type Schema as AnySchema, type OutputUnit, Validator } from '@cfworker/json-schema';
import { type Fault, fault } from './fault.ts';
import { type Form, formOf } from './forms.ts';
import { isObject, type Json, type JsonObject, type Pointer, valueAt, within } from './json.ts';
import { SCHEMA, type Schema } from './schema.ts';

/** Nobody mends more at a time, and somebody may hand us a file with a hundred thousand. */
const MOST_FAULTS = 50;

// It interprets the schema. Ajv would make code of it, which no extension may run.
const validator = new Validator(structuredClone(SCHEMA) as AnySchema, '7', false);

/**
 * Checks a file against the schema.
 *
 * Faults: `configuration_newer` alone; else `field_missing`, `field_unknown`, and `field_type`,
 * `field_value`, `field_form`, `field_range`, `field_length`, `field_count` with what is `expected`:
 * types, or values in JSON, with spaces between them; the name of a form (`forms.ts`); or limits.
 */
export function checkConfiguration(file: JsonObject): readonly Fault[] {
  const { version } = file;
  if (typeof version === 'number' && Number.isInteger(version) && version > 1) {
    return [fault('/version', 'configuration_newer')];
  }
  const found = new Map<string, Fault>();
  for (const unit of validator.validate(file).errors) {
    for (const one of faultsOf(unit, file)) {
      const key = `${one.failure.code} ${one.path}`;
      if (!found.has(key) && found.size < MOST_FAULTS) found.set(key, one);
    }
  }
  return [...found.values()];
}

function faultsOf(unit: OutputUnit, file: Json): Fault[] {
  const path = decodeURIComponent(unit.instanceLocation).slice(1);
  // What does not hold is the last name of the location; before it is where that is said.
  const said = unit.keywordLocation.slice(0, unit.keywordLocation.lastIndexOf('/'));
  const schema = schemaAt(said);
  switch (unit.keyword) {
    case 'required':
      return missingFrom(schema, valueAt(file, path), path);
    case 'type':
      return [fault(path, 'field_type', { expected: [schema.type ?? ''].flat().join(' ') })];
    case 'const':
      return [fault(path, 'field_value', { expected: JSON.stringify(schema.const) })];
    case 'enum':
      return [
        fault(path, 'field_value', {
          expected: (schema.enum ?? []).map((one) => JSON.stringify(one)).join(' '),
        }),
      ];
    case 'pattern':
      return [fault(path, 'field_form', { expected: formOf(schema.$comment) })];
    case 'format':
      return [fault(path, 'field_form', { expected: 'date_time' satisfies Form })];
    case 'minimum':
    case 'maximum':
      return [
        fault(path, 'field_range', {
          least: String(schema.minimum ?? ''),
          most: String(schema.maximum ?? ''),
        }),
      ];
    case 'minLength':
    case 'maxLength':
      return [fault(path, 'field_length', { most: String(schema.maxLength ?? '') })];
    case 'maxItems':
    case 'maxProperties':
      return [
        fault(path, 'field_count', { most: String(schema.maxItems ?? schema.maxProperties) }),
      ];
    case 'false':
      return [fault(path, 'field_unknown')];
    default:
      // `properties`, `$ref` and the like say only that something within them does not hold.
      return [];
  }
}

function missingFrom(schema: Schema, value: Json | undefined, path: Pointer): Fault[] {
  if (!isObject(value)) return [];
  return (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => fault(within(path, name), 'field_missing'));
}

/** The part of the schema that a validator's location leads to, through its references. */
function schemaAt(location: string): Schema {
  let at: Json | undefined = SCHEMA as unknown as JsonObject;
  for (const name of location.split('/').slice(1)) {
    if (name === '$ref' && isObject(at) && typeof at.$ref === 'string') {
      at = valueAt(SCHEMA as unknown as JsonObject, at.$ref.slice(1));
    } else if (at !== undefined) {
      at = valueAt(at, `/${name}`);
    }
  }
  return (at ?? {}) as unknown as Schema;
}
