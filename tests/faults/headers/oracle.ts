// Says whether what was accepted may be accepted, from the raw text alone. It shares no code with
// the reader that it judges, and reads the simplest way there is: letter by letter.
import type { DialectName, Offer } from '../../../src/http402/dialect.ts';

/** What all headers of a response may have together. */
const LONGEST = 8192;
const MOST_CHALLENGES = 32;
const MOST_MONEY = 2n ** 64n - 1n;
/** Of which a longer validity is clamped, and a longer rest. */
const MOST_BLOCKS = 262_800n;
const MOST_REST_MS = 2_592_000_000n;
const MOST_NEEDED = 720n;

interface Plain {
  readonly scheme: string;
  readonly params: readonly (readonly [name: string, value: string])[];
}

/**
 * What is wrong with an accepted offer: THREATS 13 (numbers), 14 (addresses), 16 (ttl and ast) and
 * 17 (form). null if nothing is.
 */
export function faultOf(headers: readonly string[], offer: Offer): string | null {
  const length = headers.reduce((total, header) => total + header.length, 0);
  if (length > LONGEST) return `${length} characters were accepted`;
  for (const header of headers) {
    for (const letter of header) {
      const code = letter.charCodeAt(0);
      if ((code < 32 && code !== 9) || code === 127) return `control character ${code}`;
    }
    const quotes = plainQuotes(header);
    if (quotes % 2 !== 0) return 'an unterminated string was accepted';
  }
  const challenges = headers.flatMap(readPlainly);
  if (challenges.length > MOST_CHALLENGES) return `${challenges.length} challenges were accepted`;
  for (const { params } of challenges) {
    const names = params.map(([name]) => name);
    if (new Set(names).size < names.length) return `a repeated parameter: ${names}`;
  }
  const faults = challenges
    .filter(({ scheme }) => scheme === offer.dialect.toLowerCase())
    .map(({ params }) => MISMATCHES[offer.dialect](new Map(params), offer));
  if (faults.length === 0) return `there is no ${offer.dialect} challenge in the text`;
  return faults.includes(null) ? faultOfFields(offer) : `no challenge says so: ${faults}`;
}

function faultOfFields(offer: Offer): string | null {
  const { address, amount, blocks, restMs, echo, needs, message } = offer;
  if (address.length !== 95) return `an address of ${address.length} characters`;
  for (const letter of address) {
    if (!'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'.includes(letter)) {
      return `an address with "${letter}"`;
    }
  }
  if (amount <= 0n || amount > MOST_MONEY) return `the amount ${amount}`;
  if (blocks === null ? offer.dialect !== 'XMR402' : !isWhole(blocks, 1, MOST_BLOCKS)) {
    return `${blocks} blocks`;
  }
  if (!isWhole(needs, 0, MOST_NEEDED)) return `${needs} confirmations needed`;
  if ((message !== null) !== (offer.dialect === 'XMR402')) return `the message ${message}`;
  if (restMs !== null) {
    if (!isWhole(restMs, 1, MOST_REST_MS)) return `a rest of ${restMs} ms`;
  }
  const txid = echo?.txid ?? null;
  return txid !== null && !/^[0-9a-f]{64}$/.test(txid) ? `txid ${txid}` : null;
}

function isWhole(value: number, least: number, most: bigint): boolean {
  return Number.isSafeInteger(value) && value >= least && BigInt(value) <= most;
}

type Mismatch = (params: ReadonlyMap<string, string>, offer: Offer) => string | null;

/** Where the offer is not what one challenge's text says. */
const MISMATCHES: Readonly<Record<DialectName, Mismatch>> = {
  TPAT: mismatchOfTpat,
  XMR402: mismatchOfXmr402,
  Bearer: mismatchOfProxy,
  Basic: mismatchOfProxy,
};

function mismatchOfXmr402(params: ReadonlyMap<string, string>, offer: Offer): string | null {
  if (params.get('address') !== offer.address) return 'another address';
  if (params.get('amount') !== offer.amount.toString()) return 'another amount';
  const message = params.get('message') ?? '';
  if (message !== offer.message) return 'another message';
  for (const letter of message) if (letter <= ' ' || letter > '~') return 'a message with blanks';
  return message.length === 0 || message.length > 512 ? 'a message of no sensible length' : null;
}

