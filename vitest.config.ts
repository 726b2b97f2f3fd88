import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One file at a time: mining, and a browser beside it, keep two cores busy. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } as const;

/** End-to-end tests wait more than they work: for blocks, and for nodes to hear of each other. */
const THREE_AT_ONCE = { fileParallelism: true, maxWorkers: 3 } as const;

/** These wait as well, and have no browser beside them. */
const TWO_AT_ONCE = { fileParallelism: true, maxWorkers: 2 } as const;

/** Files that take minutes, the longest first: begun last, they would be waited for alone. */
const LONG = [
  'never-twice',
  'tolls',
  'bad-input',
  'forms',
  'keys',
  'streams',
  'signers',
  'vault',
  'approval',
].map((name) => `/e2e/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** Seven minutes that `npm test` leaves out: it tries the same rows in one dialect. */
const ROWS = 'tests/e2e/rows.test.ts';

/** What needs a program that is built meanwhile (`tools/test.ts`), so it comes last. */
const REAL_CHAIN = 'tests/{devnet,e2e}/cosmos-*.test.ts';

/**
 * Apart from vite.config.ts, whose plugin for extensions has no place in a test.
 *
 * `npx vitest run --project unit`, or `devnet`, `e2e`, `faults`, `chain` or `rows`. All but the first start
 * daemons; `e2e`, `faults` and `chain` start browsers and need a build; `chain` needs `npm run cosmos-chain`.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          // Properties over 100,000 inputs take 2 s of a quiet machine, and six times that of a busy one.
          testTimeout: 30_000,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          ...PATIENT,
          ...TWO_AT_ONCE,
          name: 'devnet',
          include: ['tests/devnet/**/*.test.ts'],
          exclude: [REAL_CHAIN],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...THREE_AT_ONCE,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [ROWS, REAL_CHAIN],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'rows',
          include: [ROWS],
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'faults',
          testTimeout: 240_000,
          include: ['tests/faults/**/*.test.ts'],
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'chain',
          include: [REAL_CHAIN],
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
