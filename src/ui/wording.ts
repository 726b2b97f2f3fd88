import { formatXmr, type Piconero, parsePiconero, parseXmr } from '../money/piconero.ts';
import { inLanguage, LOCALE } from './language.ts';
import { de } from './wording.de.ts';
import { en } from './wording.en.ts';

export { plural } from './language.ts';

/**
 * How amounts, times, names and counts are put into words. Pure: the time is passed in, and so is
 * the locale where a test needs a fixed one.
 */
const texts = inLanguage({ en, de });

/** A Monero block takes about two minutes. */
const BLOCK_MS = 120_000;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Locale and time zone of a time; without them the interface's and the user's own. */
export interface Place {
  readonly locale?: string;
  readonly timeZone?: string;
}

/**
 * Makes every character of a foreign text visible: controls, line breaks, invisible and
 * direction-changing characters become U+FFFD, so that a text cannot pretend to be another.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}

/** The same for a text of several lines, which stay lines. */
export function visibleLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').split('\n').map(visible).join('\n');
}

/** Keeps the first and last characters of a long identifier: `44AFFq5k…9sTdQx`. */
export function shorten(text: string, head = 8, tail = 6): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}

/** Cuts a foreign text that is too long to show in a sentence. */
export function clip(text: string, most = 240): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** The host of an origin or URL in punycode, with its port. */
export function hostOf(url: string): string {
  return visible(URL.canParse(url) ? new URL(url).host : url);
}

/** The URL if it is a web page's, else null. Nothing else is ever navigated to. */
export function webUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** An amount of the contract (a decimal string of piconero) in XMR, without the unit. */
export function xmr(amount: string): string {
  const read = parsePiconero(amount);
  return read.ok ? formatXmr(read.value) : '?';
}

/** The same with its unit, for use inside a sentence. The space does not break. */
export function xmrWithUnit(amount: string): string {
  return `${xmr(amount)}\u{A0}XMR`;
}

/** Adds two amounts of the contract. */
export function addAmounts(a: string, b: string): string {
  return (BigInt(a) + BigInt(b)).toString();
}

/** What a person typed as an amount in XMR: the amount, or why it is none. */
export type XmrInput =
  | { readonly ok: true; readonly amount: Piconero }
  | { readonly ok: false; readonly why: string };

/** Reads an amount in XMR from an input field. */
export function readXmr(text: string): XmrInput {
  if (text.trim() === '') return { ok: false, why: texts.amountMissing };
  if (text.includes(',')) return { ok: false, why: texts.amountWithComma };
  // 18.4 million XMR exist, and not many more fit an amount.
  const whole = /^\s*0*([0-9]*)/.exec(text)?.[1] ?? '';
  if (whole.length > 7) return { ok: false, why: texts.amountTooLarge };
  const read = parseXmr(text);
  return read.ok ? { ok: true, amount: read.value } : { ok: false, why: texts.amountUnreadable };
}

/** A length of time, rounded, as part of a sentence: `about 2 minutes`. */
export function about(ms: number): string {
  if (ms < 45 * SECOND_MS) return texts.lessThanAMinute;
  if (ms < 90 * MINUTE_MS) return texts.aboutMinutes(Math.max(1, Math.round(ms / MINUTE_MS)));
  if (ms < 36 * HOUR_MS) return texts.aboutHours(Math.round(ms / HOUR_MS));
  return texts.aboutDays(Math.round(ms / DAY_MS));
}

/** An interval to the second: `every hour`, `every 90 minutes`, `every 2 days`. */
export function every(ms: number): string {
  for (const [unitMs, words] of [
    [DAY_MS, texts.everyDays],
    [HOUR_MS, texts.everyHours],
    [MINUTE_MS, texts.everyMinutes],
  ] as const) {
    if (ms >= unitMs && ms % unitMs === 0) return words(ms / unitMs);
  }
  return texts.everySeconds(Math.max(1, Math.round(ms / SECOND_MS)));
}

/** What a toll buys: `5 blocks, about 10 minutes`; without blocks it is one request. */
export function blocksBought(blocks: number | null): string {
  return blocks === null ? texts.oneRequest : texts.blocks(blocks, aboutBlocks(blocks));
}

/** How long blocks take: `about 14 minutes`. */
export function aboutBlocks(blocks: number): string {
  return about(blocks * BLOCK_MS);
}

/** What a site waits for, once it is paid: `3 confirmations, about 6 minutes`. */
export function waitWords(needs: number): string {
  return needs === 0 ? texts.opensAtOnce : texts.confirmations(needs, aboutBlocks(needs));
}

/** A moment: the hour alone if it is today, else the date too. */
export function moment(at: number, now: number, place: Place = {}): string {
  const zone = place.timeZone === undefined ? {} : { timeZone: place.timeZone };
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const sameDay = day.format(at) === day.format(now);
  const sameYear = day.format(at).slice(0, 4) === day.format(now).slice(0, 4);
  const format = new Intl.DateTimeFormat(place.locale ?? LOCALE, {
    hour: '2-digit',
    minute: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
    ...(sameYear ? {} : { year: 'numeric' }),
    ...zone,
  });
  return withHalfDay(format.format(at));
}

/** `02:27 AM` does not break: what comes of some browsers' formats would. */
function withHalfDay(time: string): string {
  return time.replace(/\s(?=[AP]M$)/, '\u{A0}');
}

/** A moment to the second, for steps that follow each other closely; with its date if not today. */
export function timeOfDay(at: number, now: number, place: Place = {}): string {
  const zone = place.timeZone === undefined ? {} : { timeZone: place.timeZone };
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const format = new Intl.DateTimeFormat(place.locale ?? LOCALE, {
    timeStyle: 'medium',
    ...(day.format(at) === day.format(now) ? {} : { dateStyle: 'medium' }),
    ...zone,
  });
  return withHalfDay(format.format(at));
}

/** How long until so many blocks, which is only an estimate: never "in 0 minutes". */
export function untilAbout(until: number | null, now: number, blocks = 1): string {
  if (until === null) return aboutBlocks(Math.max(1, blocks));
  return until <= now ? texts.anyMomentNow : about(until - now);
}

/**
 * How far a wait for confirmations is, between 0 and 1. Blocks come at random, so it never says
 * that it is done, which is for the background to say, and it never falls behind what is confirmed.
 *
 * @param until when the last one is expected, in milliseconds since 1970
 */
export function waitFraction(
  until: number | null,
  now: number,
  confirmations: number,
  needed: number,
): number | null {
  if (until === null) return null;
  const whole = Math.max(1, needed);
  const byClock = 1 - (until - now) / (whole * BLOCK_MS);
  return Math.min(0.96, Math.max(0.04, confirmations / whole, byClock));
}

/** A month of the contract (`2026-11`) as a name: `November 2026`. */
export function monthName(month: string, place: Place = {}): string {
  const [year, number] = month.split('-').map(Number);
  if (year === undefined || number === undefined || !(number >= 1 && number <= 12)) {
    return visible(month);
  }
  return new Intl.DateTimeFormat(place.locale ?? LOCALE, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(year, number - 1));
}
