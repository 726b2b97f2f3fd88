import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pass } from '../../../src/passes/pass.ts';
import { tollKey } from '../../../src/passes/toll.ts';
import { openJournal } from '../../../src/platform/journal-storage.ts';
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
      payment: { transfer: { amount: '1000000', fee: '9223372036854775808' } },
      pass: { paid: '1000000', fee: '1800000000' },
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
    ['a payment in an unknown state', { toll: toll(), pass: null, payment: { state: 'lost' } }],
  ])('never overwrites a record that it cannot read: %s', async (_, broken) => {
    browserState.local.put('schema', 1);
    browserState.local.put(KEY, broken);
    const before = browserState.local.text();
    const journal = open();
    expect(codeOf(await journal.read(toll()))).toBe('storage_failed');
    const written = await journal.update(toll(), (record) => ({ ...record, payment: payment() }));
    expect(codeOf(written)).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
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
    browserState.local.put('schema', 1);
    browserState.local.put(KEY, 'gone');
    expect(unwrap(await open().payees(ORIGIN, 'TPAT'))).toEqual([toll().address]);
  });

  it('writes nothing if the list of open tolls cannot be read', async () => {
    browserState.local.put('schema', 1);
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
        paid: amount,
        fee: amount,
        blocks: whole,
        restMs: fc.option(whole),
        urls: fc.array(fc.string(), { maxLength: 4 }),
        boughtAt: whole,
        height: fc.option(whole),
        minedAt: fc.option(whole),
        lastUsedAt: fc.option(whole),
        refusedAt: fc.option(whole),
        refusals: whole,
        ended: fc.constantFrom(null, 'expired' as const, 'refused' as const),
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
  const { paid, fee, ...rest } = pass();
  return { ...rest, paid: paid.toString(), fee: fee.toString() };
}
