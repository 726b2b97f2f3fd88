import { type FleetingRule, prefixPriority } from '../headers/rule.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** The header that a credential is shown in. `bearer` is `Authorization: Bearer …` (RFC 6750). */
export type HeaderForm =
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'bearer' };

/** What a credential is shown to: one origin, or one path of it and what lies beneath. */
export interface Place {
  /** With scheme and port, as `URL.origin` has it. */
  readonly origin: string;
  /** `/` for all of it; else without a slash at its end. */
  readonly path: string;
}

/** Where a credential is shown, and how. */
export interface Attachment extends Place {
  readonly header: HeaderForm;
}

export const DEFAULT_HEADER = 'X-API-Key';

/** RFC 9110, section 5.6.2: a token. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/;

/**
 * Headers that say how or for whom a request is made, or what is in it. Browsers and servers rely on
 * them (`Fetch`, "forbidden request-header"; RFC 9110): another value would break the request, let it
 * be taken for another one, or replace the user's own cookies.
 */
const FORBIDDEN = new Set([
  'connection',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'forwarded',
  'from',
  'host',
  'keep-alive',
  'origin',
  'pragma',
  'range',
  'referer',
  'set-cookie',
  'set-cookie2',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);
const FORBIDDEN_STARTS =
  /^(?:proxy-|sec-|content-|accept|access-control-|if-|cache-|x-forwarded-|x-http-method|x-method-override)/;

/** Characters that a browser's filter takes for something else. */
const SPECIAL = /[*^|]/;

/**
 * Reads the address that a key is for.
 *
 * Errors: `place_invalid`; `place_insecure` where it would travel in the clear.
 *
 * @param isSecure whether what is sent to an origin can be read by nobody on the way
 */
export function readPlace(
  text: string,
  isSecure: (origin: string) => boolean,
): Result<Place, Failure> {
  const typed = text.trim();
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return err(failure('place_invalid'));
  const { origin, pathname, search, hash, username, password } = url;
  const isPlain = search === '' && hash === '' && username === '' && password === '';
  if (!isPlain || SPECIAL.test(decoded(pathname)) || pathname.includes('//')) {
    return err(failure('place_invalid'));
  }
  if (!isSecure(origin)) return err(failure('place_insecure', { origin }));
  return ok({ origin, path: pathname.replace(/\/$/, '') || '/' });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '*';
  }
}

/**
 * Reads what a key is to be shown in.
 *
 * Errors: `header_invalid`, `header_forbidden`.
 */
export function readHeader(form: HeaderForm): Result<HeaderForm, Failure> {
  if (form.kind === 'bearer') return ok(form);
  const name = form.name.trim();
  if (!TOKEN.test(name)) return err(failure('header_invalid'));
  const lower = name.toLowerCase();
  return FORBIDDEN.has(lower) || FORBIDDEN_STARTS.test(lower)
    ? err(failure('header_forbidden', { name }))
    : ok({ kind: 'header', name });
}

/** A header takes no more of browsers and servers. */
const MOST_VALUE = 4096;

/**
 * Reads a key as it was typed or pasted: visible ASCII, inside of which there may be spaces; of a
 * bearer what RFC 6750 (section 2.1) lets it be.
 *
 * Errors: `key_value_invalid`.
 */
export function readValue(text: string, form: HeaderForm): Result<string, Failure> {
  const value = text.trim();
  const grammar =
    form.kind === 'bearer'
      ? /^[A-Za-z0-9\-._~+/]+=*$/
      : /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
  return value.length <= MOST_VALUE && grammar.test(value)
    ? ok(value)
    : err(failure('key_value_invalid'));
}

export function headerName(form: HeaderForm): string {
  return form.kind === 'bearer' ? 'Authorization' : form.name;
}

export function headerValue(form: HeaderForm, secret: string): string {
  return form.kind === 'bearer' ? `Bearer ${secret}` : secret;
}

/** The rule that shows a credential where it belongs, and nowhere else. */
export function attachmentRule(
  { origin, path, header }: Attachment,
  secret: string,
  until: number | null,
): FleetingRule {
  const prefix = `${origin}${path}`;
  return {
    match: { prefix },
    name: headerName(header),
    value: headerValue(header, secret),
    priority: prefixPriority(prefix, origin, 'given'),
    until,
  };
}

/** Whether a request for this URL is shown it. */
export function serves({ origin, path }: Place, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const asked = new URL(url);
  if (asked.origin !== origin) return false;
  return path === '/' || asked.pathname === path || asked.pathname.startsWith(`${path}/`);
}

/** Whether two want the same header for the same path: only one of them could be shown. */
export function clashes(a: Attachment, b: Attachment): boolean {
  return (
    a.origin === b.origin &&
    a.path === b.path &&
    headerName(a.header).toLowerCase() === headerName(b.header).toLowerCase()
  );
}
