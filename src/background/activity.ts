import type { RateView } from '../messages/rate.ts';
import type { Handlers } from '../messages/router.ts';
import { formatXmr, piconero } from '../money/piconero.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { LedgerEntry } from '../payments/ledger.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import { ledgerView } from './views.ts';

const PAGE = 50;
const ALL = Number.POSITIVE_INFINITY;

type ActivityHandlers = Pick<
  Handlers,
  'activity.read' | 'activity.totals' | 'activity.export' | 'activity.proof'
>;

/**
 * The handlers that show what was paid.
 *
 * @param rate what the user set for reading amounts in other money
 */
export function activityHandlers(
  journal: JournalStorage,
  rate: () => Promise<RateView | null>,
): ActivityHandlers {
  async function entries(
    fits: (entry: LedgerEntry) => boolean,
    most: number,
    after: string | null = null,
  ) {
    return unwrap(await journal.ledger(after, most, fits));
  }

  return {
    async 'activity.read'({ search, after }) {
      const wanted = search.trim().toLowerCase();
      const fits = ({ txid, url, toll }: LedgerEntry): boolean =>
        [txid, url, toll.origin].some((text) => text.toLowerCase().includes(wanted));
      const page = await entries(fits, PAGE, after);
      return { entries: page.entries.map(ledgerView), next: page.next };
    },
    async 'activity.totals'() {
      const months = unwrap(await journal.months());
      return {
        rate: await rate(),
        months: [...months].map(([month, days]) => {
          const sites = new Map<string, bigint>();
          for (const day of days.values()) {
            for (const [origin, amount] of day) {
              sites.set(origin, (sites.get(origin) ?? 0n) + amount);
            }
          }
          const spent = [...sites].filter(([, total]) => total > 0n);
          spent.sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
          return {
            month,
            total: spent.reduce((total, [, amount]) => total + amount, 0n).toString(),
            sites: spent.map(([origin, total]) => ({ origin, total: total.toString() })),
          };
        }),
      };
    },
    async 'activity.export'({ format }) {
      const { entries: all } = await entries(() => true, ALL);
      return { text: format === 'csv' ? asCsv(all) : asJson(all) };
    },
    async 'activity.proof'({ txid }) {
      const [entry] = (await entries((one) => one.txid === txid, 1)).entries;
      return { proof: entry?.proof ?? null, message: entry?.message ?? null };
    },
  };
}

/** What is thrown here reaches the page as a message without an answer: there is nothing to show. */
function unwrap<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.code);
}

const COLUMNS = [
  'time',
  'site',
  'url',
  'state',
  'amount_xmr',
  'fee_xmr',
  'total_xmr',
  'blocks',
  'height',
  'txid',
  'dialect',
  'address',
] as const;

/** One row a payment. No proofs: whoever holds one can use what was bought. */
function rowOf(entry: LedgerEntry): Record<(typeof COLUMNS)[number], string | number | null> {
  const { toll, url, state, amount, fee, blocks, height, txid, at } = entry;
  return {
    time: new Date(at).toISOString(),
    site: toll.origin,
    url,
    state,
    amount_xmr: formatXmr(amount),
    fee_xmr: formatXmr(fee),
    total_xmr: formatXmr(piconero(amount + fee)),
    blocks,
    height,
    txid,
    dialect: toll.dialect,
    address: toll.address,
  };
}

function asJson(entries: readonly LedgerEntry[]): string {
  return `${JSON.stringify({ payments: entries.map(rowOf) }, null, 2)}\n`;
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is made a text by an apostrophe. */
function asCsv(entries: readonly LedgerEntry[]): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? '' : String(value);
    const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  const rows = entries.map((entry) => {
    const row = rowOf(entry);
    return COLUMNS.map((column) => cell(row[column])).join(',');
  });
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}
