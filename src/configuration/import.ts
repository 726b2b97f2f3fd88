import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { SERVICES, type Service } from './configuration.ts';
import type { ConfigurationPorts } from './export.ts';
import type { Fault } from './fault.ts';
import { mayBeSecret, specialFields } from './fields.ts';
import {
  isObject,
  isSame,
  type Json,
  type JsonObject,
  type Pointer,
  valueAt,
  within,
} from './json.ts';
import {
  type Fields,
  type Kept,
  type KeptFields,
  mergeKept,
  placeOf,
  WHOLE,
} from './kept-fields.ts';
import type { Change, Item, Note, PartPlan } from './part.ts';

/** A field that means nothing to us. It is kept, and comes out again on export. */
export interface UnknownField {
  readonly path: Pointer;
  readonly kind: 'new' | 'changed' | 'same';
  /** Its JSON; null if it may be sensitive. */
  readonly value: string | null;
}

/** What importing a file would do. With any fault it cannot be imported. */
export interface ImportPlan {
  readonly faults: readonly Fault[];
  readonly changes: readonly (Change & { readonly service: Service })[];
  readonly unknown: readonly UnknownField[];
  readonly notes: readonly Note[];
  apply(): Promise<Result<null, Failure>>;
}

interface KeptPlan {
  readonly unknown: readonly UnknownField[];
  apply(places: ReadonlySet<string>): Promise<Result<null, Failure>>;
}

/**
 * Plans the import of a file that fits the schema.
 *
 * Nothing is ever taken away: what the file does not name stays as it is.
 *
 * @param file with what was sealed in it in its place
 * @param clear pointers to what is sensitive and stood in the file in the clear
 * Errors: those of the parts.
 */
export async function planImport(
  file: JsonObject,
  clear: readonly Pointer[],
  ports: ConfigurationPorts,
): Promise<Result<ImportPlan, Failure>> {
  const plans: PartPlan[] = [];
  const faults: Fault[] = [];
  const changes: (Change & { service: Service })[] = [];
  const places = new Map<Pointer, string>([['', WHOLE]]);
  for (const service of SERVICES) {
    const items = itemsOf(file, service);
    if (items.length === 0) continue;
    const plan = await ports.parts[service].plan(items);
    if (!plan.ok) return plan;
    plans.push(plan.value);
    faults.push(...plan.value.faults);
    changes.push(...plan.value.changes.map((change) => ({ ...change, service })));
    for (const [index, { path }] of items.entries()) {
      places.set(path, placeOf(service, plan.value.keys[index] ?? ''));
    }
  }
  const kept = await planKept(file, places, ports.kept);
  if (!kept.ok) return kept;
  const cleared = clear.map((path): Note => ({ path, kind: 'clear_secret' }));
  return ok({
    faults,
    changes,
    unknown: kept.value.unknown,
    notes: [...cleared, ...plans.flatMap(({ notes }) => notes)],
    async apply() {
      for (const plan of plans) {
        const applied = await plan.apply();
        if (!applied.ok) return applied;
      }
      const held = await heldPlaces(ports);
      return held.ok ? kept.value.apply(held.value) : held;
    },
  });
}

/** The file's entries of a service: one, as the seed has it, or a list. */
export function itemsOf(file: JsonObject, service: Service): Item[] {
  const of = file[service];
  if (isObject(of)) return [{ path: `/${service}`, entry: of }];
  if (!Array.isArray(of)) return [];
  return (of as readonly JsonObject[]).map((entry, index) => ({
    path: within(`/${service}`, index),
    entry,
  }));
}

async function heldPlaces({
  parts,
}: ConfigurationPorts): Promise<Result<ReadonlySet<string>, Failure>> {
  const places = new Set([WHOLE]);
  for (const service of SERVICES) {
    const held = await parts[service].read(false);
    if (!held.ok) return held;
    for (const { key } of held.value) places.add(placeOf(service, key));
  }
  return ok(places);
}

/** Unknown fields within a sensitive one are part of it, and go where it goes. */
async function planKept(
  file: JsonObject,
  places: ReadonlyMap<Pointer, string>,
  store: KeptFields,
): Promise<Result<KeptPlan, Failure>> {
  const plain: Record<string, Fields> = {};
  const secret: Record<string, Fields> = {};
  const found: { path: Pointer; value: Json; place: string; at: Pointer; isSecret: boolean }[] = [];
  for (const path of specialFields(file).unknown) {
    const value = valueAt(file, path) ?? null;
    const root = rootOf(path, places);
    const place = places.get(root) ?? WHOLE;
    const isSecret = mayBeSecret(path, value);
    const at = path.slice(root.length);
    found.push({ path, value, place, at, isSecret });
    const of = isSecret ? secret : plain;
    of[place] = { ...of[place], [at]: value };
  }
  const before = await store.read();
  if (!before.ok) return before;
  const hasSecret = found.some(({ isSecret }) => isSecret);
  const secretBefore = hasSecret ? await store.readSecret() : ok<Kept>({});
  if (!secretBefore.ok) return secretBefore;
  return ok({
    unknown: found.map(({ path, value, place, at, isSecret }): UnknownField => {
      const old = (isSecret ? secretBefore : before).value[place]?.[at];
      const kind = old === undefined ? 'new' : isSame(old, value) ? 'same' : 'changed';
      return { path, kind, value: isSecret ? null : JSON.stringify(value) };
    }),
    async apply(held) {
      const merged = mergeKept(before.value, plain, held);
      const written = isSame(merged, before.value) ? ok(null) : await store.write(merged);
      if (!written.ok || !hasSecret) return written;
      return store.writeSecret(mergeKept(secretBefore.value, secret, held));
    },
  });
}

/** The entry that a pointer leads into; else the whole. */
function rootOf(path: Pointer, places: ReadonlyMap<Pointer, string>): Pointer {
  const roots = [...places.keys()].filter((root) => path.startsWith(`${root}/`));
  return roots.reduce((longest, root) => (root.length > longest.length ? root : longest), '');
}
