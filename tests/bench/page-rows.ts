/**
 * What a page without tolls pays for the extension being there: with no pass, and with passes for
 * other sites. Beside it a second Chromium without the extension, as the control.
 */
import { attachPasses, awaitInstalled, foreignOrigins, openQuietPage } from './extension-page.ts';
import { type Contestant, measurePages, type PageTimes } from './page-rounds.ts';
import { type Group, pairedRow, type Row } from './row.ts';

const ROUNDS = 60;

/** As many as someone has who reads a few paid sites. */
const FOREIGN_PASSES = 5;

const BARS = {
  page: { fetch: 1.35, load: 1.25, done: 1.25, processor: 1.2 },
  'passes-page': { fetch: 1.55, load: 1.45, done: 1.45, processor: 1.3 },
} as const;

type Situation = keyof typeof BARS;
const SITUATIONS = Object.keys(BARS) as Situation[];
const QUANTITIES = ['fetch', 'load', 'done', 'processor'] as const;

function nameOf(situation: Situation, quantity: (typeof QUANTITIES)[number] | 'wakes'): string {
  return `${situation}-${quantity === 'processor' ? 'cpu' : quantity}`;
}

function namesOf(situation: Situation): string[] {
  return [...QUANTITIES, 'wakes' as const].map((quantity) => nameOf(situation, quantity));
}

export const pageRows: Group = {
  names: SITUATIONS.flatMap(namesOf),
  async measure({ extension, rounds = ROUNDS }, wanted) {
    const situations = SITUATIONS.filter((situation) =>
      namesOf(situation).some((name) => wanted.has(name)),
    );
    const contestants: Contestant[] = [
      { name: 'without', extension: null },
      { name: 'control', extension: null },
      ...situations.map((situation) => ({
        name: situation,
        extension,
        async prepare(chromium: Parameters<typeof openQuietPage>[0]) {
          const page = await openQuietPage(chromium);
          await awaitInstalled(page);
          if (situation === 'passes-page') await attachPasses(page, foreignOrigins(FOREIGN_PASSES));
          await page.close();
        },
      })),
    ];
    const times = await measurePages(contestants, rounds);
    const without = of(times, 'without');
    const control = of(times, 'control');
    return situations.flatMap((situation): Row[] => {
      const ours = of(times, situation);
      return [
        ...QUANTITIES.map((quantity) =>
          pairedRow(
            { name: nameOf(situation, quantity), unit: 'ms', bar: BARS[situation][quantity] },
            ours[quantity],
            without[quantity],
            control[quantity],
          ),
        ),
        {
          name: nameOf(situation, 'wakes'),
          unit: 'wakes',
          ours: ours.wakes,
          reference: 0,
          ratio: ours.wakes,
          bar: 0,
        },
      ];
    });
  },
};

function of(times: ReadonlyMap<string, PageTimes>, name: string): PageTimes {
  const found = times.get(name);
  if (found === undefined) throw new Error(`${name} was not measured`);
  return found;
}
