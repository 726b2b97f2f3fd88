import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import type { Limits } from '../../../src/payments/policy.ts';
import { browserState } from '../fakes/fake-browser.ts';
import {
  address,
  arrival,
  ORIGIN,
  offer,
  pass,
  pico,
  toll,
  txid,
  unwrap,
} from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, NOON, openBackground } from './background.ts';

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

const OTHER = 'https://other.example';
const LOGIN = { url: 'http://127.0.0.1:18083', username: 'me', password: 's3cret' };
const NO_METER = { limit: null, spent: '0' };
const refused = (code: string) => ({ ok: false, failure: { code } });

const overview = (url: string | null = null) => background.call('overview', { url });

async function limits(): Promise<Limits> {
  return unwrap(await background.settings.read()).limits;
}

/** A toll that waits for the user's answer. */
async function ask(of: Parameters<typeof arrival>[0] = {}) {
  const settlement = background.settler.settle(arrival(of));
  await settled();
  const question = await background.call('question.read');
  if (question === null) throw new Error('nobody asked');
  return { question, settlement };
}

describe('the overview', () => {
  it('of a fresh installation has nothing in it', async () => {
    expect(await overview()).toEqual({
      siteOnly: false,
      now: NOON,
      wallet: 'unset',
      vault: 'none',
      unlockRefused: false,
      budget: { threshold: '0', siteDay: NO_METER, day: NO_METER, month: NO_METER },
      rate: null,
      days: ['0', '0', '0'],
      site: null,
      siteRule: null,
      tolls: [],
      passes: [],
      questions: 0,
      refused: [],
      session: null,
    });
  });

  it.each([
    'about:blank',
    'chrome-extension://abcdef/popup.html',
    'chrome://newtab/',
    'file:///home/me/a.html',
    'not a url',
    '',
  ])('over a page of no site is of none: %j', async (url) => {
    expect(await overview(url)).toMatchObject({ site: null, siteRule: null });
  });

  it('tells whether the wallet is set, and its password known', async () => {
    unwrap(await background.settings.connect(LOGIN));
    expect((await overview()).wallet).toBe('set');
    browserState.session.put('wallet-login', null);
    expect((await overview()).wallet).toBe('login_needed');
    await background.settings.update((before) => ({ ...before, walletUsername: '' }));
    expect((await overview()).wallet).toBe('set');
  });

  it('tells of the site in the tab: its rule, and what was spent there today', async () => {
    await background.call('limits.set', { siteDay: '5' });
    await background.call('site.rule', { origin: OTHER, rule: { kind: 'never' } });
    await pay();
    const spent = '1801000000';
    expect(await overview(`${ORIGIN}/a#b`)).toMatchObject({
      site: ORIGIN,
      siteRule: null,
      budget: { siteDay: { limit: '5', spent }, day: { limit: null, spent } },
    });
    expect(await overview(`${OTHER}/`)).toMatchObject({
      site: OTHER,
      siteRule: { kind: 'never' },
      budget: { siteDay: { limit: '5', spent: '0' }, month: { spent } },
    });
  });

  it('shows a toll that is asked about, and its question', async () => {
    await ask();
    expect(await overview(ORIGIN)).toMatchObject({
      questions: 1,
      tolls: [{ origin: ORIGIN, state: 'asking', url: `${ORIGIN}/article`, failure: null }],
    });
  });

  it('shows passes newest first: those of the newest hundred payments, the open and the site’s', async () => {
    const put = async (number: number, of: Partial<Parameters<typeof pass>[0]> = {}) => {
      const at = toll({ origin: `https://${number}.example` });
      const times = { signedAt: number, boughtAt: number };
      const held = { toll: at, txid: txid(number), ...times, height: 7, ...of };
      await background.put({ pass: pass(held) }, at);
    };
    await put(1, { ended: null, height: null });
    await put(2, { ended: 'expired' });
    await put(3, { ended: 'revoked' });
    for (let number = 4; number < 110; number += 1) await put(number, { ended: 'expired' });
    const { passes } = await overview('https://3.example/x');
    expect(passes.slice(0, 2).map((one) => one.txid)).toEqual([109, 108].map(txid));
    expect(passes.slice(-3).map((one) => one.txid)).toEqual([10, 3, 1].map(txid));
    expect(passes).toHaveLength(102);
    const ofSite = await background.call('overview', {
      url: 'https://3.example/x',
      siteOnly: true,
    });
    expect([ofSite.siteOnly, ofSite.passes.map((one) => one.txid)]).toEqual([true, [txid(3)]]);
    const ofNone = await background.call('overview', { url: null, siteOnly: true });
    expect(ofNone.passes).toEqual([]);
  });

  it('measures passes by the height of the chain', async () => {
    await background.put({ pass: pass({ height: 100 }) });
    background.state.tip = 102;
    expect((await overview()).passes).toMatchObject([{ confirmations: 2, blocksLeft: 3 }]);
  });

  it('shows what went wrong, newest first, and what can be done about it', async () => {
    const trouble = (origin: string, tabId: number) => ({
      origin,
      url: `${origin}/a`,
      tabId,
      toll: null,
    });
    browserState.showTab(7, `${ORIGIN}/a`);
    const locked = 'https://locked.example';
    await background.memory.addTrouble(trouble(locked, 9), failure('wallet_funds_locked'));
    await background.memory.addTrouble(trouble(ORIGIN, 7), failure('wallet_funds_locked'));
    await background.memory.addTrouble(trouble(OTHER, 8), failure('payment_refused'));
    const offers = async () => (await overview()).tolls.map((one) => [one.origin, one.offers]);
    expect(await offers()).toEqual([
      [OTHER, ['give_up']],
      [ORIGIN, ['pay_later']],
      [locked, ['pay_later']],
    ]);
    expect(await background.call('payment.later', { origin: ORIGIN })).toEqual({ ok: true });
    expect(await background.call('payment.later', { origin: OTHER })).toMatchObject(
      refused('page_gone'),
    );
    expect(await offers()).toEqual([
      [OTHER, ['give_up']],
      [ORIGIN, ['pays_later']],
      [locked, ['pay_later']],
    ]);
    expect(await background.call('toll.forgive', { origin: OTHER })).toEqual({ ok: true });
    expect(await offers()).toEqual([
      [ORIGIN, ['pays_later']],
      [locked, ['pay_later']],
    ]);
  });

  it('holds neither a proof nor a password', async () => {
    unwrap(await background.settings.connect(LOGIN));
    await background.put({ pass: pass({ message: 'nonce-secret', height: 7 }) });
    const shown = [await overview(ORIGIN), await background.call('settings.read')];
    expect(JSON.stringify(shown)).not.toMatch(/OutProof|secret|s3cret/);
  });

  it('fits the contract while storage fails, and allows nothing then', async () => {
    browserState.local.failing = 'reads';
    expect(await overview(ORIGIN)).toMatchObject({ wallet: 'unset', passes: [] });
    expect(await background.call('settings.read')).toMatchObject({
      wallet: null,
      budget: { threshold: '0' },
      sites: [],
    });
  });
});

