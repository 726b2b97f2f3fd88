import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pass } from '../../../src/passes/pass.ts';
import { tollKey } from '../../../src/passes/toll.ts';
import { monthOf } from '../../../src/payments/budget.ts';
import type { LedgerEntry } from '../../../src/payments/ledger.ts';
import { type Payment, passOf, type TollRecord } from '../../../src/payments/payment.ts';
import {
  type JournalStorage,
  type LedgerPage,
  openJournal,
} from '../../../src/platform/journal-storage.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, codeOf, ORIGIN, pass, pico, toll, txid, unwrap } from '../fakes/samples.ts';
import { journalContract, payment } from '../payments/journal-contract.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

const open = () => openJournal(openLocalStorage());
journalContract('storage.local', open, open);

const KEY = `toll:${tollKey(toll())}`;

describe('the journal in storage.local', () => {
  it('is one entry a toll, in one write with the list of open ones', async () => {
    const journal = open();
    await journal.read(toll());
    const before = browserState.local.writes();
    await journal.update(toll(), (record) => ({ ...record, payment: payment() }));
    expect(browserState.local.writes()).toBe(before + 1);
    expect(browserState.local.value('open-tolls')).toEqual([KEY]);
    await journal.update(toll(), (record) => ({
      ...record,
      payment: null,
      pass: pass({ height: 1 }),
    }));
    expect(browserState.local.writes()).toBe(before + 2);
    expect(browserState.local.value('open-tolls')).toEqual([]);
  });

  it('writes amounts as decimal text', async () => {
    await open().update(toll(), (record) => ({ ...record, payment: payment(), pass: pass() }));
    expect(browserState.local.value(KEY)).toMatchObject({
      payment: {
        price: '1000000',
        transfer: { amount: '1000000', fee: '9223372036854775808' },
      },
      pass: { paid: '1000000', fee: '1800000000', price: '1000000' },
    });
  });

  it('reads the records of one origin, and of all', async () => {
    const journal = open();
    const origins = [ORIGIN, `${ORIGIN}:8443`, 'https://news.example.org'];
    for (const origin of origins) {
      const at = toll({ origin });
      await journal.update(at, (record) => ({ ...record, pass: pass({ toll: at }) }));
    }
    const of = async (origin: string | null) =>
      unwrap(await journal.records(origin)).map((record) => record.toll.origin);
    expect(await of(ORIGIN)).toEqual([ORIGIN]);
    expect((await of(null)).sort()).toEqual([...origins].sort());
  });

  it('reads the records of the newest payments, of what is open, and of one origin', async () => {
    const journal = open();
    for (let number = 1; number < 10; number += 1) {
      const at = toll({ origin: `https://${number}.example` });
      const bought = { toll: at, txid: txid(number), signedAt: number };
      const height = number === 2 ? null : 7;
      await journal.update(at, (record) => ({ ...record, pass: pass({ ...bought, height }) }));
    }
    const of = async (origin: string | null) =>
      unwrap(await journal.newest(3, origin)).map((record) => record.toll.origin.at(8));
    expect((await of(null)).sort()).toEqual(['2', '7', '8', '9']);
    expect((await of('https://4.example')).sort()).toEqual(['2', '4', '7', '8', '9']);
    expect((await of('https://9.example')).sort()).toEqual(['2', '7', '8', '9']);
  });

  it.each<[string, unknown]>([
    ['text', 'gone'],
    ['null', null],
    ['an empty object', {}],
    ['a record of another make', { version: 9, toll: toll() }],
    [
      'a record with a negative amount',
      { toll: toll(), payment: null, pass: { ...storedPass(), paid: '-1' } },
    ],
    [
      'a record with an amount too wide',
      { toll: toll(), payment: null, pass: { ...storedPass(), fee: '99999999999999999999' } },
    ],
    [
      'a record of layout 1',
      { toll: toll(), payment: null, pass: { ...storedPass(), price: undefined } },
    ],
    ['a payment in an unknown state', { toll: toll(), pass: null, payment: { state: 'lost' } }],
  ])('never overwrites a record that it cannot read: %s', async (_, broken) => {
    browserState.local.put('schema', 2);
    browserState.local.put(KEY, broken);
    const before = browserState.local.text();
    const journal = open();
    expect(codeOf(await journal.read(toll()))).toBe('storage_failed');
    const written = await journal.update(toll(), (record) => ({ ...record, payment: payment() }));
    expect(codeOf(written)).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
  });

  it('never keeps a record that a write replaces while it is read', async () => {
    for (let steps = 0; steps < 24; steps += 1) {
      browserState.reset();
      await open().update(toll(), (record) => ({ ...record, pass: pass({ refusals: 0 }) }));
      const journal = open();
      const writing = journal.update(toll(), (record) => ({
        ...record,
        pass: pass({ refusals: 9 }),
      }));
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      const [during] = unwrap(await journal.records(null));
      expect([0, 9]).toContain(during?.pass?.refusals);
      await writing;
      expect(unwrap(await journal.records(null))[0]?.pass?.refusals).toBe(9);
    }
  });

  it('does not let one broken record hide the others', async () => {
    const journal = open();
    const good = toll({ address: address('good') });
    await journal.update(good, (record) => ({ ...record, payment: payment({ toll: good }) }));
    browserState.local.put(KEY, 'gone');
    browserState.local.put('open-tolls', [KEY, `toll:${tollKey(good)}`]);
    expect(unwrap(await journal.open()).map((record) => record.toll)).toEqual([good]);
    expect(unwrap(await journal.records(ORIGIN)).map((record) => record.toll)).toEqual([good]);
  });

  it('counts the payee of a record that it cannot read: another one is a change', async () => {
    browserState.local.put('schema', 2);
    browserState.local.put(KEY, 'gone');
    expect(unwrap(await open().payees(ORIGIN, 'TPAT'))).toEqual([toll().address]);
  });

  it('writes nothing if the list of open tolls cannot be read', async () => {
    browserState.local.put('schema', 2);
    browserState.local.put('open-tolls', 'gone');
    const before = browserState.local.text();
    const written = await open().update(toll(), (record) => ({ ...record, payment: payment() }));
    expect(codeOf(written)).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
  });

  it.each(['reads', 'writes', 'all'] as const)(
    'answers with a failure while storage fails its %s',
    async (what) => {
      const journal = open();
      await journal.read(toll());
      browserState.local.failing = what;
      const written = await journal.update(toll(), (record) => ({ ...record, payment: payment() }));
      expect(codeOf(written)).toBe('storage_failed');
      browserState.local.failing = null;
      expect(unwrap(await journal.read(toll())).payment).toBeNull();
      expect(
        (await journal.update(toll(), (record) => ({ ...record, payment: payment() }))).ok,
      ).toBe(true);
    },
  );

  it('reads back every pass', async () => {
    const whole = fc.nat(2 ** 31);
    const amount = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(pico);
    const passes = fc
      .record({
        proof: fc.string(),
        message: fc.option(fc.string()),
        paid: amount,
        fee: amount,
        price: amount,
        needs: whole,
        blocks: fc.option(whole),
        extensible: fc.boolean(),
        restMs: fc.option(whole),
        urls: fc.array(fc.string(), { maxLength: 4 }),
        signedAt: whole,
        boughtAt: whole,
        metadata: fc.option(fc.string()),
        wallet: fc.option(fc.string()),
        height: fc.option(whole),
        minedAt: fc.option(whole),
        lastUsedAt: fc.option(whole),
        uses: whole,
        refusedAt: fc.option(whole),
        refusals: whole,
        ended: fc.constantFrom(null, 'expired' as const, 'refused' as const, 'revoked' as const),
      })
      .map((of): Pass => pass({ ...of, txid: txid(9) }));
    await fc.assert(
      fc.asyncProperty(passes, async (kept) => {
        await open().update(toll(), (record) => ({ ...record, pass: kept }));
        expect(unwrap(await open().read(toll())).pass).toEqual(kept);
      }),
      { numRuns: 50 },
    );
  });
});

