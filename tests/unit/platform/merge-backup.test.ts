import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import type { Pass } from '../../../src/passes/pass.ts';
import { type Toll, tollKey } from '../../../src/passes/toll.ts';
import { decide } from '../../../src/payments/decide.ts';
import type { LedgerEntry } from '../../../src/payments/ledger.ts';
import type { Payment, TollRecord } from '../../../src/payments/payment.ts';
import { mergeBackup } from '../../../src/platform/merge-backup.ts';
import type { Entries } from '../../../src/platform/migrations.ts';
import { storedToll, storeEntry, storeToll } from '../../../src/platform/stored-toll.ts';
import { address, ORIGIN, offer, pass, pico, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

describe('the lists of what the vault holds', () => {
  const [present, backup] = [{ 'api-keys': ['here'] }, { 'api-keys': ['there'] }];

  it('come with the vault of the backup, whole', () => {
    const vault = { vault: {} };
    expect(mergeBackup(present, { ...backup, ...vault })['api-keys']).toEqual(['there']);
    expect(mergeBackup({ ...present, 'oauth-logins': [1] }, vault)).toMatchObject({
      'api-keys': null,
      'oauth-logins': null,
    });
  });

  it('stay where the backup has no vault', () => {
    expect(mergeBackup({ vault: {}, ...present }, {})).not.toHaveProperty('api-keys');
  });
});

const AT = new Date(2026, 10, 3, 12).getTime();
const KEY = `toll:${tollKey(toll())}`;

function payment(number: number, of: Partial<Payment> = {}): Payment {
  const { needs, blocks, extensible, restMs, message } = offer();
  return {
    ...{ needs, blocks, extensible, restMs, message },
    state: 'relayed',
    transfer: {
      txid: txid(number),
      amount: pico(1_000_000),
      fee: pico(2_000_000),
      metadata: 'ab',
      wallet: null,
    },
    toll: toll(),
    url: `${ORIGIN}/article`,
    price: pico(1_000_000),
    preparedAt: AT,
    ...of,
  };
}

function entry(number: number, state: LedgerEntry['state'], of: Toll = toll()): Entries {
  const stored = storeEntry({
    txid: txid(number),
    toll: of,
    url: `${of.origin}/article`,
    amount: pico(1_000_000),
    fee: pico(2_000_000),
    at: AT,
    state,
    blocks: 5,
    proof: state === 'proven' || state === 'confirmed' ? 'OutProofV2' : null,
    message: null,
    height: state === 'confirmed' ? 9 : null,
  });
  return { [`paid:${String(AT).padStart(15, '0')}:${txid(number)}`]: stored };
}

function record(of: Partial<TollRecord>, at = toll()): Entries {
  const stored = storeToll({ toll: at, payment: null, pass: null, ...of });
  return { [`toll:${tollKey(at)}`]: JSON.parse(JSON.stringify(stored)) };
}

const spent = (total: number): Entries => ({
  'spent:2026-11': { '03': { [ORIGIN]: String(total) } },
});
const merged = (present: Entries, backup: Entries) =>
  mergeBackup({ schema: 2, ...present }, { schema: 2, ...backup }) as Readonly<
    // biome-ignore lint/suspicious/noExplicitAny: looked into as it lies in storage.
    Record<string, any>
  >;

describe('a restored backup', () => {
  it('brings all that it holds to a fresh installation', () => {
    const backup = {
      settings: { any: 1 },
      vault: { any: 2 },
      'secret:wallet': { any: 3 },
      ...record({ pass: pass({ height: 9 }) }),
      ...entry(1, 'confirmed'),
      ...spent(3_000_000),
      'open-tolls': [],
    };
    expect(merged({}, backup)).toEqual({ schema: 2, ...backup });
  });

  it('brings its settings, and leaves what it knows nothing of', () => {
    const all = merged({ settings: 'now', 'auto-lock': 5 }, { settings: 'then' });
    expect(all.settings).toBe('then');
    expect(all['auto-lock']).toBeUndefined();
    expect('auto-lock' in all).toBe(false);
  });
});

describe('the vault of a restored backup', () => {
  const now = { vault: 'now', 'secret:wallet': 'now', 'secret:nats': 'now' };

  it('comes whole: secrets that it does not have go', () => {
    const all = merged(now, { vault: 'then', 'secret:wallet': 'then' });
    expect(all).toMatchObject({ vault: 'then', 'secret:wallet': 'then', 'secret:nats': null });
  });

  it('leaves the present one alone if it has none', () => {
    const all = merged(now, { settings: 'then', 'secret:wallet': 'stray' });
    expect(Object.keys(all).filter((key) => /^(vault|secret)/.test(key))).toEqual([]);
  });
});

describe('what was paid after a backup', () => {
  it('keeps its pass: the toll is not paid again', () => {
    const here = pass({ txid: txid(2), height: 20, boughtAt: 2000 });
    for (const there of [record({}), record({ pass: pass({ ended: 'expired' }) }), {}]) {
      const all = merged({ ...record({ pass: here }), ...entry(2, 'confirmed') }, there);
      if (KEY in all) expect(all[KEY].pass.txid).toBe(txid(2));
    }
  });

  it('keeps an unfinished payment, as one of the open ones', () => {
    const here = { ...record({ payment: payment(2) }), ...entry(2, 'sent'), 'open-tolls': [KEY] };
    const all = merged(here, { ...record({ pass: pass({ ended: 'expired' }) }), 'open-tolls': [] });
    expect(all[KEY].payment.transfer.txid).toBe(txid(2));
    expect(all['open-tolls']).toEqual([KEY]);
  });

  it('stays in the ledger and in the sums', () => {
    const all = merged(
      { ...entry(1, 'confirmed'), ...entry(2, 'sent'), ...spent(6_000_000) },
      { ...entry(1, 'sent'), ...spent(3_000_000) },
    );
    expect(Object.keys(all).filter((key) => key.startsWith('paid:'))).toHaveLength(2);
    expect(all[Object.keys(entry(1, 'sent'))[0] ?? '']).toMatchObject({ state: 'confirmed' });
    expect(all['spent:2026-11']).toEqual({ '03': { [ORIGIN]: '6000000' } });
  });
});

describe('what only the backup knows', () => {
  it('of a payment that was under way is taken up', () => {
    const all = merged({}, { ...record({ payment: payment(1) }), ...entry(1, 'sent') });
    expect(all[KEY].payment.transfer.txid).toBe(txid(1));
    expect(all['open-tolls']).toEqual([KEY]);
  });

  it.each(['proven', 'confirmed', 'given_up'] as const)(
    'of a payment that is %s by now is not taken up again',
    (state) => {
      const all = merged(
        { ...record({}), ...entry(1, state) },
        { ...record({ payment: payment(1) }), ...entry(1, 'sent') },
      );
      expect(all[KEY].payment).toBeNull();
      expect(all['open-tolls']).toEqual([]);
    },
  );

  it('of a payment that is a pass by now is not taken up again', () => {
    const all = merged(
      record({ pass: pass({ txid: txid(1) }) }),
      record({ payment: payment(1), pass: pass({ txid: txid(7), ended: 'expired' }) }),
    );
    expect(all[KEY]).toMatchObject({ payment: null, pass: { txid: txid(1) } });
  });

  it('of sums counts with what is counted here', () => {
    const there = toll({ origin: 'https://other.example' });
    const all = merged(
      { ...entry(1, 'confirmed'), ...spent(3_000_000) },
      { ...entry(2, 'confirmed', there), 'spent:2026-11': { '03': { [there.origin]: '3000000' } } },
    );
    expect(all['spent:2026-11']).toEqual({
      '03': { [ORIGIN]: '3000000', [there.origin]: '3000000' },
    });
  });

  it('of a given-up payment does not count', () => {
    const all = merged(
      { ...entry(1, 'given_up'), ...spent(0) },
      { ...entry(1, 'sent'), ...spent(3_000_000) },
    );
    expect(all['spent:2026-11']).toEqual({ '03': { [ORIGIN]: '0' } });
  });
});

describe('of two passes', () => {
  const ends = [null, 'expired', 'refused', 'revoked'] as const;
  it.each([
    [null, 'expired'],
    [null, 'revoked'],
    ['refused', 'expired'],
    ['revoked', 'expired'],
  ] as const)('one that is %s is kept before one that is %s', (better, worse) => {
    const [a, b] = [pass({ txid: txid(1), ended: better }), pass({ txid: txid(2), ended: worse })];
    expect(merged(record({ pass: a }), record({ pass: b }))[KEY].pass.txid).toBe(txid(1));
    expect(merged(record({ pass: b }), record({ pass: a }))[KEY].pass.txid).toBe(txid(1));
  });

  it.each(ends)('that are both %s the later is kept', (ended) => {
    const [a, b] = [
      pass({ txid: txid(1), ended, boughtAt: 1 }),
      pass({ txid: txid(2), ended, boughtAt: 2 }),
    ];
    expect(merged(record({ pass: a }), record({ pass: b }))[KEY].pass.txid).toBe(txid(2));
    expect(merged(record({ pass: b }), record({ pass: a }))[KEY].pass.txid).toBe(txid(2));
  });

  it('of one transaction the one that is here is kept', () => {
    const all = merged(
      record({ pass: pass({ uses: 9, height: 20 }) }),
      record({ pass: pass({ uses: 1 }) }),
    );
    expect(all[KEY].pass).toMatchObject({ uses: 9, height: 20 });
  });
});

describe('a record that cannot be read', () => {
  it('is not written over', () => {
    const broken = { toll: 'x' };
    const all = merged({ [KEY]: broken }, record({ pass: pass() }));
    expect(all[KEY]).toEqual(broken);
    const month = merged({ 'spent:2026-11': 'x' }, spent(3));
    expect(month['spent:2026-11']).toBe('x');
  });
  it('of the backup does not take the place of one that can', () => {
    const all = merged({ ...record({ pass: pass() }), ...entry(1, 'sent') }, { [KEY]: 'x' });
    expect(all[KEY].pass.txid).toBe(txid(1));
  });
});

describe('no restored backup', () => {
  const NO_RECORD: TollRecord = { toll: toll(), payment: null, pass: null };
  /** Whether the next 402 of a toll may be paid. */
  const isPayable = (stored: unknown): boolean => {
    const { payment, pass } = stored === undefined ? NO_RECORD : v.parse(storedToll, stored);
    const unfinished = payment !== null;
    const [sent, challenged, confirmations, now] = [false, true, 0, AT];
    return (
      decide({ unfinished, pass, offer: offer(), sent, challenged, confirmations, now }).do ===
      'pay'
    );
  };

  const anyRecord = fc.record({
    payment: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    pass: fc.option(
      fc.record({
        number: fc.integer({ min: 1, max: 4 }),
        ended: fc.constantFrom(null, 'expired', 'refused', 'revoked'),
        boughtAt: fc.integer({ min: 1, max: 9 }),
      }),
      { nil: null },
    ),
  });
  type Any = { payment: number | null; pass: { number: number; ended: Pass['ended'] } | null };
  const stored = ({ payment: paying, pass: held }: Any): Entries => {
    // A payment is unfinished or a pass, never both.
    const same = paying !== null && paying === held?.number;
    return {
      ...record({
        payment: paying === null || same ? null : payment(paying),
        pass: held && pass({ ...held, txid: txid(held.number), height: 5 }),
      }),
      ...(held === null ? {} : entry(held.number, 'confirmed')),
      ...(paying === null || same ? {} : entry(paying, 'sent')),
    };
  };

  type Held = { readonly number: number } | null;
  const without = (one: Any, ofPayment: Held, ofPass: Held): Any => ({
    payment: one.payment === ofPayment?.number ? null : one.payment,
    pass: one.pass?.number === ofPass?.number ? null : one.pass,
  });

  it('makes a toll payable that was not, here or there, or keeps one from it that was', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (here, there) => {
        const all = merged(stored(here as Any), stored(there as Any));
        // Where a transaction is a pass on one side, the other has no say in it any more; where it is
        // on both, what is here counts.
        const wasPayable =
          isPayable(stored(without(here as Any, there.pass, null))[KEY]) &&
          isPayable(stored(without(there as Any, here.pass, here.pass))[KEY]);
        expect(isPayable(all[KEY])).toBe(wasPayable);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses an entry of either ledger', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (here, there) => {
        const [present, backup] = [stored(here as Any), stored(there as Any)];
        const all = merged({ ...present, settings: address('x') }, backup);
        for (const key of [...Object.keys(present), ...Object.keys(backup)]) {
          if (key.startsWith('paid:')) expect(all[key]).toBeDefined();
        }
      }),
    );
  });
});
