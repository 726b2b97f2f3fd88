import { beforeEach, describe, expect, it } from 'vitest';
import { address, arrival, codeOf, ORIGIN, offer, pico, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Life, type World } from '../fakes/world.ts';

// Limits over a day and a month, as payments run into them.

let world: World;
let life: Life;
const TOTAL = 1_000_000n + 1_800_000_000n;

beforeEach(() => {
  world = createWorld();
  life = world.start();
});

function pay(index: number, origin = ORIGIN) {
  const of = offer({ address: address(`toll${index}`) });
  return life.settle(arrival({ origin: `${origin}:${1000 + index}`, offer: of }));
}

async function sumSpent(): Promise<bigint> {
  return world.wallet.relayed.reduce((sum, { amount, fee }) => sum + amount + fee, 0n);
}

describe('50 tolls at once under a limit that lets 7 through', () => {
  it.each(['day', 'month'] as const)('of a %s: 7 are paid, 43 are asked about', async (name) => {
    world = createWorld();
    world.limits = { ...world.limits, [name]: pico(TOTAL * 7n + TOTAL / 2n) };
    life = world.start();
    const paying = Array.from({ length: 50 }, (_, index) => pay(index));
    await settled();
    // The wallet of the world has 16 outputs: enough for the 7, and each question signs once.
    expect(world.wallet.relayed).toHaveLength(7);
    expect(await sumSpent()).toBeLessThanOrEqual(TOTAL * 7n + TOTAL / 2n);
    expect(world.approver.asked).toHaveLength(43);
    expect(new Set(world.approver.asked.map(({ reason }) => reason))).toEqual(
      new Set([name === 'day' ? 'over_day' : 'over_month']),
    );
    for (let left = 43; left > 0; left -= 1) world.approver.answer('reject');
    const codes = (await Promise.all(paying)).map((one) => (one.ok ? 'paid' : codeOf(one)));
    expect(codes.filter((code) => code === 'paid')).toHaveLength(7);
    expect(codes.filter((code) => code === 'rejected_by_user')).toHaveLength(43);
  });

  it('may be paid all the same, one by one, where the user says so', async () => {
    world.limits = { ...world.limits, day: pico(TOTAL) };
    await pay(1);
    const asked = pay(2);
    await settled();
    expect(world.approver.asked).toMatchObject([{ reason: 'over_day' }]);
    world.approver.answer('pay');
    expect((await asked).ok).toBe(true);
    expect(world.wallet.relayed).toHaveLength(2);
  });
});

