/** What a browser holds in which many tolls were paid. */
import { piconero, sum } from '../../src/money/piconero.ts';
import type { Pass } from '../../src/passes/pass.ts';
import { book, type MonthBook, monthOf } from '../../src/payments/budget.ts';
import { SPENT } from '../../src/platform/journal-storage.ts';
import { storeEntry, storeMonth, storeToll } from '../../src/platform/stored-toll.ts';
import type { UndebuggedPage } from '../e2e/browsers/undebugged.ts';

/** `storage.local.set` takes a message of this many entries at once. */
const CHUNK = 500;

/** Writes so many passes and as many payments. The background has to be stopped after it. */
export async function storePasses(
  page: UndebuggedPage,
  origin: string,
  count: number,
): Promise<void> {
  const entries = Object.entries(stored(origin, count));
  for (let at = 0; at < entries.length; at += CHUNK) {
    await page.evaluate(
      (some) => chrome.storage.local.set(some),
      Object.fromEntries(entries.slice(at, at + CHUNK)),
    );
  }
}

/** The newest pass is the given origin's; the others were bought by the hour before it. */
function stored(origin: string, count: number): Record<string, unknown> {
  const now = Date.now();
  const entries: Record<string, unknown> = {};
  const months = new Map<string, MonthBook>();
  for (let at = 0; at < count; at += 1) {
    const pass = passOf(at === 0 ? origin : `https://toll-${at}.example`, at, now - at * 3_600_000);
    const { toll, txid, boughtAt, blocks, proof, message, paid, fee, height } = pass;
    const month = monthOf(boughtAt);
    const booking = { origin: toll.origin, total: sum(paid, fee), at: boughtAt, sign: 1 } as const;
    months.set(month, book(months.get(month) ?? new Map(), booking));
    entries[`toll:${toll.origin}|${toll.dialect}|${toll.address}`] = storeToll({
      toll,
      payment: null,
      pass,
    });
    entries[`paid:${String(boughtAt).padStart(15, '0')}:${txid}`] = storeEntry({
      txid,
      toll,
      url: `${toll.origin}/article`,
      amount: paid,
      fee,
      at: boughtAt,
      state: 'confirmed',
      blocks,
      proof,
      message,
      height,
    });
  }
  for (const [month, days] of months) entries[SPENT + month] = storeMonth(days);
  return entries;
}

function passOf(origin: string, at: number, boughtAt: number): Pass {
  const address = `8${at.toString().padStart(94, '1')}`;
  return {
    txid: at.toString(16).padStart(64, '0'),
    toll: { origin, dialect: 'TPAT', address },
    proof: `OutProofV2${'1'.repeat(130)}`,
    message: null,
    paid: piconero(1_000_000n),
    fee: piconero(1_800_000_000n),
    price: piconero(1_000_000n),
    needs: 1,
    blocks: 5,
    extensible: true,
    restMs: null,
    urls: [`${origin}/article`, `${origin}/`],
    signedAt: boughtAt,
    boughtAt,
    metadata: null,
    wallet: null,
    height: 3_000_000,
    minedAt: boughtAt,
    lastUsedAt: boughtAt,
    uses: 3,
    refusedAt: null,
    refusals: 0,
    // A pass of which nothing was heard again is over by its blocks alone.
    ended: at % 2 === 0 ? null : 'expired',
  };
}
