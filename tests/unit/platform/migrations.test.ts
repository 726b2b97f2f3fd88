import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Toll } from '../../../src/passes/toll.ts';
import { openJournal } from '../../../src/platform/journal-storage.ts';
import { migrate, SCHEMA } from '../../../src/platform/migrations.ts';
import { openSettings } from '../../../src/platform/settings-storage.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const SHOP = `4shop${'1'.repeat(90)}`;
const TX = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(64));
// Noon by Greenwich: the same day by nearly every clock.
const OCT_30 = Date.UTC(2026, 9, 30, 12);
const NOV_2 = Date.UTC(2026, 10, 2, 12);
const NOV_3 = Date.UTC(2026, 10, 3, 12);

const tollOf = (origin: string) => ({ origin, dialect: 'TPAT', address: SHOP }) satisfies Toll;
const PREPARED = tollOf('https://prepared.example');
const RELAYED = tollOf('https://relayed.example');
const WAITING = tollOf('https://waiting.example:8443');
const RESTING = tollOf('https://resting.example');
const keyOf = ({ origin }: { origin: string }) => `toll:${origin}|TPAT|${SHOP}`;

/** Layout 1, frozen: never adapt it to newer code. */
const LAYOUT_1: Readonly<Record<string, unknown>> = {
  schema: 1,
  'open-tolls': [keyOf(PREPARED), keyOf(RELAYED), keyOf(WAITING)],
  [keyOf(PREPARED)]: {
    toll: PREPARED,
    payment: {
      state: 'prepared',
      transfer: { txid: TX[0], amount: '1000000', fee: '1800000000', metadata: '00aa' },
      toll: PREPARED,
      url: 'https://prepared.example/article?a=1',
      blocks: 5,
      restMs: null,
      preparedAt: NOV_3,
    },
    pass: null,
  },
  [keyOf(RELAYED)]: {
    toll: RELAYED,
    payment: {
      state: 'relayed',
      transfer: { txid: TX[1], amount: '2000000', fee: '1900000000', metadata: '00bb' },
      toll: RELAYED,
      url: 'https://relayed.example/second',
      blocks: 10,
      restMs: 60_000,
      preparedAt: NOV_2,
    },
    pass: {
      txid: TX[2],
      toll: RELAYED,
      proof: 'OutProofV2first',
      paid: '2000000',
      fee: '1700000000',
      blocks: 10,
      restMs: 60_000,
      urls: ['https://relayed.example/first', 'https://relayed.example/second'],
      boughtAt: OCT_30,
      height: 3_500_000,
      minedAt: OCT_30 + 120_000,
      lastUsedAt: OCT_30 + 600_000,
      refusedAt: null,
      refusals: 0,
      ended: 'expired',
    },
  },
  [keyOf(WAITING)]: {
    toll: WAITING,
    payment: null,
    pass: {
      txid: TX[3],
      toll: WAITING,
      proof: 'OutProofV2waiting',
      paid: '18446744073709551615',
      fee: '0',
      blocks: 5,
      restMs: null,
      urls: [],
      boughtAt: NOV_3,
      height: null,
      minedAt: null,
      lastUsedAt: null,
      refusedAt: null,
      refusals: 0,
      ended: null,
    },
  },
  [keyOf(RESTING)]: {
    toll: RESTING,
    payment: null,
    pass: {
      txid: TX[4],
      toll: RESTING,
      proof: 'OutProofV2resting',
      paid: '3000000',
      fee: '1500000000',
      blocks: 720,
      restMs: 3_600_000,
      urls: ['https://resting.example/a'],
      boughtAt: NOV_2,
      height: 3_500_100,
      minedAt: NOV_2 + 100_000,
      lastUsedAt: NOV_2 + 200_000,
      refusedAt: NOV_2 + 300_000,
      refusals: 2,
      ended: null,
    },
  },
  settings: {
    walletUrl: 'http://127.0.0.1:18083',
    walletUsername: 'me',
    threshold: '2000000000',
    sites: { 'https://resting.example': '5000000000', 'https://prepared.example': '0' },
  },
};

