import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfiguration } from '../../../src/configuration/check.ts';
import type { JsonObject } from '../../../src/configuration/json.ts';
import { SCHEMA } from '../../../src/configuration/schema.ts';
import { schemaText } from '../../../tools/vite-configuration-schema.ts';
import { MALFORMED, SEED, WHOLE_FILE } from './samples.ts';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
// The seed's word for it; the pattern beside it says what it is.
ajv.addFormat('blockchain-address', true);
const validate = ajv.compile(SCHEMA);

describe('the schema', () => {
  it('is valid draft-07', () => {
    const meta = new Ajv();
    expect(meta.validate('http://json-schema.org/draft-07/schema#', SCHEMA)).toBe(true);
    expect(SCHEMA.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it('is published as it is, with the same bytes each time', () => {
    expect(JSON.parse(schemaText())).toEqual(SCHEMA);
    expect(schemaText()).toBe(schemaText());
  });

  it('says in words what each of its patterns asks for', () => {
    const parts: object[] = [SCHEMA];
    for (const part of parts) {
      for (const [name, member] of Object.entries(part)) {
        if (name === 'pattern') expect(part).toHaveProperty('$comment');
        if (typeof member === 'object' && member !== null) parts.push(member);
      }
    }
    expect(parts.length).toBeGreaterThan(50);
  });

  it.each(Object.keys(SEED))("takes the seed's own structure of %s", (name) => {
    expect(checkConfiguration(SEED[name] as JsonObject)).toEqual([]);
  });

  it('describes an account as a chain tells it', () => {
    const isAccount = ajv.compile({ ...SCHEMA.definitions?.ConsensusAccount });
    const account = {
      address: 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a',
      account_number: '42',
    };
    expect(isAccount(account)).toBe(false);
    expect(isAccount({ ...account, sequence: '7', pub_key: { key: 'x' } })).toBe(true);
  });
});

describe('the check of a file and ajv', () => {
  const CORPUS = [...Object.values(SEED), WHOLE_FILE, ...MALFORMED.map(({ file }) => file)];

  it.each(CORPUS.map((file) => [JSON.stringify(file).slice(0, 90), file] as const))(
    'agree on %s',
    (_, file) => {
      expect(checkConfiguration(file as JsonObject).length === 0).toBe(validate(file));
    },
  );

  it('agree on every file with one thing altered, and on where it is wrong', () => {
    const places = placesIn(WHOLE_FILE);
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        '',
        'NATS',
        'tcp',
        'ws://a',
        'http://u:p@a',
        'https://a b',
        '01',
        '7',
        -1,
        1.5,
        2,
      ),
      fc.constantFrom('2026-02-30T00:00:00Z', '2026-11-26T12:00:00Z', '2026-11-26', {}, [], [{}]),
      fc.string({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.option(values, { nil: undefined }),
        (at, value) => {
          const file = altered(WHOLE_FILE, at, value as unknown);
          // A version of the future is told apart before anything else is looked at.
          if (typeof file.version === 'number' && file.version > 1) return;
          const faults = checkConfiguration(file);
          const isGood = validate(file);
          expect(faults.length === 0).toBe(isGood);
          const wrong = new Set((validate.errors ?? []).filter(isPlain).map(pathOf));
          expect(new Set(faults.map(({ path }) => path))).toEqual(wrong);
        },
      ),
      { numRuns: 1000 },
    );
  }, 30_000);
});

interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
}

/** `if` says only that something within it does not hold. */
function isPlain({ keyword }: AjvError): boolean {
  return keyword !== 'if';
}

/** Of a field that is missing, or too many, ajv tells where it would be. */
function pathOf({ instancePath, params }: AjvError): string {
  const name = params.missingProperty ?? params.additionalProperty;
  if (name === undefined) return instancePath;
  return `${instancePath}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const members = Object.entries(value).flatMap(([name, member]) =>
    placesIn(member, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return [...(at.length === 0 ? [] : [at]), ...members];
}

/** The file with something else there; with undefined, without it. */
function altered(file: JsonObject, at: Place, value: unknown): JsonObject {
  const copy = structuredClone(file) as Record<string, unknown>;
  let parent: Record<string | number, unknown> = copy;
  for (const name of at.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  const last = at.at(-1) ?? '';
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy as JsonObject;
}
