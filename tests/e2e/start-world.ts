import { afterAll } from 'vitest';
import { type Devnet, startDevnet } from '../devnet/devnet.ts';
import type { BrowserName, LaunchOptions } from './browsers/browser.ts';
import { launchTollpass, World } from './world.ts';

/** Starting it takes some seconds of both cores, so both browsers of a test file have the same. */
let chain: Promise<Devnet> | undefined;
afterAll(async () => (await chain)?.stop());

/**
 * A browser with Tollpass, and the test file's private chain, on which all money can be spent.
 *
 * @param profile as of `launchTollpass`, and so is `more`
 */
export async function startWorld(
  name: BrowserName,
  profile?: string,
  more: Pick<LaunchOptions, 'logs' | 'language' | 'notices'> = {},
): Promise<World> {
  const isFirst = chain === undefined;
  chain ??= startDevnet({ payerOutputs: 22 });
  const [net, browser] = await Promise.all([chain, launchTollpass(name, profile, more)]);
  const world = new World(name, net, browser);
  if (!isFirst) await world.unlockChange();
  return world;
}
