import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConsensusLife,
  type ConsensusWorld,
  createConsensusWorld,
  move,
  PLAYER,
} from '../fakes/consensus-world.ts';
import type { Mishap } from '../fakes/lcd-fetch.ts';

/** What may happen. */
type Event =
  | { readonly kind: 'submit'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'move'; readonly id: number; readonly before: number | null }
  | { readonly kind: 'answer'; readonly what: 'sign' | 'reject' }
  | { readonly kind: 'pass_time'; readonly ms: number }
  | { readonly kind: 'kill'; readonly inCalls: number; readonly effect: 'done' | 'not_done' }
  | { readonly kind: 'network'; readonly mishaps: readonly (Mishap | null)[] }
  | { readonly kind: 'deliver' }
  | { readonly kind: 'other_client' }
  | { readonly kind: 'mempool'; readonly what: 'lost' | 'full' | 'roomy' }
  | { readonly kind: 'index'; readonly lag: number }
  | { readonly kind: 'gas_price'; readonly milli: bigint }
  | { readonly kind: 'storage'; readonly failing: 'reads' | 'writes' | null };

const IDS = ['a', 'b', 'c', 'd'];
const id = fc.nat(IDS.length - 1);
const of = <K extends Event['kind']>(
  kind: K,
  fields: {
    [F in keyof Omit<Extract<Event, { kind: K }>, 'kind'>]: fc.Arbitrary<
      Extract<Event, { kind: K }>[F]
    >;
  },
) => fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Event>;

const mishap = fc.constantFrom<(Mishap | null)[]>(
  null,
  'answer_lost',
  'request_lost',
  'doubled',
  'broken_after',
  'broken_before',
  'repeated_later',
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: of('submit', { id }) },
  { weight: 1, arbitrary: of('cancel', { id }) },
  { weight: 1, arbitrary: of('move', { id, before: fc.option(id) }) },
  {
    weight: 3,
    arbitrary: of('answer', { what: fc.constantFrom('sign', 'sign', 'sign', 'reject') }),
  },
  {
    weight: 6,
    arbitrary: of('pass_time', { ms: fc.constantFrom(100, 2000, 6000, 30_000, 200_000) }),
  },
  {
    weight: 3,
    arbitrary: of('kill', {
      inCalls: fc.integer({ min: 1, max: 20 }),
      effect: fc.constantFrom('done', 'not_done'),
    }),
  },
  {
    weight: 4,
    arbitrary: of('network', { mishaps: fc.array(mishap, { minLength: 1, maxLength: 12 }) }),
  },
  { weight: 1, arbitrary: of('deliver', {}) },
  { weight: 3, arbitrary: of('other_client', {}) },
  { weight: 2, arbitrary: of('mempool', { what: fc.constantFrom('lost', 'full', 'roomy') }) },
  { weight: 1, arbitrary: of('index', { lag: fc.nat(1) }) },
  { weight: 1, arbitrary: of('gas_price', { milli: fc.constantFrom(0n, 1n) }) },
  { weight: 1, arbitrary: of('storage', { failing: fc.constantFrom('reads', 'writes', null) }) },
);

function nameOf(number: number): string {
  return IDS[number] ?? '';
}

