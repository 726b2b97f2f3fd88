// A thousand 402s at once, from ten tabs, for a handful of tolls: each toll is paid once.
import { setTimeout as pause } from 'node:timers/promises';
import { seededFor } from './random.ts';
import { bad, good, type Outcome, type Run } from './run.ts';
import { countPayments, type Stage } from './stage.ts';

const REQUESTS = 1000;
const TABS = 10;
const LIMIT_MS = 100_000;

export interface CrowdSize {
  readonly requests: number;
  readonly tabs: number;
}

export function crowdRuns(
  stage: Stage,
  seed: number,
  count: number,
  size: CrowdSize = { requests: REQUESTS, tabs: TABS },
): Run[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seededFor(seed, `crowd ${index}`);
    const gates = 2 + random.below(Math.min(4, size.tabs - 1));
    const accept = random.pick(['pool', 'block'] as const);
    return {
      name: `${size.requests} requests of ${size.tabs} tabs for ${gates} tolls, ${accept} #${index}`,
      do: () => rush(stage, gates, accept, size),
    };
  });
}

interface Kept {
  answers?: number[];
}

async function rush(
  stage: Stage,
  gateCount: number,
  accept: 'pool' | 'block',
  { requests, tabs: tabCount }: CrowdSize,
): Promise<Outcome> {
  const { net, world } = stage;
  await world.unlockChange();
  await stage.fresh();
  const each = Math.floor(requests / tabCount);
  const paths = Array.from({ length: each * tabCount }, (_, index) => `/ping?n=${index}`);
  const gates = await Promise.all(
    Array.from({ length: gateCount }, () =>
      net.gate({ ttl: 2000, body: 'page', acceptFrom: accept, tolled: paths }),
    ),
  );
  const tabs = await Promise.all(
    Array.from({ length: tabCount }, async (_, index) => {
      const gate = gates[index % gateCount];
      const tab = await world.openFree(`${gate?.origin}/lab`);
      return { tab, urls: paths.slice(index * each, (index + 1) * each) };
    }),
  );
  const ask = (urls: readonly string[], tab: (typeof tabs)[number]['tab']): Promise<null> =>
    tab.evaluate((urls) => {
      const kept = globalThis as Kept;
      const answers = urls.map(() => 0);
      kept.answers = answers;
      urls.forEach((url, index) => {
        fetch(url).then(
          (response) => {
            answers[index] = response.status;
          },
          () => {
            answers[index] = -1;
          },
        );
      });
      return null;
    }, urls as string[]);
  const answered = (): Promise<number[][]> =>
    Promise.all(
      tabs.map(({ tab }) => tab.evaluate(() => (globalThis as Kept).answers ?? [], null)),
    );
  const settled = async (): Promise<number[][]> => {
    const end = Date.now() + LIMIT_MS;
    for (let mineAt = Date.now() + 1000; ; ) {
      const answers = await answered();
      if (answers.flat().every((status) => status !== 0) || Date.now() > end) return answers;
      if (accept === 'block' && Date.now() > mineAt) {
        await net.mine(1);
        mineAt = Date.now() + 1000;
      }
      await pause(200);
    }
  };

  try {
    await Promise.all(tabs.map(({ tab, urls }) => ask(urls, tab)));
    const first = await settled();
    const refused = first.map((answers, index) =>
      (tabs[index]?.urls ?? []).filter((_, at) => answers[at] !== 200),
    );
    await Promise.all(tabs.map(({ tab }, index) => ask(refused[index] ?? [], tab)));
    const outside = (await settled()).flat().filter((status) => status !== 200).length;
    await net.mine(1);
    const counts = [];
    for (const gate of gates) counts.push(await countPayments(net, gate));
    const paid = counts.map(({ sent, received }) => `${sent}/${received}`).join(' ');
    const evidence = {
      counts,
      first: tally(first.flat()),
      answersOfGates: gates.map(({ log }) =>
        tally(log.map(({ credential, status }) => `${status}${credential ? ' with pass' : ''}`)),
      ),
      calls: tally((await stage.brake.calls()).map(({ name }) => name)),
      overview: await world.overview(),
      question: await world.send('question.read', {}),
    };
    if (counts.some(({ sent, received }) => sent > 1 || received > 1)) {
      return bad(`DOUBLE: sent/received ${paid}`, evidence);
    }
    const repeated = refused.flat().length;
    if (outside > 0) return bad(`HANG or LOSS: ${outside} are left outside, ${paid}`, evidence);
    if (counts.some(({ sent, received }) => sent !== 1 || received !== 1)) {
      return bad(`LOSS: sent/received ${paid}`, evidence);
    }
    const how = repeated > 0 ? `, ${repeated} asked twice (${say(tally(first.flat()))})` : '';
    return good(`each toll paid once${how}`);
  } finally {
    for (const { tab } of tabs) await tab.close().catch(() => undefined);
    for (const gate of gates) await gate.stop();
  }
}

/** How often each comes; a status of 0 is no answer yet. */
function tally(things: readonly (string | number)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const thing of things) counted[thing] = (counted[thing] ?? 0) + 1;
  return counted;
}

function say(counted: Record<string, number>): string {
  return Object.entries(counted)
    .map(([thing, times]) => `${thing}: ${times}`)
    .join(', ');
}
