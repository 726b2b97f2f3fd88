import { err, ok, type Result } from '../outcome/result.ts';
import { type Fault, fault } from './fault.ts';
import { isObject, type Json, type JsonObject, type Pointer, within } from './json.ts';

/** Characters. Somebody with two hundred of everything needs half of it. */
export const LONGEST_FILE = 1_000_000;

/** Ours need six levels. Deeper ones would only serve to run out of stack. */
const DEEPEST = 32;

/**
 * Reads the text of a configuration as JSON.
 *
 * Faults: `configuration_too_long`, `configuration_not_json` (with `line` and `column` where the
 * browser tells), `configuration_too_deep`, `field_type` if it is no object, `field_name`.
 */
export function parseConfiguration(text: string): Result<JsonObject, readonly Fault[]> {
  if (text.length > LONGEST_FILE) {
    return err([fault('', 'configuration_too_long', { most: String(LONGEST_FILE) })]);
  }
  if (depthOf(text) > DEEPEST) {
    return err([fault('', 'configuration_too_deep', { most: String(DEEPEST) })]);
  }
  let read: Json;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    return err([fault('', 'configuration_not_json', placeOf(cause, text))]);
  }
  if (!isObject(read)) return err([fault('', 'field_type', { expected: 'object' })]);
  const reserved = reservedNames(read, '');
  return reserved.length > 0 ? err(reserved) : ok(read);
}

/** Brackets that are open at once, before anything is built of them. */
function depthOf(text: string): number {
  let [depth, deepest, isString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isString = !isString;
    else if (isString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * Of the browser's message nothing but this: it quotes the file, which may hold secrets. Chromium says
 * a position or nothing, Firefox a line and a column.
 */
function placeOf(cause: unknown, text: string): Record<string, string> {
  const message = cause instanceof SyntaxError ? cause.message : '';
  const [, line, column] = /\bline (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined && column !== undefined) return { line, column };
  const [, position] = /\bat position (\d+)/.exec(message) ?? [];
  if (position === undefined) return {};
  const before = text.slice(0, Number(position)).split('\n');
  return { line: String(before.length), column: String((before.at(-1) ?? '').length + 1) };
}

/** One means something else to JavaScript; half characters are in no text that can be written out. */
function reservedNames(value: Json, at: Pointer): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '__proto__' || !name.isWellFormed()
      ? [fault(within(at, name.toWellFormed()), 'field_name')]
      : reservedNames(member, within(at, name)),
  );
}
