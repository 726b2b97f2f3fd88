import { describe, expect, it } from 'vitest';
import {
  type ConsensusLife,
  type ConsensusWorld,
  createConsensusWorld,
  move,
} from '../fakes/consensus-world.ts';
import { unwrap } from '../fakes/samples.ts';
import type { Death } from '../fakes/world.ts';

/** What one life does, from the request to the block. */
async function callsOfOneLife(): Promise<number> {
  const world = createConsensusWorld();
  const life = world.start();
  unwrap(await life.submit(move('a')));
  await world.clock.advance(60_000);
  expect(world.included('a')).toHaveLength(1);
  return life.calls();
}

const CALLS = await callsOfOneLife();
const DEATHS = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((atCall): Death[] => [
  { atCall, effect: 'not_done' },
  { atCall, effect: 'done' },
]);

/** Whoever asked asks again after a crash, by the same id. */
async function finish(world: ConsensusWorld, life: ConsensusLife): Promise<void> {
  unwrap(await life.submit(move('a')));
  const record = unwrap(await world.clock.until(life.settled('a')));
  expect(record?.state.stage).toBe('included');
}

describe('the background, killed at any of its calls', () => {
  it('is killed at enough places to mean something', () => {
    expect(CALLS).toBeGreaterThan(20);
  });

  it.each(DEATHS)('(call $atCall, $effect) sends once', async (death) => {
    const world = createConsensusWorld();
    const first = world.start(death);
    void first.submit(move('a'));
    await world.clock.advance(60_000);
    expect(first.dead()).toBe(true);
    const { length } = world.included('a');
    expect(length).toBeLessThanOrEqual(1);

    const second = world.start();
    void second.resume();
    await finish(world, second);
    expect(world.included('a')).toHaveLength(1);
    expect(world.storage.violations).toEqual([]);
  });

  it.each(DEATHS)('(call $atCall, $effect) sends once beside another client', async (death) => {
    const world = createConsensusWorld();
    const first = world.start(death);
    void first.submit(move('a'));
    await world.clock.advance(4000);
    world.otherClient();
    await world.clock.advance(4000);
    first.kill();
    const second = world.start();
    await second.resume();
    await finish(world, second);
    expect(world.included('a')).toHaveLength(1);
    expect(world.storage.violations).toEqual([]);
  });

  it('again and again sends once', async () => {
    const world = createConsensusWorld();
    for (let atCall = 1; atCall <= CALLS; atCall += 1) {
      const life = world.start({ atCall, effect: atCall % 2 === 0 ? 'done' : 'not_done' });
      void life.resume();
      void life.submit(move('a'));
      await world.clock.advance(500);
      life.kill();
    }
    await finish(world, world.start());
    expect(world.included('a')).toHaveLength(1);
  });

  it('resumes nothing where nothing is open', async () => {
    const world = createConsensusWorld();
    await world.start().resume();
    await world.clock.advance(1000);
    expect(world.net.calls).toEqual([]);
  });
});
