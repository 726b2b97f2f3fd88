import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TollGate } from '../devnet/toll-gate.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { windowsGone } from './question-windows.ts';
import { SessionTraces } from './session-traces.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, PLENTY, until, type World } from './world.ts';

const PASSWORD = 'cinnamon-vault-pass-7391';
const id = (name: string): string => `[data-testid=${name}]`;
const fetchStatus = async (path: string): Promise<number> => (await fetch(path)).status;

describe.each(BROWSERS)('the password of Tollpass, in %s', (name) => {
  let world: World;
  let traces: SessionTraces;
  let first: TollGate;

  beforeAll(async () => {
    traces = await SessionTraces.open(name);
    world = await startWorld(name, traces.profile, { logs: traces.logs });
    await world.connect(PLENTY);
  });
  afterAll(async () => {
    await world?.stop();
    await traces?.delete();
  });

  const popup = (): Promise<Tab> => world.browser.extensionPage('src/ui/popup/index.html');
  const asked = (): Promise<Tab> => world.browser.waitForPage('/unlock/', 30_000);
  const gone = (): Promise<void> => windowsGone(world.browser, '/unlock/');
  async function lab(): Promise<[TollGate, Tab]> {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 50, body: 'page' });
    return [gate, await world.openFree(`${gate.origin}/lab`)];
  }
  const vault = async () => {
    const read = await world.send('vault.read', {});
    return read.ok ? read.state : read.failure.code;
  };

  it('is set in the settings, takes in the wallet, and a toll is paid', async () => {
    const page = await world.browser.extensionPage('src/ui/settings/index.html');
    await page.fill(id('new-password'), PASSWORD);
    await page.fill(id('new-password-again'), `${PASSWORD.slice(0, -1)}x`);
    await page.waitForText('This differs from the first one.');
    await page.fill(id('new-password-again'), PASSWORD);
    await page.click(id('create'));
    await page.waitForSelector(id('vault-state'));
    await page.close();
    expect(await vault()).toBe('unlocked');
    expect((await world.overview()).wallet).toBe('set');

    const [gate, tab] = await lab();
    first = gate;
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    await tab.close();
  });

  it('need not be entered again because the background died', async () => {
    await world.browser.killBackground();
    expect(await vault()).toBe('unlocked');
    expect((await world.overview()).wallet).toBe('set');
  });

  it('is asked for after a restart by a new toll, and by nothing that is paid', async () => {
    world.browser = await world.browser.restart();
    expect(await vault()).toBe('locked');
    const paid = await world.openFree(`${first.origin}/lab`);
    expect(await paid.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await vault()).toBe('locked');

    // Both before the window opens: Firefox would open the second tab in that.
    const [gate, tab] = await lab();
    const [other, otherTab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    const otherAnswer = otherTab.evaluate(fetchStatus, '/ping');
    const approval = await asked();
    await approval.fill(id('unlock-password'), 'not the password');
    await approval.click(id('unlock'));
    await approval.waitForText('This is not the password.');
    expect(await world.transfersTo(gate.address)).toBe(0);
    await approval.fill(id('unlock-password'), PASSWORD);
    await until(async () => {
      // The wrong one has to wait for a second.
      await approval.click(id('unlock')).catch(() => undefined);
      return (await vault()) === 'unlocked';
    }, 'the vault to be unlocked');
    expect(await answer).toBe(200);
    expect(await otherAnswer).toBe(200);
    await gone();
    for (const { address } of [gate, other]) expect(await world.transfersTo(address)).toBe(1);
    await Promise.all([paid.close(), tab.close(), otherTab.close()]);
  });

  it('locks at once when the user says so, and a toll then fails if the window is closed', async () => {
    const page = await popup();
    await page.click(id('lock'));
    await page.waitForSelector(id('unlock-form'));
    expect(await vault()).toBe('locked');

    const [gate, tab] = await lab();
    const answer = tab.evaluate(fetchStatus, '/ping');
    const approval = await asked();
    await approval.waitForSelector(id('unlock-form'));
    await approval.close();
    expect(await answer).toBe(402);
    expect(await world.transfersTo(gate.address)).toBe(0);
    // It does not ask again by itself, until it was unlocked.
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(402);
    await page.fill(id('unlock-password'), PASSWORD);
    await page.click(id('unlock'));
    await page.waitForSelector(id('unlocked'));
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    await Promise.all([page.close(), tab.close()]);
  });

  it('is in no log and not in the profile, and neither is that of the wallet', async () => {
    const { net } = world;
    const { password: walletPassword } = net.payer.login;
    const made = await world.send('vault.backup', { password: PASSWORD, own: true });
    expect(made.ok && made.text.includes('"tollpass":"backup"')).toBe(true);
    await traces.sayIn(await popup());
    await world.browser.close();
    await traces.addDaemon('monerod', net.chain.dir);
    await traces.addDaemon('wallet-rpc', net.payer.dir);
    expect(await traces.placesOf([PASSWORD, walletPassword])).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf(['wallet-login'])).not.toEqual([]);
    expect(await traces.placesOf(['blockchain'])).toContain(
      join(traces.logs, 'monerod-monerod.log'),
    );
    expect(await traces.hears()).toBe(true);
    world.browser = { close: async () => undefined } as Browser;
  });
});