function storedPass(): Record<string, unknown> {
  const { paid, fee, price, ...rest } = pass();
  return { ...rest, paid: paid.toString(), fee: fee.toString(), price: price.toString() };
}

/** A payment of its own toll, number and time. */
function paymentAt(preparedAt: number, number: number, of: Partial<Payment> = {}): Payment {
  const at = of.toll ?? toll({ address: address(`shop${number}z`.replaceAll('0', 'A')) });
  const transfer = {
    txid: txid(number),
    amount: pico(1000),
    fee: pico(1),
    metadata: 'ab',
    wallet: null,
  };
  return payment({ toll: at, url: `${at.origin}/${number}`, preparedAt, transfer, ...of });
}

/** The pass that such a payment becomes. */
function passAt(of: Payment, more: Partial<Pass> = {}): Pass {
  return { ...passOf(of, 'OutProofV2abc', of.preparedAt + 10), ...more };
}

async function sign(journal: JournalStorage, ...payments: readonly Payment[]): Promise<void> {
  for (const one of payments) {
    unwrap(await journal.update(one.toll, (record) => ({ ...record, payment: one })));
  }
}

describe('the ledger', () => {
  const NOON = Date.UTC(2026, 10, 3, 12);
  const everything = () => true;

  async function all(journal: JournalStorage): Promise<readonly LedgerEntry[]> {
    return unwrap(await journal.ledger(null, 1_000_000, everything)).entries;
  }

  /** Every page of the ledger, one after the other. */
  async function pages(
    journal: JournalStorage,
    most: number,
    fits: (entry: LedgerEntry) => boolean = everything,
  ): Promise<string[][]> {
    const read: string[][] = [];
    for (let after: string | null = null; ; ) {
      const page: LedgerPage = unwrap(await journal.ledger(after, most, fits));
      read.push(page.entries.map((entry) => entry.txid));
      after = page.next;
      if (after === null) return read;
      if (read.length > 1000) throw new Error('the ledger has no end');
    }
  }

  it('is written with its record and its sums in one write, at each state', async () => {
    const journal = open();
    const paid = paymentAt(NOON, 1);
    const key = `toll:${tollKey(paid.toll)}`;
    const entry = `paid:${String(NOON).padStart(15, '0')}:${txid(1)}`;
    const month = `spent:${monthOf(NOON)}`;
    const steps: [(record: TollRecord) => TollRecord, string[], string][] = [
      [(record) => ({ ...record, payment: paid }), [key, 'open-tolls', entry, month], 'signed'],
      [(record) => ({ ...record, payment: { ...paid, state: 'relayed' } }), [key, entry], 'sent'],
      [(record) => ({ ...record, payment: null, pass: passAt(paid) }), [key, entry], 'proven'],
      [
        (record) => ({ ...record, pass: passAt(paid, { height: 7 }) }),
        [key, 'open-tolls', entry],
        'confirmed',
      ],
    ];
    await journal.read(paid.toll);
    for (const [change, written, state] of steps) {
      const before = browserState.local.writes();
      unwrap(await journal.update(paid.toll, change));
      expect(browserState.local.writes()).toBe(before + 1);
      expect([...(browserState.local.written().at(-1) ?? [])].sort()).toEqual(written.sort());
      expect((await all(journal)).map((one) => one.state)).toEqual([state]);
    }
    // A use of the pass is of no concern to the ledger.
    await journal.update(paid.toll, (record) => ({
      ...record,
      pass: passAt(paid, { height: 7, uses: 1 }),
    }));
    expect(browserState.local.written().at(-1)).toEqual([key]);
  });

  it('knows nothing of a payment whose record was not written', async () => {
    const journal = open();
    await journal.read(toll());
    browserState.local.failing = 'writes';
    const paid = paymentAt(NOON, 1);
    const written = await journal.update(paid.toll, (record) => ({ ...record, payment: paid }));
    expect(codeOf(written)).toBe('storage_failed');
    browserState.local.failing = null;
    expect(await all(journal)).toEqual([]);
    expect(unwrap(await journal.spent(paid.toll.origin, NOON)).day).toBe(0n);
    expect(unwrap(await journal.open())).toEqual([]);
    await sign(journal, paid);
    expect(unwrap(await journal.spent(paid.toll.origin, NOON)).day).toBe(1001n);
  });

  it('keeps a payment, and its proof, after its pass was forgotten or replaced', async () => {
    const journal = open();
    const [first, second] = [paymentAt(NOON, 1, { toll: toll() }), paymentAt(NOON + 1, 2)];
    await sign(journal, first);
    await journal.update(toll(), () => ({ toll: toll(), payment: null, pass: passAt(first) }));
    await journal.update(toll(), (record) => ({ ...record, pass: null }));
    await sign(journal, { ...second, toll: toll() });
    expect((await all(open())).map(({ txid: id, state, proof }) => [id, state, proof])).toEqual([
      [txid(2), 'signed', null],
      [txid(1), 'proven', 'OutProofV2abc'],
    ]);
  });

  it('says of a payment that was given up so, and gives its sum back', async () => {
    const journal = open();
    const [kept, gone] = [paymentAt(NOON, 1), paymentAt(NOON, 2)];
    await sign(journal, kept, gone);
    expect(unwrap(await journal.spent(ORIGIN, NOON)).day).toBe(2002n);
    const before = browserState.local.writes();
    await journal.update(gone.toll, (record) => ({ ...record, payment: null }));
    expect(browserState.local.writes()).toBe(before + 1);
    for (const life of [journal, open()]) {
      expect(unwrap(await life.spent(ORIGIN, NOON))).toEqual({
        siteDay: 1001n,
        day: 1001n,
        month: 1001n,
      });
      const states = (await all(life)).map(({ txid: id, state }) => [id, state]);
      expect(states).toEqual([
        [txid(2), 'given_up'],
        [txid(1), 'signed'],
      ]);
    }
  });

  it('is paged newest first; a page of the end has no next', async () => {
    const journal = open();
    // Written in another order than they were signed in; two at the same moment.
    const times = [3, 1, 9, 4, 4, 1_000_000];
    await sign(journal, ...times.map((at, index) => paymentAt(at, index + 1)));
    const newestFirst = [6, 3, 5, 4, 1, 2].map(txid);
    expect((await pages(journal, 4)).map((page) => page.length)).toEqual([4, 2]);
    expect((await pages(journal, 6)).flat()).toEqual(newestFirst);
    expect(await pages(journal, 3)).toHaveLength(2);
    expect((await pages(journal, 1)).flat()).toEqual(newestFirst);
    expect(await pages(open(), 50)).toEqual([newestFirst]);
  });

  it('that is empty is one empty page', async () => {
    expect(await pages(open(), 50)).toEqual([[]]);
  });

  it('loses and doubles none over pages, whatever is searched for and whatever is broken', async () => {
    const journal = open();
    const numbers = Array.from({ length: 450 }, (_, index) => index + 1);
    await sign(journal, ...numbers.map((number) => paymentAt(NOON + number, number)));
    const broken = [17, 200, 201, 250, 450];
    for (const number of broken) {
      browserState.local.put(`paid:${String(NOON + number).padStart(15, '0')}:${txid(number)}`, 5);
    }
    const good = numbers.filter((number) => !broken.includes(number)).reverse();
    const life = open();
    for (const every of [1, 7, 400]) {
      const fits = ({ at }: LedgerEntry): boolean => (at - NOON) % every === 0;
      const expected = good.filter((number) => number % every === 0).map(txid);
      for (const most of [1, 50, 200, 1000]) {
        const read = await pages(life, most, fits);
        expect(read.flat()).toEqual(expected);
        expect(read.slice(0, -1).every((page) => page.length === most)).toBe(true);
      }
    }
  });

  it('goes on where it was, though newer payments came meanwhile', async () => {
    const journal = open();
    await sign(journal, paymentAt(1, 1), paymentAt(2, 2), paymentAt(3, 3));
    const first = unwrap(await journal.ledger(null, 2, everything));
    await sign(journal, paymentAt(4, 4));
    const rest = unwrap(await journal.ledger(first.next, 2, everything));
    expect([...first.entries, ...rest.entries].map((entry) => entry.txid)).toEqual(
      [3, 2, 1].map(txid),
    );
  });

  it('is a failure while storage cannot be read', async () => {
    const journal = open();
    await sign(journal, paymentAt(NOON, 1));
    browserState.local.failing = 'reads';
    const life = open();
    expect(codeOf(await life.ledger(null, 50, everything))).toBe('storage_failed');
    expect(codeOf(await life.spent(ORIGIN, NOON))).toBe('storage_failed');
    expect(codeOf(await life.months())).toBe('storage_failed');
  });
});

