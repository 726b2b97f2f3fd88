import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeGate, fakeGate } from '../fakes/fake-gate.ts';
import { address, arrival, codeOf, ORIGIN, offer, pico, toll, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Life, type World } from '../fakes/world.ts';

const BLOCK_MS = 120_000;

let world: World;
let life: Life;
let gate: FakeGate;

beforeEach(() => {
  world = createWorld();
  life = world.start();
  gate = openGate();
});

function openGate(of: Partial<Parameters<typeof fakeGate>[2]> = {}): FakeGate {
  const standard = { origin: ORIGIN, address: address('shop'), blocks: 5, restMs: null };
  return fakeGate(world.wallet, world.clock.now, { ...standard, ...of });
}

/** Makes a request, and lets time pass until it is answered. */
function browse(of: FakeGate = gate, path?: string) {
  return world.clock.until(life.browse(of, path === undefined ? {} : { path }));
}

function mineAllTheTime(): void {
  world.clock.every(BLOCK_MS, () => world.wallet.mine());
}

describe('a toll', () => {
  it('is paid, waited for, and let through with no second payment', async () => {
    mineAllTheTime();
    expect(await browse()).toEqual({ status: 200, failure: null });
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.passOf()).toMatchObject({ ended: null, refusals: 0 });
    expect(world.reports.map(({ step }) => step)).toEqual([
      'preparing',
      'prepared',
      'relayed',
      'settled',
      'awaiting_confirmations',
      'settled',
    ]);

    for (let request = 0; request < 50; request += 1) {
      expect(await browse()).toEqual({ status: 200, failure: null });
    }
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.wallet.calls.get('prepare')).toBe(1);
    expect(world.violations()).toEqual([]);
  });

  it.each(['http://news.example', 'http://10.0.0.1'])('at %s is not paid', async (origin) => {
    const settlement = await life.settle(arrival({ origin }));
    expect(codeOf(settlement)).toBe('site_insecure');
    expect(world.wallet.calls.size).toBe(0);
  });

  it.each(['http://shop.onion', 'http://shop.i2p:8080'])(
    'at %s is paid only once the user allowed it',
    async (origin) => {
      expect(codeOf(await life.settle(arrival({ origin })))).toBe('site_hidden_service');
      expect(world.wallet.calls.size).toBe(0);
      world.limits = { ...world.limits, hiddenServices: true };
      expect(unwrap(await life.settle(arrival({ origin })))).toBe('repeat');
      expect(world.wallet.relayed).toHaveLength(1);

      world.limits = { ...world.limits, hiddenServices: false };
      expect(codeOf(await life.settle(arrival({ origin })))).toBe('site_hidden_service');
      const of = unwrap(await world.journal.open())[0]?.toll ?? toll({ origin });
      expect(codeOf(await life.extend(of, 2))).toBe('site_hidden_service');
      expect(world.wallet.relayed).toHaveLength(1);
    },
  );

  it.each([
    ['dead', 'wallet_unreachable'],
    ['not connected', 'wallet_not_connected'],
  ])('is not paid while the wallet is %s, and nothing is journaled', async (how, code) => {
    if (how === 'dead') world.wallet.dead = true;
    else world.connected = false;
    expect(await browse()).toMatchObject({ status: 402, failure: { code } });
    expect(world.journal.all()).toEqual([]);
    world.wallet.dead = false;
    world.connected = true;
    mineAllTheTime();
    expect((await browse()).status).toBe(200);
  });

  it.each(['reads', 'writes'] as const)(
    'is not paid while the journal fails its %s',
    async (what) => {
      world.journal.failing = what;
      expect(codeOf(await life.settle(arrival()))).toBe('storage_failed');
      expect(world.wallet.relayed).toEqual([]);
    },
  );

  it('whose address changes at a known site is asked about', async () => {
    mineAllTheTime();
    await browse();
    const asked = life.settle(arrival({ offer: offer({ address: address('thief') }) }));
    await settled();
    expect(world.approver.asked).toMatchObject([{ reason: 'payee_changed' }]);
    expect(world.wallet.relayed).toHaveLength(1);
    world.approver.answer('reject');
    expect(codeOf(await asked)).toBe('rejected_by_user');
  });

  it('of a third party is asked about', async () => {
    const asked = life.settle(arrival({ firstParty: false }));
    await settled();
    expect(world.approver.asked).toMatchObject([{ reason: 'third_party' }]);
    world.approver.answer('reject');
    expect(codeOf(await asked)).toBe('rejected_by_user');
    expect(world.wallet.relayed).toEqual([]);
  });
});

