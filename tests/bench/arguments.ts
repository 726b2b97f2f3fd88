import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- [options]
  --json FILE       also write the rows as JSON
  --only NAME       only the rows whose name begins so
  --rounds N        instead of each row's own number, for a quick trial
  --no-build        measure dist/chrome as it is
  --extension DIR   measure another build
  --costs           instead of the rows: what each standing part costs an ordinary page`;

export interface BenchArguments {
  readonly json: string | undefined;
  readonly only: string;
  readonly rounds: number | undefined;
  readonly build: boolean;
  readonly extension: string | undefined;
  readonly costs: boolean;
}

/** @throws TypeError or RangeError with a sentence for the reader. */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
      extension: { type: 'string' },
      costs: { type: 'boolean', default: false },
    },
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && (!Number.isInteger(rounds) || rounds < 1)) {
    throw new RangeError('--rounds takes a whole number from 1');
  }
  return {
    json: values.json,
    only: values.only,
    rounds,
    build: !values['no-build'] && values.extension === undefined,
    extension: values.extension,
    costs: values.costs,
  };
}
