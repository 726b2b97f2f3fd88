import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../../../src/outcome/failure.ts';
import {
  BACKGROUND_SILENT,
  explain,
  explainSending,
  explainUnsent,
  isMendedInSettings,
  MAYBE_DONE,
  SENDING_SILENT,
} from '../../../src/ui/sentences.ts';

const TXID = `3f9ac1d2${'0'.repeat(50)}1704be`;

describe('explain', () => {
  it.each(FAILURE_CODES)('%s reads well without and with every detail', (code) => {
    const detail = {
      url: 'http://127.0.0.1:18083',
      origin: 'http://a.example',
      until: '1790000000000',
      wallet: 'stagenet',
      site: 'mainnet',
      message: 'no luck',
      txid: TXID,
      reason: 'wallet_unreachable',
      minutes: '14',
    };
    for (const failure of [{ code }, { code, detail: {} }, { code, detail }]) {
      const said = explain(failure);
      expect(said).toMatch(/^[A-Z].*[.]$/);
      expect(said).not.toMatch(/undefined|null|NaN|!| {2}|\.\./);
      expect(said.split('. ').length).toBeGreaterThan(1);
    }
  });

  it('says that nothing was paid, or nothing more if something was', () => {
    const failure = { code: 'wallet_unreachable', detail: { url: 'http://127.0.0.1:1' } } as const;
    expect(explain(failure)).toBe(
      'The wallet at http://127.0.0.1:1 does not answer. Nothing was paid. Start monero-wallet-rpc, or check its address in the settings.',
    );
    expect(explain(failure, TXID)).toContain('Nothing more was paid.');
  });

  it('says why a payment is unfinished, without claiming that nothing was paid', () => {
    const said = explain({
      code: 'payment_unfinished',
      detail: { txid: TXID, reason: 'wallet_unreachable', url: 'http://127.0.0.1:1' },
    });
    expect(said).toContain('The wallet at http://127.0.0.1:1 does not answer.');
    expect(said).toContain('transaction 3f9ac1d2…1704be');
    expect(said).toContain('never pays it twice');
    expect(said).not.toContain('Nothing');
  });

  it('is not led in circles or astray by a foreign reason', () => {
    for (const reason of ['payment_unfinished', 'toString', '__proto__', '']) {
      expect(explain({ code: 'payment_unfinished', detail: { reason } })).toMatch(/^The payment/);
    }
  });

  it('shows control characters in a foreign message and cuts it short', () => {
    const said = explain({
      code: 'wallet_error',
      detail: { message: `a\u{202e}b\n${'x'.repeat(9999)}` },
    });
    expect(said).toContain('a\u{FFFD}b\u{FFFD}');
    expect(said.length).toBeLessThan(400);
  });
});

describe('the sentences where no site is being paid', () => {
  it.each(FAILURE_CODES)('%s reads well, and claims that nothing was sent only if so', (code) => {
    const unsent = explainUnsent({ code });
    const sending = explainSending({ code });
    for (const said of [unsent, sending]) {
      expect(said).toMatch(/^[A-Z].*[.]$/);
      expect(said).not.toMatch(/undefined|null|NaN|!| {2}|\.\.|reload/);
    }
    expect(unsent).toContain('Nothing was sent.');
  });
  it('does not know what became of a transfer that timed out', () => {
    expect(explainSending({ code: 'wallet_timed_out' })).toContain('not known whether');
    expect(explainSending({ code: 'wallet_relay_refused' })).toContain('Nothing was sent.');
  });
  it('says of a background that stopped what to do', () => {
    for (const said of [BACKGROUND_SILENT, MAYBE_DONE, SENDING_SILENT]) {
      expect(said).toMatch(/^[A-Z].*[.]$/);
    }
  });
});

describe('the settings', () => {
  it('are where a site that is never paid can be paid again', () => {
    expect(isMendedInSettings('site_never')).toBe(true);
    expect(isMendedInSettings('wallet_funds_locked')).toBe(false);
  });
});