describe('the settings', () => {
  it('are told as they were set, with what was spent', async () => {
    unwrap(await background.settings.connect(LOGIN));
    const set = { threshold: '10000000000', siteDay: '1', day: '2', month: '3' };
    expect(await background.call('limits.set', set)).toEqual({ ok: true });
    const rules = [
      { origin: ORIGIN, rule: { kind: 'up_to', amount: '20000000000' } },
      { origin: OTHER, rule: { kind: 'ask' } },
      { origin: 'https://never.example', rule: { kind: 'never' } },
    ];
    for (const rule of rules) {
      expect(await background.call('site.rule', rule)).toEqual({ ok: true });
    }
    await pay();
    expect(await background.call('settings.read')).toEqual({
      wallet: { url: LOGIN.url, username: 'me', passwordKnown: true },
      hiddenServices: false,
      rate: null,
      budget: {
        threshold: '10000000000',
        siteDay: { limit: '1', spent: '0' },
        day: { limit: '2', spent: '1801000000' },
        month: { limit: '3', spent: '1801000000' },
      },
      sites: rules.map((rule) => ({
        ...rule,
        spentToday: rule.origin === ORIGIN ? '1801000000' : '0',
      })),
    });
  });

  it('leave as it was what is not said; null is no limit', async () => {
    await background.call('limits.set', { threshold: '1', siteDay: '2', day: '3', month: '4' });
    await background.call('limits.set', { day: null });
    await background.call('limits.set', { threshold: '5' });
    await background.call('limits.set', {});
    expect(await limits()).toMatchObject({ threshold: 5n, siteDay: 2n, day: null, month: 4n });
  });

  it('forget the rule of one site', async () => {
    for (const origin of [ORIGIN, OTHER]) {
      await background.call('site.rule', { origin, rule: { kind: 'never' } });
    }
    await background.call('site.rule', { origin: ORIGIN, rule: null });
    expect([...(await limits()).sites.keys()]).toEqual([OTHER]);
  });

  it('that cannot be written are told so', async () => {
    browserState.local.failing = 'writes';
    expect(await background.call('limits.set', { threshold: '1' })).toMatchObject(
      refused('storage_failed'),
    );
  });
});

