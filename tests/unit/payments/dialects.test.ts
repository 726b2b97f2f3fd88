import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeXmr402Gate, fakeXmr402Gate } from '../fakes/fake-xmr402-gate.ts';
import { address, arrival, codeOf, ORIGIN, offer, pico, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Life, type World } from '../fakes/world.ts';

// What dialects other than TPAT ask of the way of a toll.

const BLOCK_MS = 120_000;
let world: World;
let life: Life;

beforeEach(() => {
  world = createWorld();
  life = world.start();
});

describe('an XMR402 toll', () => {
  let gate: FakeXmr402Gate;
  beforeEach(() => {
    gate = fakeXmr402Gate(world.wallet, { origin: ORIGIN, address: address('guard') });
  });
  const browse = (path?: string) =>
    world.clock.until(life.browse(gate, path === undefined ? {} : { path }));

  it('is paid once, from the pool, with a proof over its message', async () => {
    expect(await browse()).toEqual({ status: 200, failure: null });
    expect(world.passOf()).toMatchObject({ message: 'nonce1', blocks: null, needs: 0, uses: 1 });
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.reports.some(({ step }) => step === 'awaiting_confirmations')).toBe(false);
  });

  it('shows its proof to the request that it was made for, and to no other', async () => {
    await browse();
    expect(world.attached.get(ORIGIN)).toEqual([]);
    expect(world.lent.size).toBe(0);
  });

  it('is proven anew for each later request, and not paid again', async () => {
    await browse();
    gate.turn();
    expect((await browse('/other')).status).toBe(200);
    gate.turn();
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.wallet.calls.get('prove')).toBe(3);
    expect(world.passOf()?.uses).toBe(3);
  });

  it('gives each of 20 requests at once a proof of its own, and makes one payment', async () => {
    const requests = Array.from({ length: 20 }, (_, index) =>
      life.browse(gate, { path: `/data/${index}` }),
    );
    const answers = await world.clock.until(Promise.all(requests));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('refused because its window turned meanwhile is asked for a new message first', async () => {
    const { visit } = gate;
    let turned = false;
    gate.visit = (shown) => {
      if (shown !== null && !turned) {
        turned = true;
        gate.turn();
      }
      return visit(shown);
    };
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.wallet.calls.get('prove')).toBe(2);
  });

  it('whose guard has not seen the transaction yet is shown it again', async () => {
    gate.behind = true;
    const browsing = life.browse(gate);
    await world.clock.advance(5000);
    gate.behind = false;
    expect((await world.clock.until(browsing)).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('that is never taken is given up after two minutes, and not paid again', async () => {
    gate.stubborn = true;
    let answer = await browse();
    for (let reload = 0; reload < 8 && answer.failure === null; reload += 1) {
      answer = await browse();
    }
    expect(answer.failure?.code).toBe('pass_refused');
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('whose guard takes each transaction once is paid again for the next request', async () => {
    gate.once = true;
    expect((await browse()).status).toBe(200);
    expect((await browse('/next')).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(2);
    expect(world.violations()).toEqual([]);
  });

  it('whose transaction the chain lost is relayed again and not paid again', async () => {
    await browse();
    world.wallet.forget(world.passOf()?.txid ?? '');
    gate.turn();
    expect((await browse()).status).toBe(200);
    expect(world.wallet.relayed).toHaveLength(1);
    expect(world.wallet.calls.get('relay')).toBe(2);
  });

  it('is not waited for a block by a background that starts again', async () => {
    await browse();
    const next = world.start();
    await next.resume();
    expect(next.underWay()).toEqual([]);
    world.wallet.mine();
    await next.resume();
    expect(world.passOf()?.height).not.toBeNull();
  });
});

describe('a toll that needs three confirmations', () => {
  const proxy = offer({ dialect: 'Bearer', needs: 3, blocks: 151, extensible: false });

  it('is waited for until it has them, and the count is told', async () => {
    world.clock.every(BLOCK_MS, () => world.wallet.mine());
    expect(unwrap(await world.clock.until(life.settle(arrival({ offer: proxy }))))).toBe('repeat');
    const refused = arrival({ offer: { ...proxy, echo: { txid: null } }, repeated: true });
    expect(unwrap(await world.clock.until(life.settle(refused)))).toBe('repeat');
    expect(world.wallet.confirmations(world.passOf()?.txid ?? '')).toBe(3);
    const told = world.reports.flatMap((report) =>
      report.step === 'awaiting_confirmations' ? [`${report.confirmations}/${report.needs}`] : [],
    );
    expect(told).toEqual(['0/3', '1/3', '2/3']);
    expect(world.wallet.relayed).toHaveLength(1);
  });
});

describe('a page that is dearer than what was bought at its address', () => {
  const dearer = offer({ amount: pico(5_000_000) });
  const visit = (repeated = false) =>
    life.settle(arrival({ url: `${ORIGIN}/dear`, offer: dearer, repeated }));

  beforeEach(async () => {
    unwrap(await life.settle(arrival()));
    world.wallet.mine();
  });

  it('is asked about, within the limits too; a no leaves the pass as it is', async () => {
    const asked = visit();
    await settled();
    expect(world.approver.asked).toMatchObject([{ reason: 'dearer' }]);
    world.approver.answer('reject');
    expect(codeOf(await asked)).toBe('rejected_by_user');
    expect(world.passOf()).toMatchObject({ ended: null, paid: 1_000_000n });
    expect(world.attached.get(ORIGIN)).toHaveLength(1);
  });

  it('is paid if the user agrees, and that pass serves the cheaper page too', async () => {
    world.approver.always = 'pay';
    unwrap(await visit());
    expect(world.passOf()).toMatchObject({ paid: 5_000_000n });
    unwrap(await life.settle(arrival()));
    expect(world.wallet.relayed).toHaveLength(2);
  });
});

describe('a longer pass', () => {
  beforeEach(async () => {
    unwrap(await life.settle(arrival()));
    world.wallet.mine();
  });
  const wish = (times: number) => {
    const [record] = world.journal.all();
    if (record === undefined) throw new Error('nothing bought');
    return life.extend(record.toll, times);
  };

  it('is asked about, always, and buys as many times the blocks', async () => {
    world.approver.always = 'pay';
    unwrap(await wish(10));
    expect(world.approver.asked).toMatchObject([{ reason: 'wished', times: 10 }]);
    expect(world.passOf()).toMatchObject({ paid: 10_000_000n, price: 1_000_000n, blocks: 50 });
    expect(world.attached.get(ORIGIN)).toMatchObject([{ paid: 10_000_000n }]);
  });

  it('is as long as the answer says, not as was proposed', async () => {
    world.approver.always = 'pay';
    world.approver.times = 2;
    unwrap(await wish(10));
    expect(world.passOf()).toMatchObject({ paid: 2_000_000n, blocks: 10 });
  });

  it('can be bought in the first question too', async () => {
    world.threshold = pico(0);
    world.approver.always = 'pay';
    world.approver.times = 3;
    const other = offer({ address: address('other') });
    unwrap(await life.settle(arrival({ origin: 'https://other.example', offer: other })));
    expect(world.passOf('https://other.example')).toMatchObject({ paid: 3_000_000n, blocks: 15 });
  });

  it('is not bought against the will of the user, who keeps the old one', async () => {
    world.approver.always = 'reject';
    expect(codeOf(await wish(10))).toBe('rejected_by_user');
    expect(world.passOf()).toMatchObject({ paid: 1_000_000n, ended: null });
    // That no was about the longer pass: the site is not to be rejected for it.
    expect(world.rejections.size).toBe(0);
  });
});

describe('a pass that the user took back', () => {
  it('is neither shown nor paid again', async () => {
    unwrap(await life.settle(arrival()));
    const [record] = world.journal.all();
    if (record === undefined) throw new Error('nothing bought');
    await world.journal.update(record.toll, (held) => ({
      ...held,
      pass: held.pass && { ...held.pass, ended: 'revoked' },
    }));
    expect(codeOf(await life.settle(arrival()))).toBe('pass_revoked');
    expect(world.wallet.relayed).toHaveLength(1);
  });
});

describe('of several ways to pay', () => {
  it('the one that was paid before is taken, though another is cheaper now', async () => {
    const [cheap, held] = [offer({ address: address('cheap') }), offer()];
    unwrap(await life.settle(arrival({ offer: held })));
    const cheaper = { ...cheap, amount: pico(1) };
    expect(unwrap(await life.choose(ORIGIN, [cheaper, held]))).toBe(held);
    expect(unwrap(await life.choose('https://other.example', [cheaper, held]))).toBe(cheaper);
  });
});

describe('a transaction that the chain lost', () => {
  const echo = () =>
    arrival({ offer: offer({ echo: { txid: world.passOf()?.txid ?? '' } }), repeated: true });

  it.each(['from the pool', 'with its block'])('%s is relayed again, the same', async (how) => {
    unwrap(await life.settle(arrival()));
    if (how === 'with its block') world.wallet.mine(2);
    const txid = world.passOf()?.txid ?? '';
    world.wallet.forget(txid);
    world.clock.every(BLOCK_MS, () => world.wallet.mine());
    unwrap(await world.clock.until(life.settle(echo())));
    expect(world.wallet.confirmations(txid)).toBeGreaterThan(0);
    expect(world.wallet.prepared).toHaveLength(1);
    expect(world.violations()).toEqual([]);
  });

  it('while its block is waited for is relayed again too', async () => {
    unwrap(await life.settle(arrival()));
    const waiting = life.settle(echo());
    await world.clock.advance(10_000);
    const txid = world.passOf()?.txid ?? '';
    world.wallet.forget(txid);
    await world.clock.advance(10_000);
    expect(world.wallet.confirmations(txid)).toBe(0);
    world.wallet.mine();
    expect((await world.clock.until(waiting)).ok).toBe(true);
  });

  it('is not relayed by another wallet, and not paid again', async () => {
    unwrap(await life.settle(arrival()));
    const { lookup } = world.wallet;
    world.wallet.name = 'wallet-2';
    world.wallet.lookup = async (id) => {
      await lookup(id);
      return { ok: true, value: { kind: 'unknown' } };
    };
    const waiting = life.settle(echo());
    await world.clock.advance(600_000);
    expect(world.wallet.calls.get('relay')).toBe(1);
    world.wallet.lookup = lookup;
    world.wallet.name = 'own';
    world.wallet.mine();
    expect((await world.clock.until(waiting)).ok).toBe(true);
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is kept in the journal until its block is buried, and then no longer', async () => {
    unwrap(await life.settle(arrival()));
    expect(world.passOf()?.metadata).toMatch(/^[0-9a-f]+$/);
    world.wallet.mine(11);
    const old = offer({ blocks: 1000, echo: { txid: world.passOf()?.txid ?? '' } });
    const again = life.settle(arrival({ offer: old, repeated: true }));
    await world.clock.until(again);
    expect(world.passOf()?.metadata).toBeNull();
  });
});
