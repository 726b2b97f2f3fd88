// The one invariant of all faults: a toll that was asked for is paid once, and that buys the page.
import { setTimeout as pause } from 'node:timers/promises';
import { bad, good, type Outcome } from './run.ts';
import { countPayments, type Stage } from './stage.ts';
import type { Visit } from './visit.ts';

/** After everything is well again: a wallet call may stand for its 30 s, and be repeated. */
const LIMIT_MS = 100_000;
const AGAIN_MS = 15_000;

/**
 * Waits until the visit is let through, asking again as a person would, and counts the payments.
 *
 * @param how what to say of a good outcome; null if the way did not come by the place of its fault
 */
export async function judge(stage: Stage, visit: Visit, how: string | null): Promise<Outcome> {
  const passed = await visit.passed(LIMIT_MS, true);
  const evidence = (): Promise<unknown> => evidenceOf(stage, visit);
  if (!passed) {
    const { sent } = await countPayments(stage.net, visit.gate);
    const question = await stage.world.send('question.read', {}).catch(() => null);
    const asks = question === null ? '' : `, asks the user (${question.reason})`;
    const what = sent === 0 ? 'HANG: not paid, not let through' : `LOSS: paid ${sent}, no pass`;
    return bad(what + asks, await evidence());
  }
  const status = await Promise.race([visit.again(), pause(AGAIN_MS, -1)]);
  await stage.net.mine(1);
  const { sent, received } = await countPayments(stage.net, visit.gate);
  if (sent !== 1 || received !== 1) {
    return bad(`DOUBLE: sent ${sent}, received ${received}`, await evidence());
  }
  if (status !== 200) return bad(`LOSS: the next request got ${status}`, await evidence());
  const asked = visit.asked > 1 ? `, asked ${visit.asked} times` : '';
  const forgiven = visit.forgiven > 0 ? `, "try again" ${visit.forgiven} times` : '';
  return good(`${how ?? 'not reached'}, paid once${asked}${forgiven}`, how !== null);
}

/** A visit without any fault that did not come to its end. */
export class Unpassed extends Error {
  override readonly name = 'Unpassed';

  constructor(
    way: string,
    readonly evidence: unknown,
  ) {
    super(`${way}: not let through even without a fault`);
  }
}

/** What a reader needs to find out what happened. */
export async function evidenceOf(stage: Stage, visit: Visit): Promise<unknown> {
  const { world, brake } = stage;
  return {
    asked: visit.asked,
    forgiven: visit.forgiven,
    shows: await visit.tab.text().catch(() => '(gone)'),
    gate: visit.gate.log.map(({ url, credential, status }) => `${url} ${credential} ${status}`),
    // Before the others, which wake a background that has died.
    calls: await brake
      .calls()
      .then((calls) => calls.map(({ name, nth }) => `${name} #${nth}`))
      .catch(String),
    wallet: stage.tap.calls.map(({ method, nth }) => `${method} #${nth}`),
    overview: await world.overview().catch(String),
    question: await world.send('question.read', {}).catch(String),
    storage: await stored(stage).catch(String),
  };
}

/** All that the extension has written down. */
async function stored(stage: Stage): Promise<unknown> {
  const page = await stage.world.browser.extensionPage('manifest.json#evidence');
  try {
    return await page.evaluate(() => chrome.storage.local.get(), null);
  } finally {
    await page.close();
  }
}
