import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { manifestFor, type Target } from './tools/manifest.ts';
import { configurationSchema } from './tools/vite-configuration-schema.ts';
import { crxManifest } from './tools/vite-crx-manifest.ts';
import { desk } from './tools/vite-desk.ts';

import { monero } from './tools/vite-monero.ts';
import { BACKGROUND_CHUNK, oneBackground } from './tools/vite-one-background.ts';
import { registered } from './tools/vite-registered.ts';

/** The pages beside the popup, which the manifest names itself. */
const PAGES = [
  'activity',
  'approval',
  'services',
  'settings',
  'signers',
  'signing',
  'streams',
  'unlock',
  'waiting',
];

/** What only the background runs, and monero-ts with what it needs. */
const BACKGROUND =
  /\/src\/(?:background|http402|net|passes|payments|platform|sessions|signers|wallet)\//;
const SHARED =
  /\/src\/(?:messages\/(?!router|stream-line)|money|nats|outcome)|\/(?:valibot|webextension-polyfill)\//;
const MONERO = /monero-ts|monero-stand-in|\/(?:axios|crypto-js|decimal\.js|promise-throttle)\//;

/** `vite build --mode chrome` or `--mode firefox`, into `dist/` and that name. */
export default defineConfig(({ mode }) => ({
  plugins: [
    monero(),
    crxManifest(),
    oneBackground(),
    registered(),
    desk(),
    configurationSchema(),
    crx({ manifest: manifestFor(mode as Target), browser: mode as Target }),
  ],
  build: {
    outDir: `dist/${mode}`,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: Object.fromEntries(PAGES.map((page) => [page, `src/ui/${page}/index.html`])),
      output: {
        // A worker has no `import()`: the wallet's module is in the background's one file, but
        // wrapped, so that it is evaluated at its first use and not at every wake.
        strictExecutionOrder: true,
        advancedChunks: {
          groups: [
            // First, or the background's chunk would take along what the pages need too.
            { name: 'shared', test: SHARED, priority: 1 },
            {
              name: BACKGROUND_CHUNK,
              test: (id: string) => BACKGROUND.test(id) || MONERO.test(id),
            },
          ],
        },
      },
    },
  },
}));