describe('what was spent', () => {
  const local = (month: number, day: number, hour = 12): number =>
    new Date(2026, month - 1, day, hour).getTime();
  const OTHER = 'https://other.example';

  it('is by day, by site and by month, by the clock on the wall', async () => {
    const journal = open();
    await sign(
      journal,
      paymentAt(local(11, 3, 0), 1),
      paymentAt(local(11, 3, 23), 2),
      paymentAt(local(11, 3), 3, { toll: toll({ origin: OTHER }) }),
      paymentAt(local(11, 4, 0), 4),
      paymentAt(local(10, 31, 23), 5),
      paymentAt(local(12, 1, 0), 6),
    );
    for (const life of [journal, open()]) {
      const spent = async (origin: string, at: number) => unwrap(await life.spent(origin, at));
      expect(await spent(ORIGIN, local(11, 3))).toEqual({
        siteDay: 2002n,
        day: 3003n,
        month: 4004n,
      });
      expect(await spent(OTHER, local(11, 3))).toMatchObject({ siteDay: 1001n, day: 3003n });
      expect(await spent(OTHER, local(11, 4))).toMatchObject({ siteDay: 0n, day: 1001n });
      expect(await spent(ORIGIN, local(11, 5))).toEqual({ siteDay: 0n, day: 0n, month: 4004n });
      expect(await spent(ORIGIN, local(10, 3))).toEqual({ siteDay: 0n, day: 0n, month: 1001n });
      expect(await spent(ORIGIN, local(9, 3))).toEqual({ siteDay: 0n, day: 0n, month: 0n });
    }
  });

  it('is told by month, newest first', async () => {
    const journal = open();
    await sign(
      journal,
      paymentAt(local(9, 30), 1),
      paymentAt(local(11, 3), 2),
      paymentAt(local(10, 1), 3),
      paymentAt(new Date(2025, 11, 31).getTime(), 4),
    );
    const months = unwrap(await open().months());
    expect([...months.keys()]).toEqual(['2026-11', '2026-10', '2026-09', '2025-12']);
    expect(months.get('2026-11')).toEqual(new Map([['03', new Map([[ORIGIN, 1001n]])]]));
  });

  it('by updates at once is lost by none of them', async () => {
    const journal = open();
    const at = local(11, 3);
    const numbers = Array.from({ length: 30 }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => sign(journal, paymentAt(at, number))));
    expect(unwrap(await journal.spent(ORIGIN, at)).month).toBe(30n * 1001n);
  });

  it('is given back to the month that it was taken from', async () => {
    const journal = open();
    const paid = paymentAt(local(10, 31, 23), 1);
    await sign(journal, paid, paymentAt(local(11, 1, 1), 2));
    await journal.update(paid.toll, (record) => ({ ...record, payment: null }));
    expect(unwrap(await journal.spent(ORIGIN, local(10, 31))).month).toBe(0n);
    expect(unwrap(await journal.spent(ORIGIN, local(11, 1))).month).toBe(1001n);
  });

  it('that cannot be read lets nothing be paid, and is not overwritten', async () => {
    const at = local(11, 3);
    browserState.local.put('schema', 2);
    browserState.local.put(`spent:${monthOf(at)}`, { '03': { [ORIGIN]: '-5' } });
    const before = browserState.local.text();
    const journal = open();
    expect(codeOf(await journal.spent(ORIGIN, at))).toBe('storage_failed');
    const paid = paymentAt(at, 1);
    const written = await journal.update(paid.toll, (record) => ({ ...record, payment: paid }));
    expect(codeOf(written)).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
  });
});

