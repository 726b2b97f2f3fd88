// Fifty tolls at once under a limit for the day that lets seven of them through.
import { setTimeout as pause } from 'node:timers/promises';
import type { Tab } from '../e2e/browsers/browser.ts';
import type { World } from '../e2e/world.ts';
import { bad, good, type Outcome, type Run } from './run.ts';
import { countPayments, type Stage } from './stage.ts';

const TOLLS = 50;
const ALLOWED = 7;

/**
 * A payment costs 0.0018 XMR with one input, 0.0026 with two, which the wallet spends while it has
 * more than ten outputs: seven cost at most 18.3e9 piconero, eight at least 19.2e9.
 */
const LIMIT = 18_700_000_000n;

/** Neither an answer nor a question for so long is a hang, however busy the machine is. */
const STANDSTILL_MS = 60_000;

export function limitRuns(stage: Stage, count: number): Run[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${TOLLS} tolls under a limit for ${ALLOWED} #${index}`,
    do: () => crowd(stage),
  }));
}

interface Kept {
  answered?: number;
}

async function crowd(stage: Stage): Promise<Outcome> {
  const { net, world } = stage;
  await world.unlockChange();
  await stage.fresh();
  await world.send('limits.set', { day: LIMIT.toString() });
  const gates = await Promise.all(
    Array.from({ length: TOLLS }, () => net.gate({ ttl: 2000, acceptFrom: 'pool' })),
  );
  const tabs: Tab[] = [];
  for (const gate of gates) tabs.push(await world.openFree(`${gate.origin}/lab`));
  try {
    await Promise.all(
      tabs.map((tab) =>
        tab.evaluate(() => {
          const kept = globalThis as Kept;
          kept.answered = 0;
          void fetch('/ping').then(({ status }) => {
            kept.answered = status;
          });
          return null;
        }, null),
      ),
    );
    const answered = async (): Promise<number[]> =>
      Promise.all(tabs.map((tab) => tab.evaluate(() => (globalThis as Kept).answered ?? 0, null)));
    const asked: string[] = [];
    let statuses = await answered();
    let seen = '';
    let end = Date.now() + STANDSTILL_MS;
    while (statuses.some((status) => status === 0) && Date.now() < end) {
      // Only when all that the limit allows is paid can a no tell what it did not allow.
      if (statuses.filter((status) => status === 200).length >= ALLOWED) {
        await rejectAll(world, asked);
      }
      await pause(200);
      statuses = await answered();
      const now = [...statuses, asked.length].join();
      if (now !== seen) end = Date.now() + STANDSTILL_MS;
      seen = now;
    }
    const counts = [];
    for (const gate of gates) counts.push(await countPayments(net, gate));
    const sent = counts.reduce((sum, one) => sum + one.sent, 0);
    const { budget } = await world.overview();
    const unasked = await reasonsOf(
      world,
      gates.filter((_, index) => statuses[index] === 402).map(({ origin }) => origin),
    );
    const spent = BigInt(budget.day.spent);
    const evidence = {
      statuses,
      asked,
      unasked,
      sent,
      budget,
      question: await world.send('question.read', {}),
    };
    if (counts.some((one) => one.sent > 1)) return bad('DOUBLE: a toll was paid twice', evidence);
    if (spent > LIMIT) return bad(`OVER: ${spent} of ${LIMIT} were spent`, evidence);
    if (statuses.includes(0)) return bad('HANG: not all were answered', evidence);
    const rejected = statuses.filter((status) => status === 402).length;
    if (sent !== ALLOWED || rejected !== TOLLS - ALLOWED) {
      return bad(`LOSS: ${sent} paid, ${rejected} rejected`, evidence);
    }
    if (asked.some((reason) => reason !== 'over_day'))
      return bad('ASKED for another reason', evidence);
    if (asked.length + unasked.length !== rejected) {
      return bad('SILENT: a toll was neither asked about nor explained', evidence);
    }
    return good(
      `${sent} paid for ${spent} of ${LIMIT} piconero, ${[`${asked.length} asked about`, ...unasked].join(', ')}`,
    );
  } finally {
    await world.send('limits.set', { day: null });
    for (const tab of tabs) await tab.close().catch(() => undefined);
    for (const gate of gates) await gate.stop();
  }
}

/** Rejects one question after the other until none is there. */
async function rejectAll(world: World, asked: string[]): Promise<void> {
  for (;;) {
    const question = await world.send('question.read', {});
    if (question === null) return;
    const { id, total, times, reason } = question;
    const answer = { id, total, times, answer: 'reject', alwaysUpTo: null } as const;
    const answered = await world.send('question.answer', answer);
    if (answered.ok) asked.push(reason);
  }
}

/** Why tolls at these origins were left without the user having said so. */
async function reasonsOf(world: World, origins: readonly string[]): Promise<string[]> {
  const reasons: string[] = [];
  for (const origin of origins) {
    const { tolls } = await world.overview(origin);
    const failures = tolls.flatMap(({ failure }) => failure?.code ?? []);
    reasons.push(...failures.filter((code) => code !== 'rejected_by_user'));
  }
  return reasons;
}