describe('the rate that the user sets', () => {
  const set = (rate: { currency: string; price: string } | null) =>
    background.call('rate.set', { rate });

  it('is told wherever amounts are shown, with the time at which it was set', async () => {
    expect(await set({ currency: 'EUR', price: '150.25' })).toEqual({ ok: true });
    const rate = { currency: 'EUR', price: '150.25', setAt: NOON };
    expect((await overview()).rate).toEqual(rate);
    expect((await background.call('settings.read')).rate).toEqual(rate);
    expect((await background.call('activity.totals')).rate).toEqual(rate);
    const { question } = await ask();
    expect(question.rate).toEqual(rate);
  });

  it('is there after a restart, and gone once it is switched off', async () => {
    await set({ currency: 'EUR', price: '150.25' });
    background = openBackground();
    expect((await overview()).rate).toMatchObject({ price: '150.25' });
    expect(await set(null)).toEqual({ ok: true });
    expect((await overview()).rate).toBeNull();
  });

  it('is no more than a number and three letters', async () => {
    for (const rate of [
      { currency: 'eur', price: '1' },
      { currency: 'EURO', price: '1' },
      { currency: 'EUR', price: '0.00' },
      { currency: 'EUR', price: '1e9' },
      { currency: 'EUR', price: '-1' },
    ]) {
      await expect(set(rate)).rejects.toThrow();
    }
    expect((await overview()).rate).toBeNull();
  });

  it('takes no amount away where it cannot be read', async () => {
    browserState.local.put('rate', { currency: 'EUR', price: 'much', setAt: 0 });
    background = openBackground();
    expect((await overview()).rate).toBeNull();
  });

  it('that cannot be written is told so', async () => {
    browserState.local.failing = 'writes';
    expect(await set({ currency: 'EUR', price: '1' })).toMatchObject(refused('storage_failed'));
  });
});

/** Answers the question that stands as the form does. */
function answer(of: Record<string, unknown>) {
  return background.call('question.answer', {
    answer: 'pay',
    times: 1,
    alwaysUpTo: null,
    ...of,
  });
}

/** Pays a toll that is asked about, up to the proof. */
async function pay(of: Parameters<typeof arrival>[0] = {}): Promise<void> {
  const { question, settlement } = await ask(of);
  expect(await answer({ id: question.id, total: question.total })).toEqual({ ok: true });
  await settled();
  background.state.wallet?.mine();
  await background.clock.until(settlement);
}