describe('a journal of 10 000 tolls', () => {
  it('reads and writes one of them without the others', async () => {
    const { paid, fee, price, ...rest } = pass({ height: 7 });
    const amounts = { paid: paid.toString(), fee: fee.toString(), price: price.toString() };
    browserState.local.put('schema', 2);
    browserState.local.put('open-tolls', []);
    for (let index = 0; index < 10_000; index += 1) {
      const of = toll({ origin: `https://${index}.example` });
      const stored = { toll: of, payment: null, pass: { ...rest, ...amounts, toll: of } };
      browserState.local.put(`toll:${tollKey(of)}`, stored);
      browserState.local.put(`paid:${String(index).padStart(15, '0')}:${txid(index)}`, 'unread');
    }
    const journal = open();
    const at = toll({ origin: 'https://5000.example' });
    expect(unwrap(await journal.read(at)).pass?.height).toBe(7);
    // The number of the layout, and the record.
    expect(browserState.local.valuesRead()).toBe(2);
    const paidAnew = paymentAt(Date.UTC(2026, 10, 3, 12), 77, { toll: at });
    await sign(journal, paidAnew);
    expect(unwrap(await journal.open())).toHaveLength(1);
    expect(unwrap(await journal.payees(at.origin, 'TPAT'))).toEqual([at.address]);
    expect(unwrap(await journal.records(at.origin))).toHaveLength(1);
    // The list of open tolls besides; the month is new.
    expect(browserState.local.valuesRead()).toBe(3);
    expect(browserState.local.writes()).toBe(1);
    expect(browserState.local.written()[0]).toHaveLength(4);
  });
});
