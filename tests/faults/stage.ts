// What the runs of one browser stand on: the extension in it, a private chain that outlives it, and
// between two runs a slate as clean as after the installation.
import { setTimeout as pause } from 'node:timers/promises';
import { builtExtension, targetOf } from '../../tools/paths.ts';
import type { Devnet } from '../devnet/devnet.ts';
import type { TollGate } from '../devnet/toll-gate.ts';
import { type BrowserName, launch, type Tab } from '../e2e/browsers/browser.ts';
import { PLENTY, World } from '../e2e/world.ts';
import { type Brake, type Stop, startBrake } from './brake.ts';
import { type FaultyTap, startFaultyTap } from './faulty-tap.ts';
import { makeProbed } from './probed-extension.ts';

/** A payment locks its change for ten blocks; the payer has outputs for more than so many. */
const PAYMENTS_PER_UNLOCK = 5;

export interface Stage {
  readonly world: World;
  readonly net: Devnet;
  readonly brake: Brake;
  /** Between the extension and its wallet. */
  readonly tap: FaultyTap;
  /** Forgets all that the extension knows, connects the wallet, and makes the change spendable. */
  fresh(threshold?: bigint): Promise<void>;
  /** Ends the background. Its next life stops at `next`, counted from its first moment. */
  kill(next?: Stop): Promise<void>;
  /** After a run that went wrong: nothing of it is left for the next one. */
  renew(): Promise<void>;
  stop(): Promise<void>;
}

export async function startStage(name: BrowserName, net: Devnet): Promise<Stage> {
  const brake = await startBrake();
  const tap = await startFaultyTap(net.payer.url);
  const probed = await makeProbed(builtExtension(targetOf(name)), brake.url);
  async function open(): Promise<World['browser']> {
    const browser = await launch(name, { extension: probed.directory });
    // What it asks the background belongs to no way.
    await (await browser.waitForPage('src/ui/welcome/')).close();
    return browser;
  }
  const world = new World(name, net, await open());
  let desk: Tab | null = null;
  let runs = 0;

  async function kill(next?: Stop): Promise<void> {
    // The next life may begin before the last one is known to have ended.
    brake.condemn();
    await brake.order(next ?? null);
    await world.browser.killBackground();
  }

  async function closeTabs(): Promise<void> {
    const own = await desk?.url();
    for (const tab of await world.browser.windows()) {
      if ((await tab.url().catch(() => own)) !== own) await tab.close().catch(() => undefined);
    }
  }

  async function fresh(threshold = PLENTY): Promise<void> {
    runs += 1;
    if (runs % PAYMENTS_PER_UNLOCK === 0) await world.unlockChange();
    tap.heal();
    desk ??= await world.browser.extensionPage('manifest.json#desk');
    await closeTabs();
    // A background that has not come to its end would write down again what is forgotten here.
    await world.overview();
    await kill();
    await desk.evaluate(async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
      await chrome.alarms.clearAll();
      const rules = await chrome.declarativeNetRequest.getDynamicRules();
      const removeRuleIds = rules.map((rule) => rule.id);
      await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds });
    }, null);
    await brake.order(null);
    await world.connect(threshold, { url: tap.url, login: net.payer.login });
    // What the background says 50 ms after a change belongs to no run.
    await pause(150);
  }

  return {
    world,
    net,
    brake,
    tap,
    fresh,
    kill,
    async renew() {
      await world.browser.close().catch(() => undefined);
      brake.condemn();
      await brake.order(null);
      tap.heal();
      world.browser = await open();
      desk = null;
    },
    async stop() {
      await world.browser.close();
      await tap.stop();
      await brake.stop();
      await probed.remove();
    },
  };
}

/** What became of one toll, as the payer's and the merchant's wallet tell it. */
export async function countPayments(
  net: Devnet,
  gate: TollGate,
): Promise<{ sent: number; received: number }> {
  await net.merchant.refresh();
  const [history, incoming] = await Promise.all([
    net.payer.history(),
    net.merchant.call<Record<'in' | 'pool', { address: string }[] | undefined>>('get_transfers', {
      in: true,
      pool: true,
    }),
  ]);
  const isOfGate = ({ address }: { address: string }): boolean => address === gate.address;
  return {
    sent: history.filter(isOfGate).length,
    received: [...(incoming.in ?? []), ...(incoming.pool ?? [])].filter(isOfGate).length,
  };
}
