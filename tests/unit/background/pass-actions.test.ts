import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pass } from '../../../src/passes/pass.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { arrival, ORIGIN, pass, pico, toll, txid, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { payment } from '../payments/journal-contract.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});
// What still runs would write into the next test's storage.
afterEach(settled);

const OF = { toll: toll() };
const DONE = { ok: true };
const refused = (code: string) => ({ ok: false, failure: { code } });

async function held(): Promise<Pass | null> {
  return unwrap(await background.journal.read(toll())).pass;
}

describe('a pass', () => {
  it('that is revoked is not shown to its site any more, and is again once restored', async () => {
    await background.put({ pass: pass({ height: 7 }) });
    const changes = background.changes();
    expect(await background.call('pass.revoke', OF)).toEqual(DONE);
    expect((await held())?.ended).toBe('revoked');
    expect(browserState.rules()).toEqual([]);
    expect(await background.call('pass.restore', OF)).toEqual(DONE);
    expect((await held())?.ended).toBeNull();
    expect(browserState.rules()).toHaveLength(1);
    expect(await background.call('pass.revoke', OF)).toEqual(DONE);
    expect(browserState.rules()).toEqual([]);
    expect(background.changes()).toBe(changes + 3);
  });

  it.each(['expired', 'refused'] as const)(
    'that is %s stays so, whatever the user asks for',
    async (ended) => {
      await background.put({ pass: pass({ height: 7, ended }) });
      await background.call('pass.revoke', OF);
      await background.call('pass.restore', OF);
      expect((await held())?.ended).toBe(ended);
      expect(browserState.rules()).toEqual([]);
    },
  );

  it('that is not there cannot be revoked, restored or shown', async () => {
    for (const name of ['pass.revoke', 'pass.restore', 'pass.credential'] as const) {
      expect(await background.call(name, OF)).toEqual(refused('pass_gone'));
    }
    expect(await background.call('pass.forget', OF)).toEqual(DONE);
    // Nothing of it is written: an address that was never paid is no payee.
    expect(unwrap(await background.journal.payees(ORIGIN, 'TPAT'))).toEqual([]);
  });

  it.each<[string, Partial<Pass>]>([
    ['usable', { height: 7 }],
    ['run out', { height: 7, ended: 'expired' }],
    ['refused', { height: null, ended: 'refused' }],
    ['taken from the pool', { height: null, needs: 0, blocks: null, message: 'nonce' }],
  ])('can be forgotten when it is %s: the site is paid anew', async (_, of) => {
    await background.put({ pass: pass({ height: 7 }) });
    await background.call('pass.restore', OF);
    await background.put({ pass: pass(of) });
    expect(await background.call('pass.forget', OF)).toEqual(DONE);
    expect(await held()).toBeNull();
    expect(browserState.rules()).toEqual([]);
    const { entries } = await background.call('activity.read', { search: '', after: null });
    expect(entries.map((entry) => entry.txid)).toEqual([txid(1)]);
  });

  it.each<[string, Partial<Pass>]>([
    ['to be used at will', {}],
    ['that rests after each use', { restMs: 60_000 }],
  ])('that waits for its block is not forgotten: it would be paid twice (%s)', async (_, of) => {
    await background.put({ pass: pass({ height: null, ...of }) });
    expect(await background.call('pass.forget', OF)).toEqual(refused('pass_in_use'));
    expect((await held())?.txid).toBe(txid(1));
  });

  it('is not forgotten while another payment for the toll is under way', async () => {
    await background.put({ pass: pass({ height: 7 }), payment: payment() });
    expect(await background.call('pass.forget', OF)).toEqual(refused('pass_in_use'));
    expect((await held())?.txid).toBe(txid(1));
  });

  it('is not forgotten, and not said to be, if a payment comes in between', async () => {
    await background.put({ pass: pass({ height: 7 }) });
    const [, answer] = await Promise.all([
      background.put({ payment: payment() }),
      background.call('pass.forget', OF),
    ]);
    expect(answer).toEqual(refused('pass_in_use'));
    expect((await held())?.txid).toBe(txid(1));
  });

  it.each([
    ['TPAT', `TPAT ${txid(1)}:OutProofV2abc`],
    ['XMR402', `XMR402 txid="${txid(1)}", proof="OutProofV2abc"`],
  ] as const)('of %s is told to the user as its site is told it', async (dialect, credential) => {
    const at = toll({ dialect });
    await background.put({ pass: pass({ toll: at, ended: 'revoked' }) }, at);
    const answer = await background.call('pass.credential', { toll: at });
    expect(answer).toEqual({ ok: true, credential });
  });

  it('is changed by nobody while storage or the browser fail, and that is said', async () => {
    await background.put({ pass: pass({ height: 7 }) });
    browserState.local.failing = 'writes';
    for (const name of ['pass.revoke', 'pass.forget'] as const) {
      expect(await background.call(name, OF)).toMatchObject(refused('storage_failed'));
    }
    browserState.local.failing = null;
    expect((await held())?.ended).toBeNull();
    browserState.rulesFail = true;
    expect(await background.call('pass.revoke', OF)).toMatchObject(refused('header_rule_failed'));
  });
});