function mismatchOfProxy(params: ReadonlyMap<string, string>, offer: Offer): string | null {
  if (params.get('currency')?.toUpperCase() !== 'XMR') return 'another currency';
  if (params.get('address') !== offer.address) return 'another address';
  const [whole = '', fraction = '', more] = (params.get('min_amount') ?? '').split('.');
  if (more !== undefined || fraction.length > 12) return 'an amount that is no number';
  if (canonical(whole) === null) return 'an amount that is no number';
  if (BigInt(whole + fraction.padEnd(12, '0')) !== offer.amount) return 'another amount';
  const least = canonical(params.get('min_confirmations'));
  const most = canonical(params.get('max_confirmations'));
  if (least === null || most === null || most < least) return 'confirmations that are no numbers';
  if (least !== BigInt(offer.needs)) return 'other confirmations';
  const blocks = most + 1n > MOST_BLOCKS ? MOST_BLOCKS : most + 1n;
  return blocks === BigInt(offer.blocks ?? 0) ? null : 'another end';
}

function mismatchOfTpat(params: ReadonlyMap<string, string>, offer: Offer): string | null {
  if (params.get('address') !== offer.address) return 'another address';
  if (params.get('min_amt') !== offer.amount.toString()) return 'another amount';
  const ttl = canonical(params.get('ttl'));
  if (ttl === null) return 'a ttl that is no number';
  const blocks = ttl > MOST_BLOCKS ? MOST_BLOCKS : ttl;
  if (blocks !== BigInt(offer.blocks ?? 0)) return 'another ttl';
  const ast = params.get('ast');
  if (ast === undefined) return offer.restMs === null ? null : 'a rest that nobody asked for';
  const rest = canonical(ast);
  if (rest === null) return 'an ast that is no number';
  // Less than a second is taken for minutes.
  const ms = rest < 1000n ? rest * 60_000n : rest;
  const clamped = ms > MOST_REST_MS ? MOST_REST_MS : ms;
  return offer.restMs !== null && BigInt(offer.restMs) === clamped ? null : 'another rest';
}

/** A whole number that is written as such a number is written back. */
function canonical(text: string | undefined): bigint | null {
  if (text === undefined || text === '') return null;
  for (const letter of text) if (!'0123456789'.includes(letter)) return null;
  const value = BigInt(text);
  return value.toString() === text && value <= MOST_MONEY ? value : null;
}

/** Quotes that no backslash escapes; backslashes escape only between quotes. */
function plainQuotes(header: string): number {
  let quotes = 0;
  for (let at = 0; at < header.length; at += 1) {
    if (header[at] === '\\' && quotes % 2 === 1) at += 1;
    else if (header[at] === '"') quotes += 1;
  }
  return quotes;
}

/** Cuts at the commas that stand outside quotes; a piece is `scheme`, `scheme name=value` or `name=value`. */
function readPlainly(header: string): Plain[] {
  const pieces: string[] = [''];
  let quoted = false;
  for (let at = 0; at < header.length; at += 1) {
    const letter = header[at] ?? '';
    if (quoted && letter === '\\') {
      pieces[pieces.length - 1] += letter + (header[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (letter === '"') quoted = !quoted;
    if (letter === ',' && !quoted) pieces.push('');
    else pieces[pieces.length - 1] += letter;
  }
  const challenges: { scheme: string; params: [string, string][] }[] = [];
  for (const piece of pieces.map(trimmed)) {
    if (piece === '') continue;
    const space = firstOf(piece, ' \t');
    const equals = firstOf(piece, '=');
    // A space before the `=` parts a scheme from its parameter, unless nothing but spaces is there.
    const startsScheme = space < equals && trimmed(piece.slice(space, equals)) !== '';
    const param = startsScheme ? trimmed(piece.slice(space)) : piece;
    if (startsScheme) challenges.push({ scheme: piece.slice(0, space).toLowerCase(), params: [] });
    else if (equals === piece.length) {
      challenges.push({ scheme: piece.toLowerCase(), params: [] });
      continue;
    }
    const cut = firstOf(param, '=');
    if (cut === param.length) continue;
    const value = trimmed(param.slice(cut + 1));
    const isToken68 = startsScheme && (value === '' || value === '=');
    if (isToken68) continue;
    challenges.at(-1)?.params.push([trimmed(param.slice(0, cut)).toLowerCase(), unquoted(value)]);
  }
  return challenges;
}

function firstOf(text: string, letters: string): number {
  for (let at = 0; at < text.length; at += 1) if (letters.includes(text[at] ?? '')) return at;
  return text.length;
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && (text[from] === ' ' || text[from] === '\t')) from += 1;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to -= 1;
  return text.slice(from, to);
}

function unquoted(value: string): string {
  if (value[0] !== '"') return value;
  let text = '';
  for (let at = 1; at < value.length - 1; at += 1) {
    if (value[at] === '\\') at += 1;
    text += value[at] ?? '';
  }
  return text;
}
