import { err, ok, type Result } from '../outcome/result.ts';

/** One challenge of a `WWW-Authenticate` header, RFC 9110 section 11.6.1. */
export interface Challenge {
  /** The scheme in lower case: schemes are case-insensitive. */
  readonly scheme: string;
  /** The `token68` form, if the challenge has that instead of parameters. */
  readonly token68: string | null;
  /** Parameters by lower-case name. */
  readonly params: ReadonlyMap<string, string>;
}

export type ChallengeError = 'challenge_malformed' | 'challenge_too_long';

/** What a server may send us in all; real challenges are under 400 characters. */
const LONGEST = 8192;
const MOST_CHALLENGES = 32;

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const TOKEN68 = /[0-9A-Za-z\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const QUOTED = /"((?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\uffff]|\\[\t \x21-\x7e\x80-\uffff])*)"/y;
const SPACE = /[ \t]*/y;
/** A scheme that is followed by something has to be followed by this, or by a token68. */
const PARAM_AHEAD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=/;

/**
 * Parses the values of all `WWW-Authenticate` headers of one response.
 *
 * Follows the grammar of RFC 9110 section 11 (several challenges in one header or in several,
 * parameters in any order, optional white space around commas and `=`, quoted-string escapes,
 * case-insensitive names) and refuses everything else: control characters, an unterminated string,
 * a repeated parameter, over 8192 characters, over 32 challenges.
 */
export function parseChallenges(
  headers: readonly string[],
): Result<readonly Challenge[], ChallengeError> {
  const length = headers.reduce((total, header) => total + header.length, 0);
  if (length > LONGEST) return err('challenge_too_long');
  const challenges: Challenge[] = [];
  for (const header of headers) {
    const read = parseHeader(header);
    if (read === null) return err('challenge_malformed');
    challenges.push(...read);
    if (challenges.length > MOST_CHALLENGES) return err('challenge_too_long');
  }
  return ok(challenges);
}

function parseHeader(text: string): Challenge[] | null {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    at += match[0].length;
    return match[1] ?? match[0];
  };

  const challenges: { scheme: string; token68: string | null; params: Map<string, string> }[] = [];
  // `Scheme name="value", name=value, Scheme2 token68`: a comma parts both parameters and
  // challenges; what follows a comma is a parameter if it has a `=`, else the next scheme.
  while (at < text.length) {
    take(SPACE);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (at >= text.length) break;
    const name = take(TOKEN);
    if (name === null) return null;
    const afterName = at;
    take(SPACE);
    const current = challenges.at(-1);
    if (text[at] === '=') {
      if (current === undefined || current.token68 !== null) return null;
      at += 1;
      take(SPACE);
      const value = text[at] === '"' ? take(QUOTED)?.replace(/\\(.)/gs, '$1') : take(TOKEN);
      if (value === null || value === undefined) return null;
      const key = name.toLowerCase();
      if (current.params.has(key)) return null;
      current.params.set(key, value);
    } else {
      const challenge = {
        scheme: name.toLowerCase(),
        token68: null as string | null,
        params: new Map<string, string>(),
      };
      challenges.push(challenge);
      if (at === afterName || text[at] === ',' || at >= text.length) {
        if (at < text.length && text[at] !== ',') return null;
        continue;
      }
      // After the scheme and white space: a token68 ends here, a parameter has its `=` first.
      challenge.token68 = take(TOKEN68);
      if (challenge.token68 === null) {
        if (!PARAM_AHEAD.test(text.slice(at))) return null;
        continue;
      }
    }
    take(SPACE);
    if (at < text.length && text[at] !== ',') return null;
  }
  return challenges;
}
