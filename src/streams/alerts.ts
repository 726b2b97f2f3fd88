import { fieldsOf, type KeptMessage, readMessage } from './message.ts';

/** Of one subscription: every condition has to hold. Without any, each message counts. */
export interface AlertRule {
  readonly id: string;
  readonly conditions: readonly {
    /** With dots into what is nested; at the top, or where Structs nests (`NESTED`). */
    readonly field: string;
    readonly value: string;
  }[];
}

/** Minutes of the day by the clock on the user's wall; over midnight if `to` is before `from`. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export interface Alert {
  readonly subject: string;
  readonly text: string;
  /** Of the same rule, that were held back since its last one. */
  readonly more: number;
}

/** One rule raises no more than one alert in this time. */
export const RULE_PAUSE_MS = 30_000;
/** All rules together raise no more than so many in ten minutes. */
export const MOST_ALERTS = 10;
const WINDOW_MS = 600_000;
const MOST_TEXT = 160;
/** What the servers send has `detail`; the documents of GRASS name the other two. */
const NESTED = ['detail', 'details', 'data'] as const;

export interface Alerts {
  /** What is to be watched from now on, by subscription. */
  set(rules: ReadonlyMap<string, readonly AlertRule[]>, quiet: QuietHours | null): void;
  /** Whether there is a rule for it: else a message need not even be read. */
  watches(subscriptionId: string): boolean;
  heard(subscriptionId: string, message: KeptMessage): void;
}

/** @param minuteOfDay of a time, by the clock on the user's wall */
export function openAlerts(
  minuteOfDay: (at: number) => number,
  raise: (alert: Alert) => void,
): Alerts {
  let rules: ReadonlyMap<string, readonly AlertRule[]> = new Map();
  let quiet: QuietHours | null = null;
  const last = new Map<string, { at: number; held: number }>();
  let raised: number[] = [];

  function mayRaise(id: string, at: number): boolean {
    const before = last.get(id);
    raised = raised.filter((each) => at - each < WINDOW_MS);
    const isEarly = before !== undefined && at - before.at < RULE_PAUSE_MS;
    if (!isEarly && raised.length < MOST_ALERTS) return true;
    last.set(id, { at: before?.at ?? 0, held: (before?.held ?? 0) + 1 });
    return false;
  }

  return {
    set(wanted, hours) {
      rules = wanted;
      quiet = hours;
    },
    watches: (subscriptionId) => (rules.get(subscriptionId)?.length ?? 0) > 0,
    heard(subscriptionId, message) {
      const own = rules.get(subscriptionId);
      if (own === undefined || own.length === 0) return;
      const fields = fieldsOf(message);
      for (const rule of own) {
        if (!rule.conditions.every(({ field, value }) => holds(fields, field, value))) continue;
        const { at } = message;
        if (quiet !== null && isWithin(quiet, minuteOfDay(at))) continue;
        if (!mayRaise(rule.id, at)) continue;
        const more = last.get(rule.id)?.held ?? 0;
        last.set(rule.id, { at, held: 0 });
        raised.push(at);
        raise({ subject: message.subject.slice(0, MOST_TEXT), text: textOf(message), more });
      }
    },
  };
}

function isWithin({ from, to }: QuietHours, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function holds(
  fields: Readonly<Record<string, unknown>> | null,
  field: string,
  value: string,
): boolean {
  if (fields === null) return false;
  const places = [fields, ...NESTED.map((name) => fields[name])];
  const found = places.map((place) => at(place, field)).find((each) => each !== undefined);
  return found !== undefined && typeof found !== 'object' && String(found) === value;
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function textOf(message: KeptMessage): string {
  const { format, body, category } = readMessage(message, MOST_TEXT);
  const text = format === 'hex' ? `${message.size} bytes` : body;
  return category === null ? text : `${category}: ${text}`;
}
