import * as v from 'valibot';

/** What a web app answers: the envelope of today's, or the seed's WebappLoginResponse. */
export interface Envelope {
  readonly success: boolean;
  readonly errors: readonly AppError[];
  readonly data: unknown;
}

/** One thing that a web app complains about. */
export interface AppError {
  /** Null where it has only a number. */
  readonly key: string | null;
  /** Foreign text, of one line. */
  readonly message: string;
}

const MOST_ERRORS = 20;
const MOST_CHARACTERS = 200;

const envelope = v.object({
  success: v.boolean(),
  /** PHP writes an empty list for no errors, and a list too where they have no keys (measured). */
  errors: v.optional(
    v.nullable(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())])),
    null,
  ),
  message: v.optional(v.nullable(v.string()), null),
  data: v.optional(v.unknown(), null),
});

/** Reads an answer; null if it is none of a web app's. */
export function readEnvelope(json: unknown): Envelope | null {
  const read = v.safeParse(envelope, json);
  if (!read.success) return null;
  const { success, errors, message, data } = read.output;
  const keyed = Object.entries(errors ?? {})
    .slice(0, MOST_ERRORS)
    .map(([key, said]) => ({
      key: /^[a-z][a-z0-9_]{0,63}$/i.test(key) ? key : null,
      message: line(typeof said === 'string' ? said : ''),
    }));
  const said = message === null || success ? [] : [{ key: null, message: line(message) }];
  return { success, errors: [...keyed, ...said], data };
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS);
}

/** Structs numbers its objects by kind: 0 are guilds, 1 are players. */
const NUMBER = '(?:0|[1-9][0-9]{0,15})';

export const GUILD = v.object({
  id: v.pipe(v.string(), v.regex(new RegExp(`^0-${NUMBER}$`))),
  name: v.optional(v.nullable(v.pipe(v.string(), v.transform(line))), null),
});
/** Seconds since 1970. */
export const TIMESTAMP = v.object({
  unix_timestamp: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}$/), v.transform(Number))]),
    v.integer(),
    v.minValue(1),
  ),
});
export const PLAYER = v.object({
  player_id: v.pipe(v.string(), v.regex(new RegExp(`^1-${NUMBER}$`))),
});
