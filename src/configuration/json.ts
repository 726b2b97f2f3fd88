/** What JSON text holds. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Where something is in a document (RFC 6901): empty for the whole. */
export type Pointer = string;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The pointer to a member of what `pointer` is at. */
export function within(pointer: Pointer, name: string | number): Pointer {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function namesIn(pointer: Pointer): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What is there; undefined if nothing is. */
export function valueAt(document: Json, pointer: Pointer): Json | undefined {
  let value: Json | undefined = document;
  for (const name of namesIn(pointer)) value = memberOf(value, name);
  return value;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, Json>>)[name];
}

/** A copy with this value there. Where it would have no parent, the document stays as it is. */
export function withValue(document: Json, pointer: Pointer, value: Json): Json {
  const [name, ...rest] = namesIn(pointer);
  return name === undefined ? value : placed(document, name, rest, value);
}

function placed(document: Json, name: string, rest: readonly string[], value: Json): Json {
  if (typeof document !== 'object' || document === null) return document;
  const member = memberOf(document, name);
  const [next, ...further] = rest;
  if (next !== undefined && member === undefined) return document;
  const changed = next === undefined ? value : placed(member ?? null, next, further, value);
  if (Array.isArray(document)) {
    return member === undefined ? document : document.with(Number(name), changed);
  }
  return Object.fromEntries([...Object.entries(document), [name, changed]]);
}

/** A copy without what is at these pointers. */
export function without(document: Json, pointers: ReadonlySet<Pointer>, at: Pointer = ''): Json {
  if (Array.isArray(document)) {
    return document.map((item, index) => without(item, pointers, within(at, index)));
  }
  if (!isObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      const pointer = within(at, name);
      return pointers.has(pointer) ? [] : [[name, without(value, pointers, pointer)]];
    }),
  );
}

/** Whether two documents hold the same, in whatever order. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(memberOf(a, name), memberOf(b, name)))
  );
}
