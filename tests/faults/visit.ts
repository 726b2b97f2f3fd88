// Somebody who wants to see a page, and asks for it again when it does not come.
import { setTimeout as pause } from 'node:timers/promises';
import type { TollGate } from '../devnet/toll-gate.ts';
import type { Tab } from '../e2e/browsers/browser.ts';
import type { Stage } from './stage.ts';

export interface Way {
  /** A script's request; a document whose 402 has a body; one whose 402 has none. */
  readonly via: 'fetch' | 'page' | 'empty';
  readonly accept: 'pool' | 'block';
  /** Whether the toll finds the background asleep. */
  readonly start: 'warm' | 'cold';
  /** Whether the user is asked for each payment. */
  readonly asks: boolean;
}

export function nameOfWay({ via, accept, start, asks }: Way): string {
  return `${via}/${accept}/${start}${asks ? '/asked' : ''}`;
}

/** A pass must outlive its run, whose miner makes a block a second. */
const TTL = 2000;
const MINING_MS = 1000;
const LOOK_MS = 100;
/** How long a person looks at a page that does not come before asking for it again. */
const PATIENCE_MS = 8000;
const AFTER_402_MS = 1200;
/** After so many refusals a person presses "Try again" in the popup. */
const REFUSALS_TO_FORGIVE = 3;

export interface Visit {
  readonly gate: TollGate;
  readonly tab: Tab;
  readonly path: string;
  /** How often it was asked for, and how often that was after "Try again". */
  readonly asked: number;
  readonly forgiven: number;
  begin(): Promise<void>;
  /** True once the page is let through; false when `timeoutMs` are over. */
  passed(timeoutMs: number, askAgain: boolean): Promise<boolean>;
  /** Asks once more, with the pass that should be there: the gate's answer. */
  again(): Promise<number>;
  end(): Promise<void>;
}

/**
 * Opens a gate and whatever must be there before its toll is met.
 *
 * @param mines whether blocks come by themselves until the visit ends
 */
export async function prepareVisit(
  stage: Stage,
  way: Way,
  mines = way.accept === 'block',
): Promise<Visit> {
  const { world, net } = stage;
  const gate = await net.gate({
    ttl: TTL,
    body: way.via === 'empty' ? 'empty' : 'page',
    acceptFrom: way.accept,
  });
  const path = way.via === 'fetch' ? '/ping' : '/article';
  const tab = await world.browser.newTab();
  if (way.via === 'fetch') await tab.goto(`${gate.origin}/lab`);
  let asked = 0;
  let forgiven = 0;
  let askedAt = 0;
  let mining = true;
  if (mines) void mine();
  if (way.asks) void answerQuestions();

  async function mine(): Promise<void> {
    while (mining) {
      await pause(MINING_MS);
      if (mining) await net.mine(1).catch(() => undefined);
    }
  }

  /** Says yes, as the approval window does. */
  async function answerQuestions(): Promise<void> {
    while (mining) {
      await pause(3 * LOOK_MS);
      if (asked === 0) continue;
      const question = await world.send('question.read', {}).catch(() => null);
      if (question === null) continue;
      const { id, total, times } = question;
      await world
        .send('question.answer', { id, total, times, answer: 'pay', alwaysUpTo: null })
        .catch(() => undefined);
    }
  }

  async function ask(): Promise<void> {
    asked += 1;
    askedAt = Date.now();
    if (way.via === 'fetch') await askByScript();
    // Neither is waited for: Firefox holds a navigation until its toll is settled.
    else if (asked === 1) void tab.goto(`${gate.origin}${path}`).catch(() => undefined);
    else if ((await tab.url()).startsWith('http')) void tab.reload().catch(() => undefined);
    else void tab.goto(`${gate.origin}${path}`).catch(() => undefined);
  }

  /** The answer is left in the page: a call of the driver may not take as long as a toll. */
  function askByScript(): Promise<null> {
    return tab.evaluate((url) => {
      const kept = globalThis as { answered?: number | null };
      kept.answered = null;
      fetch(url).then(
        (response) => {
          kept.answered = response.status;
        },
        () => {
          kept.answered = -1;
        },
      );
      return null;
    }, path);
  }

  /** What the page shows: null while it is not there yet. */
  async function shown(): Promise<number | null> {
    if (way.via === 'fetch') {
      return tab.evaluate(() => (globalThis as { answered?: number | null }).answered ?? null, 0);
    }
    const text = await tab.text();
    if (text.includes('PAID ARTICLE')) return 200;
    return text.includes('Payment required') || text.includes('Not let through') ? 402 : null;
  }

  return {
    gate,
    tab,
    path,
    get asked() {
      return asked;
    },
    get forgiven() {
      return forgiven;
    },
    begin: ask,
    async passed(timeoutMs, askAgain) {
      const end = Date.now() + timeoutMs;
      let refusals = 0;
      while (Date.now() < end) {
        const status = await shown().catch(() => null);
        if (status === 200) return true;
        const waited = Date.now() - askedAt;
        // A page that shows its 402 may still be on the way: the extension loads it again.
        const patience = status === null ? PATIENCE_MS : AFTER_402_MS;
        if (askAgain && waited > (way.asks ? PATIENCE_MS : patience)) {
          if (status !== null) refusals += 1;
          if (refusals > 0 && refusals % REFUSALS_TO_FORGIVE === 0) {
            forgiven += 1;
            await world.send('toll.forgive', { origin: gate.origin }).catch(() => undefined);
          }
          await ask().catch(() => undefined);
        }
        await pause(LOOK_MS);
      }
      return false;
    },
    async again() {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        try {
          return await tab.evaluate(
            (url) => fetch(url, { cache: 'no-store' }).then((response) => response.status),
            path,
          );
        } catch (error) {
          // A page that is just loaded again, perhaps for the second time, takes its requests along.
          if (Date.now() >= end) throw error;
          await pause(LOOK_MS);
        }
      }
    },
    async end() {
      mining = false;
      await tab.close().catch(() => undefined);
      await gate.stop();
    },
  };
}
