import { parseArgs } from 'node:util';
import type { BrowserName } from '../e2e/browsers/browser.ts';

export const FAULTS = [
  'headers',
  'kill',
  'kill-twice',
  'wallet',
  'crowd',
  'limit',
  'reorg',
  'streams',
  'idle',
] as const;
export type FaultName = (typeof FAULTS)[number];

export const USAGE = `npm run faults -- [options]
  --seed N          decides the order and all choices; without it the time of day, which is printed
  --runs M          so many runs of each fault and browser; without it all awaits for kill and
                    kill-twice, every fault at every call for wallet, 1 for crowd and limit, every way
                    to vanish for reorg, 20 falls of each sort for streams, 1000000 headers
  --only NAME       ${FAULTS.join(', ')}
                    idle only where it is named: it takes half an hour, both browsers at once
  --minutes N       how long idle is idle, 30 by default
  --browser NAME    chromium or firefox; without it both
  --match TEXT      only runs whose name contains this
  --stall-ms N      how long a wallet stands still, 60000 by default: its calls are given 30 s`;

export interface FaultArguments {
  readonly seed: number;
  readonly runs: number | null;
  readonly faults: readonly FaultName[];
  readonly browsers: readonly BrowserName[];
  readonly match: string;
  readonly stallMs: number;
  readonly minutes: number;
}

/** @throws TypeError or RangeError with a sentence for the reader. */
export function readArguments(args: readonly string[]): FaultArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string' },
      browser: { type: 'string' },
      match: { type: 'string', default: '' },
      minutes: { type: 'string', default: '30' },
      'stall-ms': { type: 'string', default: '60000' },
    },
  });
  const only = FAULTS.filter(
    (name) => values.only === name || (values.only === undefined && name !== 'idle'),
  );
  if (only.length === 0) throw new RangeError(`--only takes one of ${FAULTS.join(', ')}`);
  const browsers = (['chromium', 'firefox'] as const).filter(
    (name) => values.browser === undefined || values.browser === name,
  );
  if (browsers.length === 0) throw new RangeError('--browser takes chromium or firefox');
  return {
    seed: values.seed === undefined ? Date.now() % 2 ** 32 : whole('--seed', values.seed),
    runs: values.runs === undefined ? null : whole('--runs', values.runs),
    faults: only,
    browsers,
    match: values.match,
    minutes: whole('--minutes', values.minutes),
    stallMs: whole('--stall-ms', values['stall-ms']),
  };
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new RangeError(`${option} takes a number`);
  return number;
}
