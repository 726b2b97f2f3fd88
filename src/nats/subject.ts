/** NATS takes no control line above 4 KB by default, and the subject is one word of it. */
export const MOST_SUBJECT_LENGTH = 512;

/** What is wrong with a subject as it is typed; the sentences are the UI's. */
export type SubjectFault =
  | 'empty'
  | 'too_long'
  | 'space'
  | 'empty_token'
  | 'star_in_token'
  | 'rest_in_token'
  | 'rest_not_last'
  | 'wildcard';

/**
 * What keeps a text from being a subject, or null.
 *
 * A subject is tokens with dots between them; `*` stands for one token, `>` for one or more at the
 * end. The server would close the connection, or silently match nothing, on most of these faults.
 *
 * @param wildcards whether `*` and `>` may stand in it: one may subscribe to them, never publish
 */
export function subjectFault(text: string, wildcards: boolean): SubjectFault | null {
  if (text === '') return 'empty';
  if (text.length > MOST_SUBJECT_LENGTH) return 'too_long';
  if (/[\s\p{Cc}]/u.test(text)) return 'space';
  const tokens = text.split('.');
  for (const [index, token] of tokens.entries()) {
    if (token === '') return 'empty_token';
    if (token.includes('*') && token !== '*') return 'star_in_token';
    if (token.includes('>') && token !== '>') return 'rest_in_token';
    if (token === '>' && index < tokens.length - 1) return 'rest_not_last';
    if (!wildcards && (token === '*' || token === '>')) return 'wildcard';
  }
  return null;
}

/** Whether a message of `subject` goes to who subscribed to `pattern`. Both without fault. */
export function matchesSubject(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  for (const [index, token] of wanted.entries()) {
    if (token === '>') return given.length > index;
    const other = given[index];
    if (other === undefined || (token !== '*' && token !== other)) return false;
  }
  return wanted.length === given.length;
}

/** Whether whoever may hear `allowed` may hear all of `wanted`. Both without fault. */
export function coversSubject(allowed: string, wanted: string): boolean {
  const asked = wanted.split('.');
  // `*` is one token, and what stands behind `>` may be many.
  const isWider = allowed.split('.').some((token, index) => token === '*' && asked[index] === '>');
  return !isWider && matchesSubject(allowed, wanted);
}

/**
 * A wider subject for one that stays silent, or null: `*` is exactly one token, so `a.*` never
 * matches `a.b.c`. Structs moved its players from `structs.player.{id}` to
 * `structs.player.{guild}.{id}`, and whoever subscribed to `structs.player.*` heard nothing since.
 */
export function widerSubject(pattern: string): string | null {
  const tokens = pattern.split('.');
  const star = tokens.indexOf('*');
  if (star < 1) return null;
  return [...tokens.slice(0, star), '>'].join('.');
}
