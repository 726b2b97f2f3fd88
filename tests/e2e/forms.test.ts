import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TollGate } from '../devnet/toll-gate.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

// prokurilo sells static pages by a form: a header alone gets 503 there, as from a node that is behind.

describe.each(BROWSERS)('a page that may be sold by a form, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(PLENTY);
  });
  afterAll(() => world?.stop());
  afterEach(() => world.unlockChange());

  /** Methods and answers of what was asked of a gate for the article. */
  const asked = (gate: TollGate): string[] =>
    gate.log
      .filter(({ url }) => url === '/article')
      .map(({ method, status }) => `${method} ${status}`);

  it.each([
    ['rests after each use', { flavour: 'prokurilo' as const }],
    ['can be used at will', {}],
  ])(
    'is opened by it, where a pass %s',
    async (_how, options) => {
      const gate = await world.net.gate({ ...options, ttl: 50, soldByForm: ['/article'] });
      const tab = await world.open(`${gate.origin}/article`);
      await world.waitForToll(gate.origin, 'awaiting_confirmations');
      await world.net.mine(1);
      await tab.waitForText('PAID ARTICLE', 60_000);
      expect(await tab.url()).toBe(`${gate.origin}/article`);
      expect(asked(gate)[0]).toBe('GET 402');
      expect(asked(gate).filter((one) => one.startsWith('POST'))).toEqual(['POST 200']);
      expect(await world.transfersTo(gate.address)).toBe(1);
      await until(
        async () => (await world.passesOf(gate.origin))[0]?.uses === 1,
        'the use to count',
      );
      await tab.close();
    },
    120_000,
  );

  it('is opened by its header after all, where only the node was behind', async () => {
    const gate = await world.net.gate({ ttl: 50 });
    const tab = await world.open(`${gate.origin}/article`);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    gate.answer503(100);
    await world.net.mine(1);
    await until(async () => asked(gate).includes('POST 503'), 'the form to be tried');
    gate.answer503(0);
    await tab.waitForText('PAID ARTICLE', 60_000);
    expect(asked(gate).filter((one) => one.startsWith('POST'))).toEqual(['POST 503']);
    expect(asked(gate).at(-1)).toBe('GET 200');
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  }, 120_000);
});