describe('a limit', () => {
  it('of one site and day leaves other sites alone', async () => {
    world.limits = { ...world.limits, siteDay: pico(TOTAL) };
    const two = [address('one'), address('two')].map((to) =>
      arrival({ offer: offer({ address: to }) }),
    );
    expect((await life.settle(two[0] ?? arrival())).ok).toBe(true);
    expect((await pay(1)).ok).toBe(true);
    world.approver.always = 'reject';
    expect(codeOf(await life.settle(two[1] ?? arrival()))).toBe('rejected_by_user');
    // The address changed as well; that is asked first.
    expect(world.approver.asked).toMatchObject([{ reason: 'payee_changed' }]);
  });

  it('counts a payment that is signed and not out yet', async () => {
    world.limits = { ...world.limits, day: pico(TOTAL) };
    world.wallet.loseNextRelay = 'request';
    expect(codeOf(await pay(1))).toBe('payment_unfinished');
    world.approver.always = 'reject';
    expect(codeOf(await pay(2))).toBe('rejected_by_user');
    expect(world.approver.asked).toMatchObject([{ reason: 'over_day' }]);
  });

  it('counts a payment once, though another looks after it while it is proven', async () => {
    const { lookup } = world.wallet;
    let proven: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      proven = resolve;
    });
    // The first one's record says "prepared" until the journal comes to it: late.
    const { update } = world.journal;
    let updates = 0;
    world.journal.update = async (toll, change) => {
      updates += 1;
      if (updates === 2) await held;
      return update(toll, change);
    };
    world.wallet.lookup = async (id) => {
      const known = await lookup(id);
      proven();
      await settled();
      return known;
    };
    const first = pay(1);
    await settled();
    const second = pay(2);
    expect((await first).ok && (await second).ok).toBe(true);
    const { day } = unwrap(await world.journal.spent(ORIGIN, world.clock.now()));
    expect(day).toBe(2n * TOTAL);
    expect(world.journal.all().map(({ payment }) => payment)).toEqual([null, null]);
  });

  it('starts anew at midnight', async () => {
    world.limits = { ...world.limits, day: pico(TOTAL) };
    expect((await pay(1)).ok).toBe(true);
    await world.clock.advance(24 * 3_600_000);
    expect((await pay(2)).ok).toBe(true);
    expect(world.approver.asked).toEqual([]);
  });

  it('of a month starts anew when that ends, at midnight of the wall', async () => {
    world.limits = { ...world.limits, month: pico(TOTAL) };
    const newMonth = new Date(2026, 11, 1).getTime();
    await world.clock.advance(newMonth - 1 - world.clock.now());
    expect((await pay(1)).ok).toBe(true);
    world.approver.always = 'reject';
    expect(codeOf(await pay(2))).toBe('rejected_by_user');
    expect(world.approver.asked).toMatchObject([{ reason: 'over_month' }]);
    await world.clock.advance(1);
    expect((await pay(3)).ok).toBe(true);
  });

  it('is not opened by a clock that is set back and forth', async () => {
    world.limits = { ...world.limits, day: pico(TOTAL), month: pico(2n * TOTAL) };
    const { now } = world.clock;
    let off = 0;
    Object.assign(world.clock, { now: () => now() + off });
    life = world.start();
    expect((await pay(1)).ok).toBe(true);
    // Yesterday has a limit of its own, which is used up once.
    off = -24 * 3_600_000;
    expect((await pay(2)).ok).toBe(true);
    world.approver.always = 'reject';
    for (const back of [off, 0, off, 2 * off]) {
      off = back;
      expect(codeOf(await pay(3 + world.approver.asked.length))).toBe('rejected_by_user');
    }
    const reasons = world.approver.asked.map(({ reason }) => reason);
    expect(reasons).toEqual(['over_day', 'over_day', 'over_day', 'over_month']);
    expect(await sumSpent()).toBe(2n * TOTAL);
  });

  it('is not used up by a payment that the network refuses and the user gives up', async () => {
    world.limits = { ...world.limits, day: pico(TOTAL) };
    world.wallet.loseNextRelay = 'request';
    await pay(1);
    const [record] = world.journal.all();
    const payment = record?.payment ?? null;
    if (payment === null) throw new Error('nothing journaled');
    world.wallet.refuses = payment.transfer.txid;
    world.journal.mayGiveUp = payment.transfer.txid;
    expect((await life.payer.giveUp(payment)).ok).toBe(true);
    expect(world.journal.all()[0]?.payment).toBeNull();
    expect(world.journal.ledger()).toMatchObject([{ state: 'given_up' }]);
    expect((await pay(2)).ok).toBe(true);
    expect(world.violations()).toEqual([]);
  });
});

describe('the rule of a site', () => {
  it('never: nothing is prepared, and nobody is asked', async () => {
    world.limits = { ...world.limits, sites: new Map([[ORIGIN, { kind: 'never' }]]) };
    expect(codeOf(await life.settle(arrival()))).toBe('site_never');
    expect(world.wallet.calls.get('prepare')).toBeUndefined();
    expect(world.approver.asked).toEqual([]);
  });

  it('ask: is asked each time, however little it costs', async () => {
    world.limits = { ...world.limits, sites: new Map([[ORIGIN, { kind: 'ask' }]]) };
    world.approver.always = 'reject';
    expect(codeOf(await life.settle(arrival()))).toBe('rejected_by_user');
    expect(world.approver.asked).toMatchObject([{ reason: 'site_asks' }]);
  });
});

describe('a payment that is given up', () => {
  async function stuck() {
    world.wallet.loseNextRelay = 'request';
    expect(codeOf(await life.settle(arrival()))).toBe('payment_unfinished');
    const payment = world.journal.all()[0]?.payment ?? null;
    if (payment === null) throw new Error('nothing journaled');
    return payment;
  }

  it('is not, if the network takes it now', async () => {
    const payment = await stuck();
    expect(codeOf(await life.payer.giveUp(payment))).toBe('payment_alive');
    expect(world.journal.all()[0]?.payment).not.toBeNull();
    expect(world.wallet.relayed).toHaveLength(1);
  });

  it('is not, if the wallet cannot say so', async () => {
    const payment = await stuck();
    world.wallet.dead = true;
    expect(codeOf(await life.payer.giveUp(payment))).toBe('payment_unfinished');
    world.wallet.dead = false;
    world.wallet.loseNextRelay = 'request';
    expect(codeOf(await life.payer.giveUp(payment))).toBe('payment_unfinished');
    expect(world.journal.all()[0]?.payment).not.toBeNull();
  });

  it('is not, if another wallet is open', async () => {
    const payment = await stuck();
    world.wallet.name = 'wallet-2';
    world.wallet.refuses = payment.transfer.txid;
    expect(codeOf(await life.payer.giveUp(payment))).toBe('wallet_other');
    expect(world.journal.all()[0]?.payment).not.toBeNull();
  });
});