describe('a longer pass', () => {
  it('is asked about, and answered for before the user has answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await background.put({ pass: pass({ height: 7 }) });
      const asked = background.call('pass.extend', { toll: toll(), times: 4 });
      await settled();
      expect(background.approvals.current()?.question).toMatchObject({
        times: 4,
        reason: 'wished',
      });
      await vi.advanceTimersByTimeAsync(1500);
      expect(await asked).toEqual(DONE);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each<[string, Partial<Pass> | null]>([
    ['none is held', null],
    ['the site sells no longer one', { extensible: false }],
  ])('is refused where %s', async (_, of) => {
    if (of !== null) await background.put({ pass: pass(of) });
    const answer = await background.call('pass.extend', { toll: toll(), times: 2 });
    expect(answer).toEqual(refused('pass_not_extensible'));
  });
});

describe('giving up a payment', () => {
  /** A payment that the network will not have. */
  async function refusedPayment(): Promise<string> {
    const { wallet } = background.state;
    if (wallet === null) throw new Error('no wallet');
    wallet.refuses = 'a'.repeat(63).concat('1');
    await background.settings.update((before) => ({
      ...before,
      limits: { ...before.limits, threshold: pico(10n ** 10n) },
    }));
    const settlement = await background.settler.settle(arrival());
    expect(settlement).toMatchObject({ ok: false, error: { code: 'payment_refused' } });
    return wallet.refuses;
  }

  it('that the network refuses takes it out, and gives its sum back', async () => {
    const id = await refusedPayment();
    expect(await background.call('payment.give_up', OF)).toEqual(DONE);
    expect(unwrap(await background.journal.read(toll())).payment).toBeNull();
    const { entries } = await background.call('activity.read', { search: id, after: null });
    expect(entries).toMatchObject([{ txid: id, state: 'given_up' }]);
    expect((await background.call('overview', { url: null })).budget.month.spent).toBe('0');
  });

  it('that the network takes after all is refused', async () => {
    const id = await refusedPayment();
    if (background.state.wallet) background.state.wallet.refuses = null;
    expect(await background.call('payment.give_up', OF)).toMatchObject({
      ok: false,
      failure: { code: 'payment_alive', detail: { txid: id } },
    });
    expect(unwrap(await background.journal.read(toll())).payment?.transfer.txid).toBe(id);
  });

  it('is refused while the wallet is away, or another one is open', async () => {
    await refusedPayment();
    if (background.state.wallet) background.state.wallet.name = 'wallet-2';
    expect(await background.call('payment.give_up', OF)).toMatchObject(refused('wallet_other'));
    background.state.wallet = null;
    expect(await background.call('payment.give_up', OF)).toEqual(refused('wallet_not_connected'));
    expect(unwrap(await background.journal.read(toll())).payment).not.toBeNull();
  });

  it('that is gone already is no failure', async () => {
    expect(await background.call('payment.give_up', OF)).toEqual(DONE);
  });
});
