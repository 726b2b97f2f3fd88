import { defineConfig } from 'vitest/config';

// npx vitest run --config tests/devnet/vitest.config.ts
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['tests/devnet/**/*.test.ts', 'tests/unit/devnet/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One chain at a time: mining keeps a core busy.
    fileParallelism: false,
  },
});