describe('a question', () => {
  it('is none while nobody asks', async () => {
    expect(await background.call('question.read')).toBeNull();
    expect(await answer({ id: 'q', total: '1' })).toEqual(refused('approval_outdated'));
  });

  it('is told with the limits and what was spent; the answer pays it', async () => {
    await background.call('limits.set', { day: '9' });
    const { question } = await ask();
    expect(question).toMatchObject({
      origin: ORIGIN,
      host: 'news.example',
      amount: '1000000',
      fee: '1800000000',
      total: '1801000000',
      times: 1,
      reason: 'over_threshold',
      budget: { day: { limit: '9', spent: '0' } },
      limit: '0',
      behind: 0,
    });
    expect(await answer({ id: question.id, total: question.total })).toEqual({ ok: true });
    await settled();
    expect(background.state.wallet?.relayed).toMatchObject([{ amount: 1_000_000n }]);
    expect((await limits()).sites.size).toBe(0);
  });

  it('is paid as many times as was agreed', async () => {
    const { question } = await ask();
    const total = '1803000000';
    expect(await answer({ id: question.id, times: 3, total })).toEqual({ ok: true });
    await settled();
    expect(background.state.wallet?.relayed).toMatchObject([{ amount: 3_000_000n }]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another question', { id: 'other' }],
    ['another total', { total: '1801000001' }],
    ['more times for the same total', { times: 2 }],
  ])('is not answered by what is about %s, and no rule comes of it', async (_, of) => {
    const { question } = await ask();
    const given = { id: question.id, total: question.total, alwaysUpTo: '5', ...of };
    expect(await answer(given)).toEqual(refused('approval_outdated'));
    await settled();
    expect(background.state.wallet?.relayed).toEqual([]);
    expect((await limits()).sites.size).toBe(0);
    expect((await overview()).questions).toBe(1);
  });

  it('can make the site one that is always paid up to an amount', async () => {
    const { question } = await ask();
    const { id, total } = question;
    expect(await answer({ id, total, alwaysUpTo: '2000000000' })).toEqual({ ok: true });
    expect((await limits()).sites).toEqual(
      new Map([[ORIGIN, { kind: 'up_to', amount: pico(2_000_000_000) }]]),
    );
  });

  it('that is rejected makes no rule, and a toll that is forgiven is asked about again', async () => {
    const { question, settlement } = await ask();
    const { id, total } = question;
    expect(await answer({ id, total, answer: 'reject', alwaysUpTo: '5' })).toEqual({ ok: true });
    expect(await settlement).toMatchObject({ error: { code: 'rejected_by_user' } });
    expect((await limits()).sites.size).toBe(0);
    const again = await background.settler.settle(arrival());
    expect(again).toMatchObject({ error: { code: 'rejected_recently' } });
    await background.call('toll.forgive', { origin: ORIGIN });
    expect((await ask()).question.total).toBe(total);
  });

  it('says how many wait behind it', async () => {
    void background.settler.settle(arrival({ offer: offer({ address: address('author') }) }));
    await settled();
    expect((await ask()).question.behind).toBe(1);
  });
});

describe('a site that is forgiven', () => {
  it('may be paid anew where it refused a pass, and there alone', async () => {
    const elsewhere = toll({ origin: OTHER });
    await background.put({ pass: pass({ ended: 'refused', height: 7 }) });
    await background.put({ pass: pass({ ended: 'refused', toll: elsewhere }) }, elsewhere);
    const author = toll({ address: address('author') });
    await background.put({ pass: pass({ ended: 'revoked', toll: author }) }, author);
    await background.call('toll.forgive', { origin: ORIGIN });
    const endOf = async (of = toll()) => unwrap(await background.journal.read(of)).pass?.ended;
    expect([await endOf(), await endOf(elsewhere), await endOf(author)]).toEqual([
      'expired',
      'refused',
      'revoked',
    ]);
  });
});

describe('messages about single requests', () => {
  it('are answered without the cause of a failure', async () => {
    const reached = await background.call('toll.reach', { url: ORIGIN });
    expect(reached).toEqual({ do: 'leave', failure: { code: 'page_gone', detail: {} } });
    const request = {
      via: 'request',
      url: `${ORIGIN}/a`,
      status: 402,
      attempt: 0,
      free: 0,
      sentAt: 0,
    };
    expect(await background.call('toll.noticed', request)).toBe('leave');
  });
});