function install(layout: Readonly<Record<string, unknown>> = LAYOUT_1): void {
  for (const [key, value] of Object.entries(layout)) browserState.local.put(key, value);
}

function openAll() {
  const storage = openLocalStorage();
  return { storage, journal: openJournal(storage), settings: openSettings(storage) };
}

/** What every pass and payment of TPAT is taken to have been. */
const TERMS = { needs: 1, extensible: true, message: null };

/** The records of layout 1, as they are read today. */
const RECORDS = {
  prepared: {
    toll: PREPARED,
    payment: {
      ...TERMS,
      state: 'prepared',
      transfer: {
        txid: TX[0],
        amount: 1_000_000n,
        fee: 1_800_000_000n,
        metadata: '00aa',
        wallet: null,
      },
      toll: PREPARED,
      url: 'https://prepared.example/article?a=1',
      price: 1_000_000n,
      blocks: 5,
      restMs: null,
      preparedAt: NOV_3,
    },
    pass: null,
  },
  relayed: {
    toll: RELAYED,
    payment: {
      ...TERMS,
      state: 'relayed',
      transfer: {
        txid: TX[1],
        amount: 2_000_000n,
        fee: 1_900_000_000n,
        metadata: '00bb',
        wallet: null,
      },
      toll: RELAYED,
      url: 'https://relayed.example/second',
      price: 2_000_000n,
      blocks: 10,
      restMs: 60_000,
      preparedAt: NOV_2,
    },
    pass: {
      ...TERMS,
      txid: TX[2],
      toll: RELAYED,
      proof: 'OutProofV2first',
      paid: 2_000_000n,
      fee: 1_700_000_000n,
      price: 2_000_000n,
      blocks: 10,
      restMs: 60_000,
      urls: ['https://relayed.example/first', 'https://relayed.example/second'],
      signedAt: OCT_30,
      boughtAt: OCT_30,
      metadata: null,
      wallet: null,
      height: 3_500_000,
      minedAt: OCT_30 + 120_000,
      lastUsedAt: OCT_30 + 600_000,
      uses: 1,
      refusedAt: null,
      refusals: 0,
      ended: 'expired',
    },
  },
  waiting: {
    toll: WAITING,
    payment: null,
    pass: {
      ...TERMS,
      txid: TX[3],
      toll: WAITING,
      proof: 'OutProofV2waiting',
      paid: 2n ** 64n - 1n,
      fee: 0n,
      price: 2n ** 64n - 1n,
      blocks: 5,
      restMs: null,
      urls: [],
      signedAt: NOV_3,
      boughtAt: NOV_3,
      metadata: null,
      wallet: null,
      height: null,
      minedAt: null,
      lastUsedAt: null,
      uses: 0,
      refusedAt: null,
      refusals: 0,
      ended: null,
    },
  },
  resting: {
    toll: RESTING,
    payment: null,
    pass: {
      ...TERMS,
      txid: TX[4],
      toll: RESTING,
      proof: 'OutProofV2resting',
      paid: 3_000_000n,
      fee: 1_500_000_000n,
      price: 3_000_000n,
      blocks: 720,
      restMs: 3_600_000,
      urls: ['https://resting.example/a'],
      signedAt: NOV_2,
      boughtAt: NOV_2,
      metadata: null,
      wallet: null,
      height: 3_500_100,
      minedAt: NOV_2 + 100_000,
      lastUsedAt: NOV_2 + 200_000,
      uses: 1,
      refusedAt: NOV_2 + 300_000,
      refusals: 2,
      ended: null,
    },
  },
};

beforeEach(() => browserState.reset());

