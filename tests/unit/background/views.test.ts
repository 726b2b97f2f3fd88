import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toolbarState } from '../../../src/background/toolbar-state.ts';
import { failureView, passView, tollView, troubleView } from '../../../src/background/views.ts';
import { CONTRACT } from '../../../src/messages/contract.ts';
import { failure } from '../../../src/outcome/failure.ts';
import type { Progress } from '../../../src/payments/settle.ts';
import { ORIGIN, pass, pico, toll, txid } from '../fakes/samples.ts';

const NOW = 1_000_000;
const TRANSFER = { txid: txid(1), amount: pico(1), fee: pico(2), metadata: 'ab' };

describe('what pages are shown of a pass', () => {
  it.each([
    ['waiting for its block', pass(), 500, { state: 'waiting', blocksLeft: null, endsAt: null }],
    [
      'mined, the chain not known yet',
      pass({ height: 100 }),
      null,
      { state: 'usable', blocksLeft: null, endsAt: null },
    ],
    [
      'in its first block',
      pass({ height: 100, blocks: 5 }),
      101,
      { state: 'usable', blocksLeft: 4, endsAt: NOW + 4 * 120_000 },
    ],
    ['run out', pass({ height: 100, blocks: 5 }), 105, { state: 'expired', blocksLeft: 0 }],
    ['known to have run out', pass({ ended: 'expired' }), null, { state: 'expired' }],
    ['refused', pass({ ended: 'refused', height: 100 }), 101, { state: 'refused' }],
    [
      'resting',
      pass({ height: 100, restMs: 5000, lastUsedAt: NOW }),
      101,
      { state: 'resting', restsUntil: NOW + 5000 },
    ],
  ])('%s', (_, of, tip, expected) => {
    expect(passView(of, tip, NOW)).toMatchObject(expected);
  });

  it('is never its proof', () => {
    const view = passView(pass({ proof: 'OutProofV2secret' }), 101, NOW);
    expect(JSON.stringify(view)).not.toContain('secret');
  });
});

describe('what pages are shown of a toll', () => {
  const STEPS: Progress[] = [
    { step: 'preparing' },
    { step: 'asking' },
    { step: 'prepared', transfer: TRANSFER },
    { step: 'relayed', transfer: TRANSFER },
    { step: 'awaiting_confirmations', pass: pass(), since: NOW },
    { step: 'retrying', txid: txid(1), at: NOW },
    { step: 'resting', until: NOW },
  ];

  it.each(STEPS)('fits the contract at each step: $step', (progress) => {
    const view = tollView(toll(), `${ORIGIN}/a`, progress);
    const overview = {
      now: NOW,
      wallet: 'set',
      threshold: '0',
      site: null,
      tolls: [view],
      passes: [passView(pass(), null, NOW)],
      questions: 0,
    };
    expect(v.safeParse(CONTRACT.overview.output, overview).issues).toBeUndefined();
    expect(JSON.stringify(view)).not.toMatch(/OutProof|"ab"/);
  });

  it('is nothing once it is settled', () => {
    const settled: Progress = { step: 'settled', outcome: { ok: true, value: 'repeat' } };
    expect(tollView(toll(), `${ORIGIN}/a`, settled)).toBeNull();
  });

  it('tells what leaves the wallet, the fee included', () => {
    const view = tollView(toll(), `${ORIGIN}/a`, { step: 'prepared', transfer: TRANSFER });
    expect(view).toMatchObject({ state: 'relaying', total: '3', txid: txid(1) });
  });

  it('has a face for the toolbar at each step', () => {
    const faces = STEPS.map((progress) => toolbarState(progress).kind);
    expect(faces).toEqual([
      'working',
      'asking',
      'working',
      'working',
      'waiting',
      'working',
      'working',
    ]);
    const settled = (ok: boolean): Progress => ({
      step: 'settled',
      outcome: ok ? { ok, value: 'repeat' } : { ok, error: failure('pass_refused') },
    });
    expect([true, false].map((ok) => toolbarState(settled(ok)).kind)).toEqual(['paid', 'trouble']);
  });
});

describe('what pages are shown of a failure', () => {
  it('is its code and details, never its cause', () => {
    const failed = failure('wallet_error', { rpc: '-99' }, new Error('secret'));
    expect(failureView(failed)).toEqual({ code: 'wallet_error', detail: { rpc: '-99' } });
    const view = troubleView({
      origin: ORIGIN,
      url: `${ORIGIN}/a`,
      at: 1,
      failure: { code: 'pass_refused', detail: { txid: txid(1) } },
    });
    expect(view).toMatchObject({
      state: 'failed',
      txid: txid(1),
      failure: { code: 'pass_refused' },
    });
  });
});
