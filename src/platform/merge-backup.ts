import * as v from 'valibot';
import type { Pass } from '../passes/pass.ts';
import { tollKey } from '../passes/toll.ts';
import { book, type MonthBook, monthOf } from '../payments/budget.ts';
import type { LedgerEntry } from '../payments/ledger.ts';
import { type Payment, type TollRecord, totalOf } from '../payments/payment.ts';
import { HEADER, SECRET } from '../vault/vault.ts';
import { isOpen, OPEN, PAID, SPENT, TOLL } from './journal-storage.ts';
import { API_KEYS, OAUTH_LOGINS } from './kept-credentials.ts';
import type { Entries } from './migrations.ts';
import { storedEntry, storedMonth, storedToll, storeMonth, storeToll } from './stored-toll.ts';
import { WEB_APP_SESSIONS } from './web-app-storage.ts';

/** How far a payment got. Nothing was paid by one that was given up; a proof says otherwise. */
const FURTHER: readonly LedgerEntry['state'][] = [
  'signed',
  'sent',
  'given_up',
  'proven',
  'confirmed',
];

/**
 * What is to be written when a backup is restored over what is there. The backup is never quite the
 * newest: between it and now something may have been paid.
 *
 * - Settings, rules and all other entries are the backup's. What it does not have stays.
 * - The vault is the backup's, whole, with the lists of keys and logins that it holds; one without a
 *   vault leaves the present one alone.
 * - The ledger is both together. Of an entry that both have, the one counts that got further.
 * - A toll's unfinished payment stays; the backup's is taken where there is none, unless the ledger
 *   knows that it is over. Its pass stays if both have one of the same transaction. Of two passes
 *   one that still stands in the way of a payment is kept before one that ran out, a later before an
 *   earlier. So no toll can be paid again that could not be before, here or where the backup is from.
 * - Sessions in web apps stay: the backup knows nothing of this browser's cookies.
 * - What was spent is counted anew from the ledger, and never comes to less than it does now.
 *
 * @param present what is stored, of this version's layout
 * @param backup the same of the backup's
 * @returns entries; null stands for one that is to go
 */
export function mergeBackup(present: Entries, backup: Entries): Entries {
  const merged: Record<string, unknown> = { ...backup };
  if (backup[HEADER] === undefined) {
    for (const key of Object.keys(merged)) if (key.startsWith(SECRET)) delete merged[key];
  } else {
    for (const key of Object.keys(present)) {
      if (key.startsWith(SECRET) && backup[key] === undefined) merged[key] = null;
    }
    for (const list of [API_KEYS, OAUTH_LOGINS]) {
      if (present[list] !== undefined && backup[list] === undefined) merged[list] = null;
    }
  }
  // Whether there is a session is a matter of this browser's cookies.
  delete merged[WEB_APP_SESSIONS];
  const ledger = mergeLedgers(present, backup, merged);
  mergeTolls(present, backup, ledger, merged);
  mergeSums(present, ledger, merged);
  return merged;
}

function mergeLedgers(
  present: Entries,
  backup: Entries,
  merged: Record<string, unknown>,
): readonly LedgerEntry[] {
  const ledger: LedgerEntry[] = [];
  for (const key of keysOf(PAID, present, backup)) {
    const here = v.safeParse(storedEntry, present[key]);
    const there = v.safeParse(storedEntry, backup[key]);
    // What cannot be read is kept where nothing else stands for it.
    if (!here.success && !there.success) merged[key] = present[key] ?? backup[key];
    const isBehind = here.success && there.success && rank(here.output) < rank(there.output);
    const chosen = here.success && !isBehind ? here : there;
    if (!chosen.success) continue;
    merged[key] = chosen === here ? present[key] : backup[key];
    ledger.push(chosen.output);
  }
  return ledger;
}

function rank({ state }: LedgerEntry): number {
  return FURTHER.indexOf(state);
}