describe('many requests at once', () => {
  it('20 for one toll make one payment and 20 good answers', async () => {
    mineAllTheTime();
    const requests = Array.from({ length: 20 }, (_, index) =>
      life.browse(gate, { path: `/data/${index}` }),
    );
    const answers = await world.clock.until(Promise.all(requests));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.wallet.calls.get('prepare')).toBe(1);
  });

  it('1000 for one toll over the limit make one question', async () => {
    world.threshold = pico(0);
    const requests = Array.from({ length: 1000 }, () => life.settle(arrival()));
    await settled();
    expect(world.approver.asked).toHaveLength(1);
    world.approver.answer('reject');
    expect(new Set((await Promise.all(requests)).map(codeOf))).toEqual(
      new Set(['rejected_by_user']),
    );
    expect(world.wallet.relayed).toEqual([]);
  });

  it('for two tolls make two payments that do not collide', async () => {
    mineAllTheTime();
    const other = openGate({ origin: 'https://shop.example', address: address('other') });
    const answers = await world.clock.until(Promise.all([life.browse(gate), life.browse(other)]));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(world.wallet.relayed.map(({ address: to }) => to).sort()).toEqual(
      [gate.address, other.address].sort(),
    );
    expect(world.wallet.calls.get('relay')).toBe(2);
  });

  it('tell what is under way until it is done', async () => {
    world.threshold = pico(0);
    const settlement = life.settle(arrival());
    await settled();
    expect(life.underWay()).toMatchObject([
      { toll: { origin: ORIGIN }, url: `${ORIGIN}/article`, progress: { step: 'asking' } },
    ]);
    world.approver.answer('reject');
    await settlement;
    expect(life.underWay()).toEqual([]);
  });
});

describe('a rejected toll', () => {
  it('is not asked about again while the no is remembered', async () => {
    world.threshold = pico(0);
    world.approver.always = 'reject';
    expect(await browse()).toMatchObject({ status: 402, failure: { code: 'rejected_by_user' } });
    for (let reload = 0; reload < 5; reload += 1) {
      expect(await browse()).toMatchObject({ status: 402, failure: { code: 'rejected_recently' } });
    }
    expect(world.approver.asked).toHaveLength(1);
    expect(world.wallet.relayed).toEqual([]);

    world.rejections.clear();
    world.approver.always = 'pay';
    mineAllTheTime();
    expect((await browse()).status).toBe(200);
  });
});

