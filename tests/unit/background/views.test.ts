import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toolbarState } from '../../../src/background/toolbar-state.ts';
import {
  budgetView,
  failureView,
  ledgerView,
  passView,
  questionView,
  tollView,
  troubleView,
} from '../../../src/background/views.ts';
import { CONTRACT } from '../../../src/messages/contract.ts';
import { failure } from '../../../src/outcome/failure.ts';
import type { Question } from '../../../src/payments/approval.ts';
import type { LedgerEntry } from '../../../src/payments/ledger.ts';
import type { Limits, SiteRule } from '../../../src/payments/policy.ts';
import type { Progress } from '../../../src/payments/settle.ts';
import type { Trouble } from '../../../src/platform/site-memory.ts';
import { ORIGIN, offer, pass, pico, toll, txid } from '../fakes/samples.ts';

const NOW = 1_000_000;
const LIMITS: Limits = {
  threshold: pico(5),
  siteDay: null,
  day: pico(10),
  month: null,
  sites: new Map(),
  hiddenServices: false,
};
const SPENT = { siteDay: pico(1), day: pico(2), month: pico(3) };
const TRANSFER = { txid: txid(1), amount: pico(1), fee: pico(2), metadata: 'ab', wallet: 'ab12' };

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
    [
      'in its first block, the chain last heard of before that',
      pass({ height: 100, blocks: 5 }),
      99,
      { state: 'usable', confirmations: 1, blocksLeft: 4 },
    ],
    ['run out', pass({ height: 100, blocks: 5 }), 105, { state: 'expired', blocksLeft: 0 }],
    ['known to have run out', pass({ ended: 'expired' }), null, { state: 'expired' }],
    ['refused', pass({ ended: 'refused', height: 100 }), 101, { state: 'refused' }],
    [
      'in its second block, where three are wanted',
      pass({ height: 100, blocks: 5, needs: 3 }),
      102,
      { state: 'waiting', confirmations: 2, confirmationsNeeded: 3, blocksLeft: 3 },
    ],
    [
      'good from the pool on',
      pass({ needs: 0, blocks: null }),
      500,
      { state: 'usable', confirmations: 0, blocksLeft: null },
    ],
    [
      'mined, and not counted in blocks',
      pass({ needs: 0, blocks: null, height: 100 }),
      10_000,
      { state: 'usable', blocksLeft: null, endsAt: null },
    ],
    ['taken back', pass({ ended: 'revoked', height: 100 }), 101, { state: 'revoked' }],
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
    { step: 'awaiting_confirmations', pass: pass(), confirmations: 0, needs: 1 },
    { step: 'retrying', txid: txid(1), at: NOW },
    { step: 'resting', until: NOW },
  ];

  it.each(STEPS)('fits the contract at each step: $step', (progress) => {
    const view = tollView(toll(), `${ORIGIN}/a`, progress, NOW, false);
    const overview = {
      siteOnly: false,
      now: NOW,
      wallet: 'set',
      budget: budgetView(LIMITS, SPENT),
      rate: null,
      site: null,
      siteRule: null,
      tolls: [view],
      passes: [passView(pass(), null, NOW)],
      vault: 'none',
      unlockRefused: false,
      questions: 0,
      refused: [],
      days: [],
      session: null,
    };
    expect(v.safeParse(CONTRACT.overview.output, overview).issues).toBeUndefined();
    expect(JSON.stringify(view)).not.toMatch(/OutProof|"ab"/);
  });

  it('says that it waits for the password, where the wallet does', () => {
    const view = (step: 'preparing' | 'asking', unlocking: boolean) =>
      tollView(toll(), `${ORIGIN}/a`, { step }, NOW, unlocking)?.state;
    expect(view('preparing', true)).toBe('unlocking');
    expect(view('preparing', false)).toBe('preparing');
    expect(view('asking', true)).toBe('asking');
  });

  it('is nothing once it is settled', () => {
    const settled: Progress = { step: 'settled', outcome: { ok: true, value: 'repeat' } };
    expect(tollView(toll(), `${ORIGIN}/a`, settled, NOW, false)).toBeNull();
  });

  it('tells what leaves the wallet, the fee included', () => {
    const progress: Progress = { step: 'prepared', transfer: TRANSFER };
    const view = tollView(toll(), `${ORIGIN}/a`, progress, NOW, false);
    expect(view).toMatchObject({ state: 'relaying', total: '3', txid: txid(1) });
  });

  it.each([
    ['no block yet: one block from the purchase', {}, 0, 1, 1000 + 120_000],
    ['no block yet, three wanted', {}, 0, 3, 1000 + 3 * 120_000],
    ['one of three: two from now', { height: 100, minedAt: 5000 }, 1, 3, NOW + 2 * 120_000],
  ])('says when the blocks are likely there: %s', (_, of, confirmations, needs, until) => {
    const step = 'awaiting_confirmations';
    const progress: Progress = { step, pass: pass(of), confirmations, needs };
    expect(tollView(toll(), `${ORIGIN}/a`, progress, NOW, false)).toMatchObject({
      state: 'awaiting_confirmations',
      confirmations,
      confirmationsNeeded: needs,
      total: '1801000000',
      until,
    });
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
    const view = troubleView(trouble({ code: 'pass_refused', detail: { txid: txid(1) } }), false);
    expect(view).toMatchObject({
      state: 'failed',
      txid: txid(1),
      failure: { code: 'pass_refused' },
      offers: [],
    });
  });

  it.each([
    ['a payment that the network refuses', 'payment_refused', false, ['give_up']],
    ['locked funds', 'wallet_funds_locked', false, ['pay_later']],
    ['locked funds, postponed already', 'wallet_funds_locked', true, ['pays_later']],
    ['missing funds', 'wallet_funds_missing', false, []],
    ['a payment that may be out', 'payment_unfinished', false, []],
  ] as const)('offers what can be done about %s', (_, code, isPostponed, offers) => {
    expect(troubleView(trouble({ code }), isPostponed).offers).toEqual(offers);
  });
});