function mergeTolls(
  present: Entries,
  backup: Entries,
  ledger: readonly LedgerEntry[],
  merged: Record<string, unknown>,
): void {
  const over = new Set(
    ledger.flatMap(({ txid, state }) => (state === 'signed' || state === 'sent' ? [] : [txid])),
  );
  const open: string[] = [];
  for (const key of keysOf(TOLL, present, backup)) {
    const here = v.safeParse(storedToll, present[key]);
    const there = v.safeParse(storedToll, backup[key]);
    if (present[key] !== undefined && !here.success) {
      // It may hold a payment: nothing is written over it.
      merged[key] = present[key];
      continue;
    }
    if (!there.success && !here.success) continue;
    const record: TollRecord | null = here.success
      ? there.success
        ? mergeRecords(here.output, there.output, over)
        : here.output
      : there.success
        ? withoutPaymentIn(there.output, over)
        : null;
    if (record === null) continue;
    merged[key] = storeToll(record);
    if (isOpen(record)) open.push(TOLL + tollKey(record.toll));
  }
  merged[OPEN] = open;
}

function mergeRecords(here: TollRecord, there: TollRecord, over: ReadonlySet<string>): TollRecord {
  const passes = [here.pass, there.pass].flatMap((pass) => pass?.txid ?? []);
  const isUnfinished = (payment: Payment | null): boolean =>
    payment !== null && !passes.includes(payment.transfer.txid);
  const payments = [here.payment, withoutPaymentIn(there, over).payment];
  const payment = payments.find(isUnfinished) ?? null;
  return { ...here, pass: betterPass(here.pass, there.pass), payment };
}

/** A payment that has become a pass, or was given up, is not taken up again. */
function withoutPaymentIn(record: TollRecord, over: ReadonlySet<string>): TollRecord {
  const txid = record.payment?.transfer.txid;
  return txid !== undefined && over.has(txid) ? { ...record, payment: null } : record;
}

function betterPass(here: Pass | null, there: Pass | null): Pass | null {
  if (here === null || there === null) return here ?? there;
  if (here.txid === there.txid) return here;
  const [a, b] = [standing(here), standing(there)];
  if (a !== b) return a > b ? here : there;
  return here.boughtAt >= there.boughtAt ? here : there;
}

/** 2: it is shown to its site. 1: the site is not paid before the user says so. 0: it ran out. */
function standing({ ended }: Pass): number {
  return ended === null ? 2 : ended === 'expired' ? 0 : 1;
}

function mergeSums(
  present: Entries,
  ledger: readonly LedgerEntry[],
  merged: Record<string, unknown>,
): void {
  const months = new Map<string, MonthBook>();
  for (const entry of ledger) {
    if (entry.state === 'given_up') continue;
    const month = monthOf(entry.at);
    const booking = {
      origin: entry.toll.origin,
      total: totalOf(entry),
      at: entry.at,
      sign: 1,
    } as const;
    months.set(month, book(months.get(month) ?? new Map(), booking));
  }
  for (const key of Object.keys(merged)) if (key.startsWith(SPENT)) delete merged[key];
  for (const [month, counted] of months) merged[SPENT + month] = storeMonth(counted);
  for (const key of keysOf(SPENT, present)) {
    const now = v.safeParse(storedMonth, present[key]);
    if (!now.success) {
      merged[key] = present[key];
      continue;
    }
    const counted = months.get(key.slice(SPENT.length)) ?? new Map();
    merged[key] = storeMonth(atLeast(counted, now.output));
  }
}

/** Each sum, but none smaller than it is in `least`. */
function atLeast(month: MonthBook, least: MonthBook): MonthBook {
  const days = new Map(month);
  for (const [day, sites] of least) {
    const raised = new Map(days.get(day));
    for (const [origin, total] of sites) {
      const known = raised.get(origin);
      if (known === undefined || known < total) raised.set(origin, total);
    }
    days.set(day, raised);
  }
  return days;
}

function keysOf(prefix: string, ...of: readonly Entries[]): string[] {
  const keys = of.flatMap((entries) => Object.keys(entries));
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}
