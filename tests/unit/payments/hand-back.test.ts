import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/outcome/failure.ts';
import type { Toll } from '../../../src/passes/toll.ts';
import { type HandBack, handBackProofs, type Place } from '../../../src/payments/hand-back.ts';
import { isProofOver } from '../fakes/fake-wallet.ts';
import { fakeXmr402Gate } from '../fakes/fake-xmr402-gate.ts';
import { address, arrival, codeOf, ORIGIN, offer, pico, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Life, type World } from '../fakes/world.ts';

const GUARD = address('guard');
const SAID = { address: GUARD, amount: '1000000', message: 'nonce1' };
const PLACE: Place = { url: `${ORIGIN}/socket`, origin: ORIGIN, tabId: 7, firstParty: true };

let world: World;
let life: Life;
let handBack: HandBack;
let troubles: [Failure['code'], Toll][];
let waiting: [Toll, number][];

function start(): void {
  life = world.start();
  handBack = handBackProofs(
    life,
    (toll, tabId) => void waiting.push([toll, tabId]),
    async (_, failed, toll) => void troubles.push([failed.code, toll]),
  );
}

beforeEach(() => {
  world = createWorld();
  troubles = [];
  waiting = [];
  start();
});

const toll = (name = 'guard'): Toll => ({
  origin: ORIGIN,
  dialect: 'XMR402',
  address: address(name),
});
const network = () =>
  arrival({
    offer: offer({ ...toll(), needs: 0, blocks: null, extensible: false, message: 'seen' }),
  });