describe('storage of layout 1', () => {
  beforeEach(() => install());

  it('is read whole: payments, passes, and which of them are open', async () => {
    const { journal } = openAll();
    const { prepared, relayed, waiting, resting } = RECORDS;
    for (const record of [prepared, relayed, waiting, resting]) {
      expect(unwrap(await journal.read(record.toll))).toEqual(record);
    }
    expect(unwrap(await journal.open())).toEqual([prepared, relayed, waiting]);
    expect(unwrap(await journal.records(null))).toHaveLength(4);
    expect(unwrap(await journal.payees(RESTING.origin, 'TPAT'))).toEqual([SHOP]);
  });

  it('keeps the wallet and the limits; a limit of a site is what it may be paid', async () => {
    const { settings } = openAll();
    expect(unwrap(await settings.read())).toEqual({
      walletUrl: 'http://127.0.0.1:18083',
      walletUsername: 'me',
      limits: {
        threshold: 2_000_000_000n,
        siteDay: null,
        day: null,
        month: null,
        sites: new Map([
          ['https://resting.example', { kind: 'up_to', amount: 5_000_000_000n }],
          ['https://prepared.example', { kind: 'up_to', amount: 0n }],
        ]),
        hiddenServices: false,
      },
    });
  });

  it('gets a ledger of every payment that it still knew, newest first', async () => {
    const { journal } = openAll();
    const page = unwrap(await journal.ledger(null, 50, () => true));
    expect(page.next).toBeNull();
    expect(page.entries.map(({ txid, state, at }) => [txid, state, at])).toEqual([
      [TX[3], 'proven', NOV_3],
      [TX[0], 'signed', NOV_3],
      [TX[4], 'confirmed', NOV_2],
      [TX[1], 'sent', NOV_2],
      [TX[2], 'confirmed', OCT_30],
    ]);
    expect(page.entries[4]).toEqual({
      txid: TX[2],
      toll: RELAYED,
      url: 'https://relayed.example/first',
      amount: 2_000_000n,
      fee: 1_700_000_000n,
      at: OCT_30,
      state: 'confirmed',
      blocks: 10,
      proof: 'OutProofV2first',
      message: null,
      height: 3_500_000,
    });
    // A pass that sold no URL is of its site.
    expect(page.entries[0]?.url).toBe(WAITING.origin);
  });

  it('gets the sums of the months, fees included', async () => {
    const { journal } = openAll();
    const resting = { siteDay: 1_503_000_000n, day: 1_503_000_000n + 1_902_000_000n };
    expect(unwrap(await journal.spent(RESTING.origin, NOV_2))).toMatchObject(resting);
    expect(unwrap(await journal.spent('https://other.example', OCT_30))).toEqual({
      siteDay: 0n,
      day: 1_702_000_000n,
      month: 1_702_000_000n,
    });
    expect([...unwrap(await journal.months()).keys()]).toEqual(['2026-11', '2026-10']);
  });

  it('goes on from there: the next state of a payment is the same entry, and not spent twice', async () => {
    const { journal } = openAll();
    const before = unwrap(await journal.spent(RELAYED.origin, NOV_2));
    await journal.update(RESTING, (record) => ({
      ...record,
      pass: record.pass && { ...record.pass, height: 3_500_101 },
    }));
    await journal.update(PREPARED, (record) => ({
      ...record,
      payment: record.payment && { ...record.payment, state: 'relayed' },
    }));
    const { entries } = unwrap(await journal.ledger(null, 50, () => true));
    expect(entries).toHaveLength(5);
    expect(entries.find(({ txid }) => txid === TX[0])?.state).toBe('sent');
    expect(unwrap(await journal.spent(RELAYED.origin, NOV_2))).toEqual(before);
  });

  it('is brought up to date in one write, and by the next opening not again', async () => {
    unwrap(await openAll().journal.open());
    expect(browserState.local.value('schema')).toBe(2);
    expect(browserState.local.writes()).toBe(1);
    const after = browserState.local.text();
    const again = openAll();
    expect(unwrap(await again.journal.read(RESTING))).toEqual(RECORDS.resting);
    expect((await again.settings.read()).ok).toBe(true);
    expect(browserState.local.text()).toBe(after);
    expect(browserState.local.writes()).toBe(1);
  });

  it('stays as it was if it cannot be written, and is tried again', async () => {
    const before = browserState.local.text();
    const { journal, settings } = openAll();
    browserState.local.failing = 'writes';
    expect(codeOf(await journal.open())).toBe('storage_failed');
    expect(codeOf(await settings.read())).toBe('storage_failed');
    expect(browserState.local.text()).toBe(before);
    browserState.local.failing = null;
    expect(unwrap(await journal.read(PREPARED))).toEqual(RECORDS.prepared);
    expect((await settings.read()).ok).toBe(true);
    expect(browserState.local.writes()).toBe(1);
  });

  it.each<[string, unknown]>([
    ['text', 'gone'],
    ['null', null],
    ['an empty object', {}],
    ['a payment without a transfer', { toll: RESTING, payment: { state: 'prepared' }, pass: null }],
    ['an amount in words', { toll: RESTING, payment: null, pass: { paid: 'much' } }],
  ])(
    'leaves a record that nobody can read as it is, and reads the others: %s',
    async (_, broken) => {
      browserState.local.put(keyOf(RESTING), broken);
      const { journal } = openAll();
      expect(codeOf(await journal.read(RESTING))).toBe('storage_failed');
      expect(unwrap(await journal.open())).toHaveLength(3);
      expect(unwrap(await journal.ledger(null, 50, () => true)).entries).toHaveLength(4);
      expect(browserState.local.value(keyOf(RESTING))).toEqual(broken);
    },
  );

  it.each<[string, unknown]>([
    ['text', 'gone'],
    ['null', null],
    ['no sites', { walletUrl: null, walletUsername: '', threshold: '5' }],
  ])('leaves settings that nobody can read as they are: %s', async (_, broken) => {
    browserState.local.put('settings', broken);
    const { journal, settings } = openAll();
    expect(codeOf(await settings.read())).toBe('storage_failed');
    expect(browserState.local.value('settings')).toEqual(broken);
    expect(unwrap(await journal.open())).toHaveLength(3);
  });

  it('does not fail over a sum that is no amount', async () => {
    const record = structuredClone(LAYOUT_1[keyOf(WAITING)]) as { pass: { fee: string } };
    record.pass.fee = '1';
    browserState.local.put(keyOf(WAITING), record);
    const { journal } = openAll();
    expect(unwrap(await journal.read(WAITING)).pass).toMatchObject({ fee: 1n });
    expect(unwrap(await journal.ledger(null, 50, () => true)).entries).toHaveLength(5);
  });
});

