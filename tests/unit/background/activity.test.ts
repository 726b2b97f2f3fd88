import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LedgerEntry } from '../../../src/payments/ledger.ts';
import { storeEntry } from '../../../src/platform/stored-toll.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, ORIGIN, pass, pico, toll, txid } from '../fakes/samples.ts';
import { payment } from '../payments/journal-contract.ts';
import { type Background, NOON, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});

/** An entry that lies in the ledger, whoever wrote it. */
function lay(number: number, of: Partial<LedgerEntry> = {}): void {
  const entry: LedgerEntry = {
    txid: txid(number),
    toll: toll(),
    url: `${ORIGIN}/article`,
    amount: pico(1_000_000),
    fee: pico(1_800_000_000),
    at: NOON + number,
    state: 'confirmed',
    blocks: 5,
    proof: 'OutProofV2secret',
    message: 'nonce-secret',
    height: 3_500_000,
    ...of,
  };
  const key = `paid:${String(entry.at).padStart(15, '0')}:${entry.txid}`;
  browserState.local.put(key, storeEntry(entry));
}

async function found(search: string): Promise<string[]> {
  const { entries } = await background.call('activity.read', { search, after: null });
  return entries.map((entry) => entry.txid);
}

describe('the activity', () => {
  it('is searched in site, URL and transaction, in whatever case', async () => {
    lay(1, { toll: toll({ origin: 'https://shop.example' }), url: 'https://cdn.example/x' });
    lay(2, { url: `${ORIGIN}/article?of=cake` });
    lay(0xabc, { toll: toll({ address: address('Cake') }) });
    expect(await found('')).toEqual([0xabc, 2, 1].map(txid));
    expect(await found('SHOP.example')).toEqual([txid(1)]);
    expect(await found('  CAKE ')).toEqual([txid(2)]);
    expect(await found('0ABC')).toEqual([txid(0xabc)]);
    expect(await found('nothing such')).toEqual([]);
  });

  it('is read in pages of 50, none of them twice', async () => {
    for (let number = 1; number <= 120; number += 1) lay(number);
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const page: { entries: { txid: string }[]; next: string | null } = await background.call(
        'activity.read',
        { search: 'article', after },
      );
      pages.push(page.entries.map((entry) => entry.txid));
      after = page.next;
    } while (after !== null && pages.length < 10);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => txid(120 - index)));
  });

  it('is not answered while storage fails', async () => {
    browserState.local.failing = 'reads';
    await expect(found('')).rejects.toThrow('storage_failed');
    await expect(background.call('activity.totals')).rejects.toThrow('storage_failed');
  });
});

describe('the totals', () => {
  it('are by month and site, the dearest first, without what was given up', async () => {
    const origins = ['https://a.example', 'https://b.example', 'https://c.example'];
    const pay = async (number: number, origin: string | undefined, preparedAt: number) => {
      const at = toll({ origin: origin ?? '', address: address(`s${number}`) });
      const transfer = { txid: txid(number), amount: pico(number), fee: pico(1) };
      const of = { toll: at, transfer: { ...transfer, metadata: '', wallet: null }, preparedAt };
      await background.put({ payment: payment(of) }, at);
      return at;
    };
    await pay(10, origins[0], NOON);
    await pay(11, origins[0], NOON - 86_400_000);
    await pay(50, origins[1], NOON);
    const gone = await pay(99, origins[2], NOON);
    await pay(7, origins[2], Date.UTC(2026, 8, 15, 12));
    await background.put({ payment: null }, gone);
    expect((await background.call('activity.totals')).months).toEqual([
      {
        month: '2026-11',
        total: '74',
        sites: [
          { origin: origins[1], total: '51' },
          { origin: origins[0], total: '23' },
        ],
      },
      { month: '2026-09', total: '8', sites: [{ origin: origins[2], total: '8' }] },
    ]);
  });
});