/** Plays a history, and checks after each event what must hold at any time. */
async function play(history: readonly Event[]): Promise<ConsensusWorld> {
  const world = createConsensusWorld();
  const { storage, lcd, net, clock } = world;
  // A user who takes a while: answers come as events.
  const standing: string[] = [];
  world.answering = ({ record }) => {
    standing.push(record.id);
    return null;
  };
  let life: ConsensusLife = world.start();
  await life.resume();

  for (const happened of history) {
    if (life.dead()) {
      standing.length = 0;
      life = world.start();
      await life.resume();
    }
    switch (happened.kind) {
      case 'submit':
        void life.submit(move(nameOf(happened.id)));
        break;
      case 'cancel':
        void life.cancel(nameOf(happened.id));
        break;
      case 'move':
        void life.move(
          nameOf(happened.id),
          happened.before === null ? null : nameOf(happened.before),
        );
        break;
      case 'answer': {
        const next = standing.shift();
        if (next !== undefined && !world.withdrawn.includes(next))
          world.answer(next, happened.what);
        break;
      }
      case 'pass_time':
        await clock.advance(happened.ms);
        break;
      case 'kill': {
        standing.length = 0;
        life.kill();
        life = world.start({ atCall: happened.inCalls, effect: happened.effect });
        void life.resume();
        break;
      }
      case 'network':
        net.mishaps.push(...happened.mishaps);
        break;
      case 'deliver':
        net.deliver();
        break;
      case 'other_client':
        world.otherClient();
        break;
      case 'mempool':
        if (happened.what === 'lost') lcd.restart();
        else lcd.full = happened.what === 'full';
        break;
      case 'index':
        lcd.indexLag = happened.lag;
        break;
      case 'gas_price':
        lcd.gasPriceMilli = happened.milli;
        break;
      case 'storage':
        storage.failing = happened.failing;
        break;
    }
    await clock.advance(0);
    check(world);
  }

  // In the end all is well again, and everything comes to its end.
  life.kill();
  net.mishaps.length = 0;
  net.deliver();
  lcd.full = false;
  lcd.gasPriceMilli = 0n;
  storage.failing = null;
  world.answering = () => 'sign';
  const last = world.start();
  await last.resume();
  for (const name of IDS) {
    if ((await storage.read(name)).ok) await clock.until(last.settled(name));
  }
  net.deliver();
  await clock.advance(600_000);
  check(world);
  for (const name of IDS) {
    const read = await storage.read(name);
    const stage = read.ok ? read.value?.state.stage : undefined;
    // Never "it came to nothing" of what is included, nor the other way round.
    expect(world.included(name).length, name).toBe(stage === 'included' ? 1 : 0);
  }
  return world;
}

function check(world: ConsensusWorld): void {
  for (const name of IDS) expect(world.included(name).length, name).toBeLessThanOrEqual(1);
  expect(world.storage.violations).toEqual([]);
}

describe('any history', () => {
  it('includes nothing twice, and knows in the end what was included', async () => {
    let included = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (history) => {
        const world = await play(history);
        included += world.lcd.included.filter(({ tx }) => tx.memo !== 'other').length;
      }),
      { numRuns: 150 },
    );
    // Else nothing was shown.
    expect(included).toBeGreaterThan(50);
  }, 120_000);

  it('keeps the line in the order that it was given', async () => {
    const orders = fc.record({
      moves: fc.array(fc.tuple(id, fc.option(id)), { maxLength: 8 }),
      killAfterMs: fc.integer({ min: 0, max: 20_000 }),
    });
    await fc.assert(
      fc.asyncProperty(orders, async ({ moves, killAfterMs }) => {
        const world = createConsensusWorld();
        world.answering = () => null;
        const first = world.start();
        for (const name of IDS) await first.submit(move(name));
        await world.clock.advance(1000);
        let line = [...IDS];
        for (const [number, before] of moves) {
          const name = nameOf(number);
          await first.move(name, before === null ? null : nameOf(before));
          const others = line.filter((one) => one !== name);
          const at = before === null || before === number ? -1 : others.indexOf(nameOf(before));
          line = others.toSpliced(at === -1 ? others.length : at, 0, name);
        }
        first.kill();
        world.answering = () => 'sign';
        const second = world.start();
        await second.resume();
        await world.clock.advance(killAfterMs);
        second.kill();
        const third = world.start();
        await third.resume();
        for (const name of IDS) await world.clock.until(third.settled(name));
        expect(world.lcd.included.map(({ tx }) => tx.memo)).toEqual(line);
        expect(world.lcd.accounts.get(PLAYER.address)?.sequence).toBe(4n);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
