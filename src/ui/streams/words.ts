import { LOCALE } from '../language.ts';

/** To the second, and by a day of 24 hours: messages come in faster than minutes. */
const CLOCK = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** The time of day to the second. */
export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(LOCALE, CLOCK).format(at);
}

/** A day as well, where it is not today. */
export function dayAndTime(at: number, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return timeOfDay(at);
  return new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', ...CLOCK }).format(at);
}

/** A size: `512 B`, `1.5 KB`. */
export function bytesText(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${decimal(count / 1024)} KB`;
  return `${decimal(count / 1024 / 1024)} MB`;
}

/** What runs a server, and how far away it is: `NATS 2.10.7, 3 ms`. */
export function serverText(version: string, roundTripMs: number | null): string {
  return roundTripMs === null ? `NATS ${version}` : `NATS ${version}, ${roundTripMs} ms`;
}

function decimal(value: number): string {
  return value.toLocaleString(LOCALE, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });
}
