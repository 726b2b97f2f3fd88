import { describe, expect, it } from 'vitest';
import type { Output, Overview } from '../../../src/messages/contract.ts';
import { diagnosticText } from '../../../src/ui/settings/diagnostics.ts';

const TOLL = { origin: 'https://private.example', dialect: 'TPAT', address: '8Aaddress' } as const;
const TXID = '3f9ac1d2'.repeat(8);
const METER = { limit: '777000', spent: '31337' };
const BUDGET = { threshold: '424242', siteDay: METER, day: METER, month: METER };

const OVERVIEW: Overview = {
  siteOnly: false,
  now: Date.UTC(2026, 10, 26, 12),
  wallet: 'set',
  vault: 'unlocked',
  unlockRefused: false,
  budget: BUDGET,
  rate: null,
  days: ['31337'],
  site: null,
  siteRule: null,
  tolls: [
    {
      origin: TOLL.origin,
      url: `${TOLL.origin}/secret-page`,
      toll: TOLL,
      state: 'failed',
      until: null,
      txid: TXID,
      total: '31337',
      confirmations: 0,
      confirmationsNeeded: 1,
      failure: { code: 'wallet_unreachable', detail: { url: 'http://127.0.0.1:18083' } },
      offers: [],
    },
  ],
  passes: [],
  questions: 0,
  refused: [{ name: 'My shop', origin: TOLL.origin, status: 401 }],
  session: null,
};

const SETTINGS: Output<'settings.read'> = {
  wallet: { url: 'https://vps.private.example:18083', username: 'alice', passwordKnown: true },
  budget: BUDGET,
  rate: null,
  hiddenServices: false,
  sites: [{ origin: TOLL.origin, rule: { kind: 'never' }, spentToday: '31337' }],
};

describe('the diagnostic file', () => {
  const text = diagnosticText({
    overview: OVERVIEW,
    settings: SETTINGS,
    summary: { webApps: 1, signers: 2, streams: 3, streamsOn: 1 },
    browser: 'Firefox/143.0',
    version: '0.1.0',
  });

  it('has the codes and states that help', () => {
    expect(JSON.parse(text)).toMatchObject({
      tollpass: '0.1.0',
      walletPlace: 'https://elsewhere',
      tolls: [{ dialect: 'TPAT', state: 'failed', failure: 'wallet_unreachable' }],
      limits: { asksAlways: false, month: true, sites: 1 },
      signers: 2,
    });
  });

  it('names no site, address, transaction, amount, user or port', () => {
    for (const secret of ['private', '8Aaddress', TXID, '31337', '424242', '777000', 'alice']) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/18083|My shop|secret-page/);
  });
});