describe('what pages are shown of a question', () => {
  const asked = (of: Partial<Question> = {}) => ({
    id: 'q1',
    behind: 2,
    question: {
      toll: toll(),
      url: `${ORIGIN}/a`,
      offer: offer(),
      ways: 2,
      times: 3,
      fee: pico(1_800_000_000),
      reason: 'over_day' as const,
      again: true,
      ...of,
    },
  });

  it('fits the contract, and its total is what is proposed', () => {
    const view = questionView(asked(), LIMITS, SPENT, null);
    expect(v.safeParse(CONTRACT['question.read'].output, view).issues).toBeUndefined();
    expect(view).toMatchObject({ amount: '1000000', times: 3, total: '1803000000', behind: 2 });
  });

  it.each<[string, SiteRule | undefined, string]>([
    ['its own limit', { kind: 'up_to', amount: pico(77) }, '77'],
    ['everywhere’s threshold', undefined, '5'],
  ])('says what the site may be paid without it: %s', (_, rule, limit) => {
    const sites = new Map(rule === undefined ? [] : [[ORIGIN, rule]]);
    expect(questionView(asked(), { ...LIMITS, sites }, SPENT, null).limit).toBe(limit);
  });

  it('names the host in punycode', () => {
    const origin = new URL('https://müsic.example').origin;
    const view = questionView(asked({ toll: toll({ origin }) }), LIMITS, SPENT, null);
    expect(view.host).toBe('xn--msic-0ra.example');
  });
});

describe('what pages are shown of a payment of the ledger', () => {
  it('is never its proof, nor what that was made over', () => {
    const entry: LedgerEntry = {
      txid: txid(1),
      toll: toll(),
      url: `${ORIGIN}/a`,
      amount: pico(1),
      fee: pico(2),
      at: NOW,
      state: 'confirmed',
      blocks: 5,
      proof: 'OutProofV2secret',
      message: 'nonce-secret',
      height: 7,
    };
    const view = ledgerView(entry);
    const page = { entries: [view, ledgerView({ ...entry, proof: null })], next: null };
    expect(v.safeParse(CONTRACT['activity.read'].output, page).issues).toBeUndefined();
    expect(JSON.stringify(page)).not.toContain('secret');
    expect(page.entries.map(({ hasProof }) => hasProof)).toEqual([true, false]);
  });
});

function trouble(failed: Trouble['failure']): Trouble {
  return { origin: ORIGIN, url: `${ORIGIN}/a`, tabId: 7, toll: null, at: 1, failure: failed };
}
