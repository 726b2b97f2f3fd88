import { setTimeout as pause } from 'node:timers/promises';
import type { Overview, PassView, TollView } from '../src/messages/contract.ts';
import { formatXmr, piconero } from '../src/money/piconero.ts';
import { explain } from '../src/ui/sentences.ts';
import type { TollGate } from '../tests/devnet/toll-gate.ts';
import type { Browser, Tab } from '../tests/e2e/browsers/browser.ts';
import { send } from './connect.ts';

/** A payment is prepared, relayed and proven within a quarter of a second. */
const LOOK_EVERY_MS = 40;

/**
 * Opens the gate's front page, follows its link to the paid article, and says what happens, each
 * step once and as it happens.
 *
 * @param say gets one line a step
 * @throws Error with a sentence if the article cannot be reached
 */
export async function visitOnce(
  browser: Browser,
  gate: TollGate,
  tab: Tab,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps = narrate(gate, say);
  await tab.goto(`${gate.origin}/`);
  await tab.waitForText('The Toll Road');
  let clicked: unknown = null;
  tab.click('a[href="/article"]').catch((error: unknown) => {
    clicked = error;
  });
  for (;;) {
    if (signal.aborted) throw new Error(steps.whereItStands());
    if (clicked !== null) throw clicked;
    const overview = await send(browser, 'overview', { url: null });
    steps.look(overview);
    const answered = gate.log.some(({ url, status }) => url === '/article' && status === 200);
    if (answered && (await tab.text()).includes('PAID ARTICLE')) break;
    await pause(LOOK_EVERY_MS);
  }
  steps.look(await send(browser, 'overview', { url: null }));
  steps.letIn();
  say(`200: "${await tab.evaluate(() => document.title, null)}"`);
}

function narrate(gate: TollGate, say: (line: string) => void) {
  const said = new Set<string>();
  let last = 'nothing was asked for yet';
  function once(key: string, line: string): void {
    if (said.has(key)) return;
    said.add(key);
    last = line;
    say(line);
  }
  function seen(): void {
    if (!gate.log.some(({ url, status }) => url === '/article' && status === 402)) return;
    once('402', `402 seen: ${gate.origin}/article`);
  }
  function prepared(txid: string, amount: bigint, fee: bigint): void {
    seen();
    const [price, extra] = [amount, fee].map((sum) => `${formatXmr(piconero(sum))} XMR`);
    once('prepared', `prepared: amount ${price}, fee ${extra}, txid ${txid}`);
  }
  function relayed(txid: string): void {
    once('relayed', `relayed: ${txid}`);
  }

  function lookAtToll({ state, txid, total, failure, ...toll }: TollView): void {
    if (state === 'failed') {
      throw new Error(failure ? explain(failure, txid) : 'The toll failed, and nothing says why.');
    }
    if (state === 'asking') {
      throw new Error('Tollpass asks whether to pay, although the toll is under the threshold.');
    }
    if (txid === null) return;
    const amount = gate.terms.minAmount;
    if (total !== null) prepared(txid, amount, BigInt(total) - amount);
    if (state !== 'preparing' && state !== 'relaying') relayed(txid);
    if (state === 'awaiting_confirmations') confirmed(toll.confirmations, toll.confirmationsNeeded);
  }
  function lookAtPass(pass: PassView): void {
    prepared(pass.txid, BigInt(pass.paid), BigInt(pass.fee));
    relayed(pass.txid);
    if (pass.state === 'waiting') confirmed(0, 1);
    else if (pass.state !== 'refused') confirmed(1, 1);
  }
  function confirmed(have: number, needed: number): void {
    once(`confirmations ${have}`, `confirmations ${have} of ${needed}`);
  }

  return {
    look(overview: Overview): void {
      seen();
      // The pass first: a toll that waits for its block does not say any more what it cost.
      for (const pass of overview.passes) if (pass.origin === gate.origin) lookAtPass(pass);
      for (const toll of overview.tolls) if (toll.origin === gate.origin) lookAtToll(toll);
    },
    /** A gate opens at the first block, which it may see before the wallet does. */
    letIn: () => confirmed(1, 1),
    whereItStands: () => `The page was not reached in time. The last step was: ${last}.`,
  };
}