describe('the export', () => {
  const HEAD =
    'time,site,url,state,amount_xmr,fee_xmr,total_xmr,blocks,height,txid,dialect,address';

  async function csv(): Promise<string> {
    return (await background.call('activity.export', { format: 'csv' })).text;
  }

  it('as CSV has a row a payment, newest first, with amounts in XMR', async () => {
    lay(1);
    lay(2, { state: 'sent', blocks: null, height: null });
    const shop = address('shop');
    expect(await csv()).toBe(
      [
        HEAD,
        `2026-11-03T12:00:00.002Z,${ORIGIN},${ORIGIN}/article,sent,0.000001,0.0018,0.001801,,,${txid(2)},TPAT,${shop}`,
        `2026-11-03T12:00:00.001Z,${ORIGIN},${ORIGIN}/article,confirmed,0.000001,0.0018,0.001801,5,3500000,${txid(1)},TPAT,${shop}`,
        '',
      ].join('\r\n'),
    );
  });

  it('of nothing is a head alone', async () => {
    expect(await csv()).toBe(`${HEAD}\r\n`);
    const { text } = await background.call('activity.export', { format: 'json' });
    expect(JSON.parse(text)).toEqual({ payments: [] });
  });

  it('is of the whole ledger, not of one page', async () => {
    for (let number = 1; number <= 450; number += 1) lay(number);
    expect((await csv()).trimEnd().split('\r\n')).toHaveLength(451);
  });

  it.each([
    ['a comma', 'https://a.example/x,y', '"https://a.example/x,y"'],
    ['quotes', 'https://a.example/"x"', '"https://a.example/""x"""'],
    ['a line break', 'https://a.example/\r\nx', '"https://a.example/\r\nx"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with quotes', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['a plus', '+1', "'+1"],
    ['a minus', '-1', "'-1"],
    ['an at', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab', '\t=1', "'\t=1"],
  ])('as CSV keeps a cell a text that holds %s', async (_, url, cell) => {
    lay(1, { url });
    expect(await csv()).toContain(`${ORIGIN},${cell},confirmed,`);
  });

  it('as JSON says the same', async () => {
    lay(1, { url: '=1+1' });
    const { text } = await background.call('activity.export', { format: 'json' });
    expect(JSON.parse(text)).toEqual({
      payments: [
        {
          time: '2026-11-03T12:00:00.001Z',
          site: ORIGIN,
          url: '=1+1',
          state: 'confirmed',
          amount_xmr: '0.000001',
          fee_xmr: '0.0018',
          total_xmr: '0.001801',
          blocks: 5,
          height: 3_500_000,
          txid: txid(1),
          dialect: 'TPAT',
          address: address('shop'),
        },
      ],
    });
  });

  it('holds no proof, nor what one was made over, in any form', async () => {
    lay(1);
    await background.put({ payment: payment() });
    await background.put({ payment: null, pass: pass({ proof: 'OutProofV2secret' }) });
    for (const format of ['csv', 'json']) {
      const { text } = await background.call('activity.export', { format });
      expect(text).toContain(txid(1));
      expect(text).not.toMatch(/secret|OutProof/);
    }
    const read = await background.call('activity.read', { search: '', after: null });
    expect(JSON.stringify(read)).not.toMatch(/secret|OutProof/);
  });
});

describe('the proof of a payment', () => {
  it('is told of that payment alone', async () => {
    lay(1, { proof: 'OutProofV2one', message: null });
    lay(2, { proof: 'OutProofV2two', message: 'nonce' });
    lay(3, { proof: null, message: null });
    const proofOf = (number: number) => background.call('activity.proof', { txid: txid(number) });
    expect(await proofOf(1)).toEqual({ proof: 'OutProofV2one', message: null });
    expect(await proofOf(2)).toEqual({ proof: 'OutProofV2two', message: 'nonce' });
    expect(await proofOf(3)).toEqual({ proof: null, message: null });
    expect(await proofOf(4)).toEqual({ proof: null, message: null });
  });
});