describe('a challenge that a page says it got', () => {
  it('is asked about whatever the limits allow, and nothing is paid before the answer', async () => {
    world.limits = {
      ...world.limits,
      sites: new Map([[ORIGIN, { kind: 'up_to', amount: pico(10n ** 12n) }]]),
    };
    const answer = handBack(PLACE, SAID);
    await settled();
    expect(world.approver.asked).toMatchObject([
      { reason: 'page_says', toll: toll(), url: PLACE.url, offer: { amount: 1_000_000n } },
    ]);
    expect(world.wallet.relayed).toEqual([]);
    expect(world.journal.all()).toEqual([]);
    expect(waiting).toEqual([[toll(), 7]]);
    world.approver.answer('pay');
    const { txid, proof } = unwrap(await answer);
    expect(world.wallet.relayed).toHaveLength(1);
    expect([txid, isProofOver(proof, 'nonce1')]).toEqual([world.passOf()?.txid, true]);
    expect(world.lent.size).toBe(0);
    expect(world.violations()).toEqual([]);
  });

  it('of a toll that is held is proven over its message, without a question', async () => {
    world.approver.always = 'pay';
    const first = unwrap(await handBack(PLACE, SAID));
    const second = unwrap(await handBack(PLACE, { ...SAID, message: 'nonce2' }));
    expect(second.txid).toBe(first.txid);
    expect(isProofOver(second.proof, 'nonce2')).toBe(true);
    expect(world.approver.asked).toHaveLength(1);
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is answered with what the network was paid for, and the other way round', async () => {
    unwrap(await life.settle(network()));
    expect(world.approver.asked).toEqual([]);
    unwrap(await handBack(PLACE, SAID));
    expect(world.approver.asked).toEqual([]);
    expect(world.wallet.relayed).toHaveLength(1);

    world = createWorld();
    start();
    world.approver.always = 'pay';
    unwrap(await handBack(PLACE, SAID));
    const gate = fakeXmr402Gate(world.wallet, { origin: ORIGIN, address: GUARD });
    expect((await world.clock.until(life.browse(gate))).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is not proven by a pass of another origin or another address', async () => {
    world.approver.always = 'pay';
    unwrap(await handBack(PLACE, SAID));
    world.approver.always = null;
    for (const [place, said] of [
      [{ ...PLACE, origin: 'https://thief.example', url: 'https://thief.example/' }, SAID],
      [PLACE, { ...SAID, address: address('thief') }],
    ] as const) {
      const answer = handBack(place, said);
      await settled();
      expect(world.approver.standing()).toBe(1);
      world.approver.answer('reject');
      expect(codeOf(await answer)).toBe('rejected_by_user');
    }
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('leads to one question and one payment, however often it comes', async () => {
    const answers = Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        handBack(PLACE, { ...SAID, message: `nonce${index}` }),
      ),
    );
    await settled();
    expect(world.approver.asked).toHaveLength(1);
    world.approver.answer('pay');
    for (const [index, answer] of (await answers).entries()) {
      expect(isProofOver(unwrap(answer).proof, `nonce${index}`)).toBe(true);
    }
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is not asked about while another question of its origin stands', async () => {
    const first = handBack(PLACE, SAID);
    await settled();
    for (const name of ['a', 'b']) {
      const other = await handBack(PLACE, { ...SAID, address: address(name) });
      expect(codeOf(other)).toBe('question_open');
    }
    expect(world.approver.asked).toHaveLength(1);
    world.approver.answer('pay');
    unwrap(await first);
    // One that was answered stands in nobody's way.
    void handBack(PLACE, { ...SAID, address: address('a') });
    await settled();
    expect(world.approver.asked).toHaveLength(2);
  });

  it('is not asked about again after a no, nor is any other of its origin', async () => {
    world.approver.always = 'reject';
    expect(codeOf(await handBack(PLACE, SAID))).toBe('rejected_by_user');
    expect(codeOf(await handBack(PLACE, SAID))).toBe('rejected_recently');
    const other = { ...SAID, address: address('other') };
    expect(codeOf(await handBack(PLACE, other))).toBe('rejected_recently');
    expect(codeOf(await life.settle(network()))).toBe('rejected_recently');
    expect(world.approver.asked).toHaveLength(1);
    expect(world.wallet.relayed).toEqual([]);
    // What the browser sees on the network of another toll is not the page's word.
    const seen = { ...network(), offer: { ...network().offer, address: address('other') } };
    unwrap(await life.settle(seen));
    expect(troubles.map(([code]) => code)).toEqual([
      'rejected_by_user',
      'rejected_recently',
      'rejected_recently',
    ]);
  });

  it('after a no to the toll on the network is not asked about', async () => {
    world.approver.always = 'reject';
    world.threshold = pico(0);
    expect(codeOf(await life.settle(network()))).toBe('rejected_by_user');
    expect(codeOf(await handBack(PLACE, SAID))).toBe('rejected_recently');
    expect(world.approver.asked).toHaveLength(1);
  });

  it('is refused at a site that is never paid, or whose pass was taken back', async () => {
    world.approver.always = 'pay';
    world.limits = { ...world.limits, sites: new Map([[ORIGIN, { kind: 'never' }]]) };
    expect(codeOf(await handBack(PLACE, SAID))).toBe('site_never');
    world.limits = { ...world.limits, sites: new Map() };
    unwrap(await handBack(PLACE, SAID));
    await world.journal.update(toll(), (record) => ({
      ...record,
      pass: record.pass && { ...record.pass, ended: 'revoked' },
    }));
    expect(codeOf(await handBack(PLACE, SAID))).toBe('pass_revoked');
    expect(world.approver.asked).toHaveLength(1);
  });

  it('is refused where a pass may not travel', async () => {
    const origin = 'http://news.example';
    const answer = await handBack({ ...PLACE, origin, url: `${origin}/socket` }, SAID);
    expect(codeOf(answer)).toBe('site_insecure');
    expect(world.approver.asked).toEqual([]);
  });

  it.each([
    ['offer_amount_invalid', { amount: '0' }],
    ['offer_amount_invalid', { amount: '-1' }],
    ['offer_amount_invalid', { amount: '1e9' }],
    ['offer_amount_invalid', { amount: '0x10' }],
    ['offer_amount_invalid', { amount: 'NaN' }],
    ['offer_amount_invalid', { amount: '' }],
    ['offer_amount_invalid', { amount: String(2n ** 64n) }],
    ['offer_address_invalid', { address: 'undefined' }],
    ['offer_address_invalid', { address: `${GUARD}", amount="1` }],
    ['offer_message_invalid', { message: '' }],
    ['offer_message_invalid', { message: 'two\nlines' }],
    ['offer_message_invalid', { message: 'x'.repeat(513) }],
  ])('is read like a header: %s for %j', async (code, of) => {
    expect(codeOf(await handBack(PLACE, { ...SAID, ...of }))).toBe(code);
    expect(world.wallet.calls.size).toBe(0);
    expect([waiting, troubles]).toEqual([[], []]);
  });

  it('that was agreed to when the background died is paid once, and then proven', async () => {
    void handBack(PLACE, SAID);
    await settled();
    life.kill();
    start();
    // The question died too: it is asked again, and nothing was paid.
    const answer = handBack(PLACE, { ...SAID, message: 'nonce2' });
    await settled();
    expect(world.wallet.relayed).toEqual([]);
    expect(world.approver.asked).toHaveLength(2);
    world.approver.answer('reject');
    world.approver.answer('pay');
    expect(isProofOver(unwrap(await answer).proof, 'nonce2')).toBe(true);
    expect(world.wallet.relayed).toHaveLength(1);
  });
});
