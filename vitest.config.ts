import { defineConfig } from 'vitest/config';

/** One file at a time: mining, and a browser beside it, keep two cores busy. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } as const;

/** End-to-end tests wait more than they work: for blocks, and for nodes to hear of each other. */
const TWO_AT_ONCE = { fileParallelism: true, maxWorkers: 2 } as const;

/**
 * Apart from vite.config.ts, whose plugin for extensions has no place in a test.
 *
 * `npx vitest run --project unit`, or `devnet`, `e2e` or `faults`. All but the first start daemons;
 * the last two start browsers and need a build.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        test: {
          ...PATIENT,
          name: 'devnet',
          include: ['tests/devnet/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...TWO_AT_ONCE,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          sequence: { groupOrder: 2 },
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
    ],
  },
});