describe('a pass', () => {
  it('in the pool is waited for and not paid again', async () => {
    expect(await world.clock.until(life.settle(arrival()))).toEqual({ ok: true, value: 'repeat' });
    const echo = arrival({
      offer: offer({ echo: { txid: world.passOf()?.txid ?? '' } }),
      repeated: true,
    });
    const again = life.settle(echo);
    await world.clock.advance(10 * BLOCK_MS);
    expect(life.underWay()).toMatchObject([{ progress: { step: 'awaiting_confirmations' } }]);
    world.wallet.mine();
    expect(await world.clock.until(again)).toEqual({ ok: true, value: 'repeat' });
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.passOf()).toMatchObject({ height: 100, refusals: 0 });
  });

  it('is recognised by its echo even in the first request of a page', async () => {
    await world.clock.until(life.settle(arrival()));
    const echo = offer({ echo: { txid: world.passOf()?.txid ?? '' } });
    const again = life.settle(arrival({ offer: echo, repeated: false }));
    await world.clock.advance(1000);
    expect(life.underWay()).toMatchObject([{ progress: { step: 'awaiting_confirmations' } }]);
    world.wallet.mine();
    await world.clock.until(again);
  });

  it('that a request did not carry is attached, with no look at the wallet', async () => {
    mineAllTheTime();
    await browse();
    const before = new Map(world.wallet.calls);
    expect(await life.settle(arrival())).toEqual({ ok: true, value: 'repeat' });
    expect(world.wallet.calls).toEqual(before);
    expect(world.attached.get(ORIGIN)).toHaveLength(1);
  });

  it('outlives a wallet that goes away while it waits for its block', async () => {
    mineAllTheTime();
    world.clock.every(1000, () => {
      world.wallet.dead = Math.floor(world.clock.now() / 7000) % 2 === 0;
    });
    world.wallet.dead = false;
    await world.clock.until(life.settle(arrival()));
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('that a lagging site refuses is shown again after 2, 4, 8 … s', async () => {
    mineAllTheTime();
    gate.behind = true;
    const shown: number[] = [];
    const visit = gate.visit;
    const slow: FakeGate = {
      ...gate,
      visit(carried) {
        const txid = carried?.pass.txid ?? '';
        const confirmed = (world.wallet.confirmations(txid) ?? 0) > 0;
        if (confirmed) shown.push(world.clock.now());
        // 18.7 s behind were seen.
        if (shown.length > 0 && world.clock.now() - (shown[0] ?? 0) > 18_700) gate.behind = false;
        return visit(carried);
      },
    };
    expect((await browse(slow)).status).toBe(200);
    const gaps = shown.slice(1).map((at, index) => at - (shown[index] ?? 0));
    expect(gaps).toEqual([2000, 4000, 8000, 16_000]);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.passOf()).toMatchObject({ refusals: 0, refusedAt: null, ended: null });
  });

  it('that is refused without a word, twice, may be wanted as a form', async () => {
    const mute = arrival({ repeated: true, challenged: false });
    const settle = (of = mute) => world.clock.until(life.settle(of));
    await settle(arrival());
    const inPool = life.settle(mute);
    await world.clock.advance(1000);
    world.wallet.mine();
    expect(await world.clock.until(inPool)).toEqual({ ok: true, value: 'repeat' });
    // A block holds it: from here on it counts.
    expect(await settle()).toEqual({ ok: true, value: 'repeat' });
    expect(await settle()).toEqual({ ok: true, value: 'repeat_form' });
    const echo = offer({ echo: { txid: world.passOf()?.txid ?? '' } });
    expect(await settle(arrival({ offer: echo }))).toEqual({ ok: true, value: 'repeat' });
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('that is refused for good is given up after two minutes, and never paid again', async () => {
    world.clock.every(BLOCK_MS * 10, () => world.wallet.mine());
    gate.stubborn = true;
    const before = world.clock.now();
    const refused = await browse();
    const txid = world.wallet.relayed[0]?.txid;
    expect(refused).toMatchObject({
      status: 402,
      failure: { code: 'pass_refused', detail: { txid } },
    });
    expect(world.clock.now() - before - BLOCK_MS * 10).toBeGreaterThanOrEqual(120_000);
    expect(world.passOf()).toMatchObject({ ended: 'refused' });
    expect(world.attached.get(ORIGIN)).toEqual([]);

    for (let reload = 0; reload < 3; reload += 1) {
      expect(await browse()).toMatchObject({ failure: { code: 'pass_refused' } });
    }
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('that has run out is bought anew, once', async () => {
    world.clock.every(BLOCK_MS, () => world.wallet.mine());
    await browse();
    const first = world.passOf()?.txid;
    world.wallet.mine(5);
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(2);
    expect(world.passOf()?.txid).not.toBe(first);
    expect(world.violations()).toEqual([]);
  });

  it('that has run out is asked about again where the user wants to be asked', async () => {
    mineAllTheTime();
    await browse();
    world.wallet.mine(5);
    world.threshold = pico(0);
    world.approver.always = 'reject';
    expect(await browse()).toMatchObject({ failure: { code: 'rejected_by_user' } });
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.passOf()).toMatchObject({ ended: 'expired' });
    expect(world.attached.get(ORIGIN)).toEqual([]);
  });

  it('is not taken for expired while the wallet cannot be asked', async () => {
    mineAllTheTime();
    await browse();
    world.wallet.mine(5);
    world.wallet.dead = true;
    expect(await browse()).toMatchObject({ failure: { code: 'wallet_unreachable' } });
    expect(world.passOf()).toMatchObject({ ended: null });
  });

  it('knows its newest URLs, so that two addresses on one origin part by them', async () => {
    await life.settle(arrival({ url: `${ORIGIN}/a` }));
    await life.settle(arrival({ url: `${ORIGIN}/b` }));
    expect(world.passOf()?.urls).toEqual([`${ORIGIN}/a`, `${ORIGIN}/b`]);
    expect(world.wallet.relayed).toHaveLength(1);
  });
});

describe('a pass that rests after each use', () => {
  beforeEach(() => {
    gate = openGate({ restMs: 30_000, blocks: 50 });
    mineAllTheTime();
  });

  it('is waited for and not bought anew', async () => {
    expect((await browse()).status).toBe(200);
    const used = world.clock.now();
    expect((await browse(gate, '/next')).status).toBe(200);
    expect(world.clock.now() - used).toBeGreaterThanOrEqual(30_000);
    expect(world.clock.now() - used).toBeLessThan(35_000);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.reports.some(({ step }) => step === 'resting')).toBe(true);
  });

  it('is attached only while it is lent to a request', async () => {
    await browse();
    expect(world.attached.get(ORIGIN)).toEqual([]);
  });

  it('is not waited for if it rests longer than ten minutes: the page gets its 402', async () => {
    gate = openGate({ restMs: 3_600_000, blocks: 50 });
    expect((await browse()).status).toBe(200);
    const until = String((world.passOf()?.lastUsedAt ?? 0) + 3_600_000);
    expect(await browse()).toMatchObject({
      status: 402,
      failure: { code: 'pass_resting', detail: { until } },
    });
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is bought anew once it has run out', async () => {
    await browse();
    world.wallet.mine(50);
    await world.clock.advance(30_000);
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(2);
  });
});
