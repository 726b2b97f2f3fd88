import * as v from 'valibot';
import type { Json } from '../configuration/json.ts';
import type { Kept, KeptFields } from '../configuration/kept-fields.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Vault } from '../vault/vault.ts';
import type { LocalStorage } from './storage.ts';

const KEY = 'configuration-fields';
const SECRET = { id: 'configuration-fields', kind: 'configuration-fields' } as const;

/** Fields in JSON, by place and pointer. Browsers do not keep the order of keys; JSON text is kept. */
const stored = v.record(v.string(), v.record(v.string(), v.string()));

/** Keeps unknown fields: the plain ones in storage, in the vault what may be sensitive. */
export function openKeptFields(
  storage: LocalStorage,
  vault: Pick<Vault, 'get' | 'put'>,
): KeptFields {
  return {
    async read() {
      const entry = await storage.get(KEY);
      return entry.ok ? fieldsIn(entry.value ?? {}) : entry;
    },
    async readSecret() {
      const text = await vault.get(SECRET.id);
      return text.ok ? fieldsIn(JSON.parse(text.value ?? '{}')) : text;
    },
    write: (kept) => storage.set({ [KEY]: textsOf(kept) }),
    writeSecret: (kept) => vault.put({ ...SECRET, text: JSON.stringify(textsOf(kept)) }),
  };
}

function fieldsIn(value: unknown): Result<Kept, Failure> {
  const read = v.safeParse(stored, value);
  if (!read.success) return err(failure('storage_failed', { record: KEY }));
  return ok(mapFields(read.output, (text) => JSON.parse(text) as Json));
}

function textsOf(kept: Kept): v.InferOutput<typeof stored> {
  return mapFields(kept, (value) => JSON.stringify(value));
}

function mapFields<A, B>(
  places: Readonly<Record<string, Readonly<Record<string, A>>>>,
  change: (value: A) => B,
): Record<string, Record<string, B>> {
  return Object.fromEntries(
    Object.entries(places).map(([place, fields]) => [
      place,
      Object.fromEntries(Object.entries(fields).map(([at, value]) => [at, change(value)])),
    ]),
  );
}