describe('migrate', () => {
  it('makes settings out of none only where there were some', () => {
    expect(migrate({ schema: 1 }, 1)).toEqual({ schema: SCHEMA });
  });

  it('changes nothing that it was given', () => {
    const before = structuredClone(LAYOUT_1);
    migrate(LAYOUT_1, 1);
    expect(LAYOUT_1).toEqual(before);
  });
});

describe('storage of layout 3', () => {
  it('is of a newer version: nothing is read, and nothing written', async () => {
    install({ ...LAYOUT_1, schema: 3 });
    const before = browserState.local.text();
    const { journal, settings } = openAll();
    expect(codeOf(await journal.read(RESTING))).toBe('storage_newer');
    expect(codeOf(await journal.open())).toBe('storage_newer');
    expect(codeOf(await journal.ledger(null, 50, () => true))).toBe('storage_newer');
    expect(codeOf(await journal.spent(RESTING.origin, NOV_2))).toBe('storage_newer');
    const written = await journal.update(PREPARED, (record) => ({ ...record, payment: null }));
    expect(codeOf(written)).toBe('storage_newer');
    expect(codeOf(await settings.update((same) => same))).toBe('storage_newer');
    expect(browserState.local.text()).toBe(before);
    expect(browserState.local.writes()).toBe(0);
  });
});
