import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeGate } from '../fakes/fake-gate.ts';
import { address, arrival, offer, pico } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { createWorld, type Life, type World } from '../fakes/world.ts';

const BLOCKS = 5;
const SITES = ['https://a.example', 'https://b.example'];

/** What may happen. `site` is one of two, each with an address of its own. */
type Event =
  | {
      readonly kind: 'visit' | 'challenge' | 'echo';
      readonly site: number;
      readonly repeated: boolean;
      /** The next event comes before this one has led to anything. */
      readonly inHaste: boolean;
    }
  | { readonly kind: 'mine'; readonly blocks: number }
  | { readonly kind: 'pass_time'; readonly ms: number }
  | { readonly kind: 'kill'; readonly inCalls: number; readonly effect: 'done' | 'not_done' }
  | { readonly kind: 'wallet'; readonly dead: boolean }
  | { readonly kind: 'lose_relay'; readonly what: 'answer' | 'request' }
  | { readonly kind: 'journal'; readonly failing: 'reads' | 'writes' | null }
  | { readonly kind: 'fee'; readonly fee: number }
  | { readonly kind: 'resume' };

const site = fc.nat(SITES.length - 1);
const request = { site, repeated: fc.boolean(), inHaste: fc.boolean() };
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('visit' as const), ...request }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('challenge' as const), ...request }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('echo' as const), ...request }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mine' as const),
      blocks: fc.integer({ min: 1, max: 7 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass_time' as const),
      ms: fc.constantFrom(100, 3000, 60_000, 200_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('kill' as const),
      inCalls: fc.integer({ min: 1, max: 25 }),
      effect: fc.constantFrom('done' as const, 'not_done' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wallet' as const), dead: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lose_relay' as const),
      what: fc.constantFrom('answer' as const, 'request' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('journal' as const),
      failing: fc.constantFrom('reads' as const, 'writes' as const, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fee' as const),
      fee: fc.constantFrom(18 * 10 ** 8, 26 * 10 ** 8),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
);

/** Plays a history, and checks after each event what must hold at any time. */
async function play(history: readonly Event[]): Promise<World> {
  const world = createWorld();
  world.approver.always = 'pay';
  const gates = SITES.map((origin, index) =>
    fakeGate(world.wallet, world.clock.now, {
      origin,
      address: address(`site${index}`),
      blocks: BLOCKS,
      restMs: null,
    }),
  );
  let life: Life = world.start();
  let known = 0;

  for (const happened of history) {
    if (life.dead()) life = world.start();
    switch (happened.kind) {
      case 'visit': {
        const gate = gates[happened.site];
        if (gate !== undefined) void life.browse(gate);
        break;
      }
      case 'challenge':
      case 'echo': {
        const origin = SITES[happened.site] ?? '';
        const held = world.passOf(origin)?.txid ?? null;
        const echo = happened.kind === 'echo' ? { txid: held } : null;
        void life.settle(
          arrival({
            origin,
            repeated: happened.repeated,
            offer: offer({ address: address(`site${happened.site}`), echo }),
          }),
        );
        break;
      }
      case 'mine':
        world.wallet.mine(happened.blocks);
        break;
      case 'pass_time':
        await world.clock.advance(happened.ms);
        break;
      case 'kill':
        // The old life goes now; the next one will go at one of its calls.
        life.kill();
        life = world.start({ atCall: happened.inCalls, effect: happened.effect });
        void life.resume();
        break;
      case 'wallet':
        world.wallet.dead = happened.dead;
        break;
      case 'lose_relay':
        world.wallet.loseNextRelay = happened.what;
        break;
      case 'journal':
        world.journal.failing = happened.failing;
        break;
      case 'fee':
        world.wallet.fee = pico(happened.fee);
        break;
      case 'resume':
        void life.resume();
        break;
      default:
        happened satisfies never;
    }
    if ('inHaste' in happened && happened.inHaste) continue;
    await settled();

    expect(world.violations()).toEqual([]);
    known = checkNoNeedlessPayment(world, known);
    checkJournaled(world);
  }
  await settled();
  return world;
}

/** Each new transfer of a toll found every earlier one expired: its blocks were all mined. */
function checkNoNeedlessPayment(world: World, known: number): number {
  const { relayed, confirmations } = world.wallet;
  for (const [index, transfer] of relayed.entries()) {
    if (index < known) continue;
    const earlier = relayed.slice(0, index).filter(({ address: to }) => to === transfer.address);
    for (const { txid } of earlier) {
      expect(confirmations(txid), `${txid} was still good`).toBeGreaterThanOrEqual(BLOCKS);
    }
  }
  return relayed.length;
}

/** The newest transfer of each toll is in the journal, as a payment or as a pass. */
function checkJournaled(world: World): void {
  const newest = new Map(world.wallet.relayed.map(({ address: to, txid }) => [to, txid]));
  for (const [to, txid] of newest) {
    const record = world.journal.all().find(({ toll }) => toll.address === to);
    const journaled = [record?.payment?.transfer.txid, record?.pass?.txid];
    expect(journaled).toContain(txid);
  }
}

describe('whatever happens', () => {
  it('no toll is paid again while an earlier payment may be good, and all is journaled', async () => {
    const histories = fc.array(event, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await play(history);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  it('a toll can be reached in the end, once all works again', async () => {
    // One site: a payment that was never relayed loses its outputs to another toll's.
    const histories = fc.array(
      event.filter((one) => !('site' in one) || one.site === 0),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const world = await play(history);
        world.wallet.dead = false;
        world.wallet.loseNextRelay = null;
        world.journal.failing = null;
        world.clock.every(120_000, () => world.wallet.mine());
        const gate = fakeGate(world.wallet, world.clock.now, {
          origin: SITES[0] ?? '',
          address: address('site0'),
          blocks: BLOCKS,
          restMs: null,
        });
        const life = world.start();
        const answers = [];
        // A pass may run out, or be given up by an echo of this history, while it is tried.
        for (let visit = 0; visit < 3; visit += 1) {
          const answer = await world.clock.until(life.browse(gate));
          answers.push(answer.failure?.code ?? answer.status);
        }
        expect(answers.some((answer) => answer === 200 || answer === 'pass_refused')).toBe(true);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
